"""The open disputes that wait for an answer or a decision."""

from benvenuto.ui.feedback.disputes import show
from benvenuto.ui.shell import current_context

show(current_context())
