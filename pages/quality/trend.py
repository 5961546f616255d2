"""The trend: is care getting better, and is that signal or chance?"""

from benvenuto.ui.quality.trend.page import page
from benvenuto.ui.shell import current_context

page(current_context())
