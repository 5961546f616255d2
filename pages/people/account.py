"""The reader's own account."""

from benvenuto.ui.people import account
from benvenuto.ui.people.look import look
from benvenuto.ui.shell import current_context

look()
account.show(current_context())
