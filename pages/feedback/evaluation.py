"""One published evaluation: what was heard, what to take from it, and what was said about it."""

from benvenuto.ui.feedback.evaluation import show
from benvenuto.ui.shell import current_context

show(current_context())
