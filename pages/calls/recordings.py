"""Importing recordings and transcripts."""

from benvenuto.ui.calls import recordings
from benvenuto.ui.people.look import look
from benvenuto.ui.shell import current_context

look()
recordings.show(current_context())
