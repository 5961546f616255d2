"""All formats of transcripts that are read: one object each, and a new one is added here alone."""

from __future__ import annotations

from benvenuto.formats.calls.transcripts.amazon import AMAZON_TRANSCRIBE
from benvenuto.formats.calls.transcripts.by_keys import BY_KEYS
from benvenuto.formats.calls.transcripts.call_analytics import CALL_ANALYTICS, CONTACT_LENS
from benvenuto.formats.calls.transcripts.captions import SBV, SRT, WEBVTT
from benvenuto.formats.calls.transcripts.ctm import CTM, RTTM
from benvenuto.formats.calls.transcripts.deepgram import DEEPGRAM
from benvenuto.formats.calls.transcripts.makers import MAKERS
from benvenuto.formats.calls.transcripts.plain import PLAIN
from benvenuto.formats.calls.transcripts.vcon import vcon
from benvenuto.formats.calls.transcripts.watson import WATSON
from benvenuto.formats.calls.transcripts.whisper import WHISPER

TEXT_FORMATS = (WEBVTT, SBV, SRT, RTTM, CTM, PLAIN)
"""Asked in this order whether a file is theirs; the last takes what is left."""

_JSON = (CONTACT_LENS, CALL_ANALYTICS, WATSON, *MAKERS, DEEPGRAM, AMAZON_TRANSCRIBE, WHISPER, BY_KEYS)
JSON_FORMATS = (vcon(_JSON, TEXT_FORMATS), *_JSON)
"""Likewise: the more particular come first, and BY_KEYS last."""
