"""People, their roles and their teams."""

from benvenuto.ui.people import people
from benvenuto.ui.people.look import look
from benvenuto.ui.shell import current_context

look()
people.show(current_context())
