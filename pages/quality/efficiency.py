"""Quality beside efficiency: whether shorter calls come with poorer care."""

from benvenuto.ui.quality.efficiency.page import page
from benvenuto.ui.shell import current_context

page(current_context())
