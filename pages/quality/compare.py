"""Compare agents or teams: who differs by more than chance?"""

from benvenuto.ui.quality.compare.page import page
from benvenuto.ui.shell import current_context

page(current_context())
