"""What moved: the change of the score between two periods, and what it is made of."""

from benvenuto.ui.quality.moved.page import page
from benvenuto.ui.shell import current_context

page(current_context())
