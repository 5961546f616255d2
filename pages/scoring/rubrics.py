"""Rubrics and scorecards: what is in force, and what is wrong with the files."""

from benvenuto.ui.people.look import look
from benvenuto.ui.scoring import rubrics
from benvenuto.ui.shell import current_context

look()
rubrics.show(current_context())
