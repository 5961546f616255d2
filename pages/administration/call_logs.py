"""Importing a call log."""

from benvenuto.ui.administration import call_logs
from benvenuto.ui.administration.look import look
from benvenuto.ui.shell import current

look()
call_logs.show(current())
