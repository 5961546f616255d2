"""Importing a call log."""

from benvenuto.ui.calls import call_logs
from benvenuto.ui.people.look import look
from benvenuto.ui.shell import current_context

look()
call_logs.show(current_context())
