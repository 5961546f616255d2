"""Hear a call and score it."""

from benvenuto.ui.scoring.page import show
from benvenuto.ui.shell import current_context

show(current_context())
