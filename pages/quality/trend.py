"""The trend: is care getting better, and is that signal or chance?"""

from benvenuto.ui.shell import current
from benvenuto.ui.trend.page import page

page(current())
