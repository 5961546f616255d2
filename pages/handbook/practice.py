"""Practice: exercises on single criteria, for agents; who practised what, for supervisors."""

from benvenuto.ui.handbook.practice.page import show
from benvenuto.ui.shell import current_context

show(current_context())
