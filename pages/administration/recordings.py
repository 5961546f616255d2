"""Importing recordings and transcripts."""

from benvenuto.ui.administration import recordings
from benvenuto.ui.administration.look import look
from benvenuto.ui.shell import current

look()
recordings.show(current())
