"""The inbox: the calls to score, and the next one."""

from benvenuto.ui.calls import inbox
from benvenuto.ui.shell import current

now = current()
inbox.head(now)
inbox.listing(now, inbox.filters(now))
