"""The monthly report: a page to print and a file to send."""

from benvenuto.ui.quality.report.page import page
from benvenuto.ui.shell import current_context

page(current_context())
