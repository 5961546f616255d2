"""The learning path of somebody new, with who signed what; for supervisors and managers, that of their agents."""

from benvenuto.ui.handbook.learning_path.page import show
from benvenuto.ui.shell import current_context

show(current_context())
