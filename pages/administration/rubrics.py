"""Rubrics and scorecards: what is in force, and what is wrong with the files."""

from benvenuto.ui.administration import rubrics
from benvenuto.ui.administration.look import look
from benvenuto.ui.shell import current

look()
rubrics.show(current())
