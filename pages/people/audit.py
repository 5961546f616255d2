"""The audit log."""

from benvenuto.ui.people import audit
from benvenuto.ui.people.look import look
from benvenuto.ui.shell import current_context

look()
audit.show(current_context())
