"""How a call ended before its time, or that it took its course, in words by what each is stored as."""

from __future__ import annotations

from collections.abc import Mapping

from benvenuto.domain.faults import message
from benvenuto.domain.rubric import Ending
from benvenuto.ui.context import PageContext

TOOK_ITS_COURSE = ""  # not None, which Streamlit takes for nothing chosen
ENDINGS: Mapping[str, str] = {
    TOOK_ITS_COURSE: message("no, it took its course"),
    Ending.ABUSE: message("ended by the agent after abuse"),
    Ending.HUNG_UP: message("the caller hung up"),
    Ending.DROPPED: message("the line dropped"),
    Ending.WRONG_NUMBER: message("wrong number"),
    Ending.HANDED_OVER: message("put through to a colleague"),
}


def ending_words(ctx: PageContext, ending: Ending | None) -> str:
    """Who or what ended the call, in words; for None, that nothing did."""
    return ctx._(ENDINGS[ending or TOOK_ITS_COURSE])
