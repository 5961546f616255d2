"""The reader's own account."""

from benvenuto.ui import account
from benvenuto.ui.administration.look import look
from benvenuto.ui.shell import current

look()
account.show(current())
