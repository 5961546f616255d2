"""A table whose rows lead somewhere: the one list of the application, for calls and evaluations alike."""

from collections.abc import Sequence
from typing import Literal, TypedDict

from benvenuto.ui.streamlit.mounting import component, nothing, packed

Cell = str | list[str]
"""What stands in a cell: words, or several labels."""


class Column(TypedDict):
    """A column: its heading, and how its cells read ("number" aligns right, "labels" draws each in a frame,
    "dated" keeps its heading beside it where a narrow window shows no headings)."""

    label: str
    kind: Literal["text", "number", "quiet", "nowrap", "dated", "labels"]


class Row(TypedDict):
    """A row: `id` comes back when it is opened, `href` is where it leads in a tab of its own."""

    id: str
    href: str
    cells: list[Cell]


def rows(label: str, *, key: str, columns: Sequence[Column], content: Sequence[Row]) -> str | None:
    """Show the table; the id of the row just opened, for one run only. `label` says what the table holds."""
    data = {"label": label, "columns": list(columns), "rows": list(content)}
    opened = component("rows")(key=key, data=packed(data), on_open_change=nothing).get("open")
    return opened if isinstance(opened, str) else None
