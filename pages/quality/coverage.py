"""Coverage: who was not listened to, and the listening done against the plan."""

from benvenuto.ui.quality.coverage.page import page
from benvenuto.ui.shell import current_context

page(current_context())
