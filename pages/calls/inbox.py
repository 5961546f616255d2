"""The inbox: the calls to score, and the next one."""

from benvenuto.ui.calls import inbox
from benvenuto.ui.shell import current_context

ctx = current_context()
inbox.head(ctx)
inbox.listing(ctx, inbox.filters(ctx))
