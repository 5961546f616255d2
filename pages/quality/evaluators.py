"""Evaluators: who marks strictly, who leniently, and what that does to the agents' scores."""

from benvenuto.ui.quality.evaluators.page import page
from benvenuto.ui.shell import current_context

page(current_context())
