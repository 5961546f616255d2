"""The sound of a call that several have marked: its player with everybody's moments, each with a button."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from benvenuto.domain.answer import Moment
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.side_by_side import Beside
from benvenuto.domain.works_rules import AgainstWorksAgreement
from benvenuto.ui.calls.sound.playing import seek_to
from benvenuto.ui.calls.sound.showing import show_player
from benvenuto.ui.components.player import Pin
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import notice, unseen_section


def show_marked_sound(
    ctx: PageContext, call_id: int, evaluations: Sequence[Evaluation], rows: Sequence[Beside]
) -> bool:
    """The player, pinned with what all marked; whether there is one. `rows` hold their answers in the same order."""
    if not ctx.app.calls.may_hear(ctx.actor, call_id):
        return False
    try:
        heard = ctx.app.calls.listen(ctx.actor, call_id, words=False)
    except AgainstWorksAgreement as kept:
        notice(ctx, kept)
        return False
    if heard.recording is None:
        return False
    marked = list(_marked(evaluations, rows))
    pins: list[Pin] = [
        {"id": key, "at_s": moment.at_s, "label": f"{name} · {moment.note}".removesuffix(" · ")}
        for key, name, moment in marked
    ]
    unseen_section(ctx._("Recording"))
    with st.container(key="fb_player"):
        seek = seek_to(ctx, ((key, moment.at_s) for key, _, moment in marked))
        show_player(ctx, heard, heard.recording, pins, seek=seek)
    return True


def marked_key(evaluation: Evaluation, path: str, moment: Moment) -> str:
    """The key of the button that plays what one of them marked."""
    return f"moment_{evaluation.id}_{path}_{moment.id}"


def _marked(evaluations: Sequence[Evaluation], rows: Sequence[Beside]) -> Iterator[tuple[str, str, Moment]]:
    """Every moment with the key of its button and whose it is."""
    for row in rows:
        for evaluation, answer in zip(evaluations, row.answers, strict=True):
            for moment in answer.moments:
                yield marked_key(evaluation, row.path, moment), evaluation.evaluator_name, moment
