"""Quality beside efficiency: whether shorter calls come with poorer care."""

from benvenuto.ui.efficiency.page import page
from benvenuto.ui.shell import current

page(current())
