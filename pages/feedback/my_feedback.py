"""An agent's own feedback, newest first."""

from benvenuto.ui.feedback.mine import show
from benvenuto.ui.shell import current_context

show(current_context())
