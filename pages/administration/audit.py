"""The audit log."""

from benvenuto.ui.administration import audit
from benvenuto.ui.administration.look import look
from benvenuto.ui.shell import current

look()
audit.show(current())
