"""Critical errors: how many calls are free of them, where they arise, and why."""

from benvenuto.ui.quality.critical_errors.page import page
from benvenuto.ui.shell import current_context

page(current_context())
