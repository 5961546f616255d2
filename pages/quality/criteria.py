"""Criteria: which of them never fail, never apply, or do not tell good calls from bad."""

from benvenuto.ui.quality.criteria.page import page
from benvenuto.ui.shell import current_context

page(current_context())
