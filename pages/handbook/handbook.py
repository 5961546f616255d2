"""The handbook, to read and to search."""

from benvenuto.ui.handbook.chapters import show
from benvenuto.ui.shell import current_context

show(current_context())
