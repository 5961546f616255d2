"""Importing recordings and transcripts."""

from benvenuto.ui.calls import recordings
from benvenuto.ui.people.look import look
from benvenuto.ui.shell import current

look()
recordings.show(current())
