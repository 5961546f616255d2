"""People, their roles and their teams."""

from benvenuto.ui.administration import people
from benvenuto.ui.administration.look import look
from benvenuto.ui.shell import current

look()
people.show(current())
