"""How Alembic reaches the database: through the connection that holds the migration lock."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from benvenuto.storage.tables import CleanText, Instant, LongWords, metadata


def _render_plainly(kind: str, rendered: Any, _context: AutogenContext) -> str | Literal[False]:
    # a migration must run as it was written, whatever becomes of our own column types
    match rendered if kind == "type" else None:
        case Instant():
            return "sa.DateTime(timezone=True)"
        case LongWords():
            return "sa.Text()"
        case CleanText():
            return f"sa.String(length={rendered.length})"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=_render_plainly,
)
with context.begin_transaction():
    context.run_migrations()
