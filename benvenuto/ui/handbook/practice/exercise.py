"""One exercise on the screen: what happened, what to do, and, once it is done, why."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import TypeVar
from urllib.parse import quote

import streamlit as st

from benvenuto.domain.call import Speaker
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.practice import (
    NOT_APPLICABLE,
    THE_CALLERS,
    Attempt,
    Choose,
    DialogueLine,
    Find,
    Order,
    Outcome,
    ScoreExcerpt,
    ScoreTakes,
    Take,
    Write,
    shown_order,
)
from benvenuto.domain.text import LANGUAGES, Text
from benvenuto.services.handbook.practice import Practised
from benvenuto.ui.context import PageContext
from benvenuto.ui.elements import window_title
from benvenuto.ui.outcome import refused, show_outcome
from benvenuto.ui.streamlit.draft import drafts_sent, keep_drafts
from benvenuto.ui.streamlit.sticky_button import button, form_submit_button

SPEAKERS = {Speaker.AGENT: message("Agent"), Speaker.CALLER: message("Caller")}
OUTCOMES = {
    Outcome.RIGHT: message("Right."),
    Outcome.PARTLY: message("Nearly."),
    Outcome.WRONG: message("Not this time."),
}
LAST = {
    Outcome.RIGHT: message("Right"),
    Outcome.PARTLY: message("Nearly"),
    Outcome.WRONG: message("Not yet"),
}
"""How an earlier attempt went."""
TASKS: dict[type, str] = {
    Choose: message("Which answer is best?"),
    Find: message("Which turns have a mistake, if any, and what is it?"),
    Order: message("Put the steps in order: choose what comes first, then what follows."),
    ScoreExcerpt: message("Which level would you give?"),
    ScoreTakes: message("Which level would you give each take?"),
    Write: message("What do you write down?"),
}
T = TypeVar("T")


class NothingAnswered(BenvenutoError):
    """An exercise sent with nothing chosen."""

    template = message("Choose an answer first.")


class TurnAndNone(BenvenutoError):
    """Turns marked as mistakes, and none at all said at once."""

    template = message("A turn is marked, and “no mistake” too.")
    remedy = message("Keep one of the two.")


class TurnWithoutReason(BenvenutoError):
    """Turns marked without saying what is wrong in them, or the other way round."""

    template = message("A mistake has a turn and a reason.")
    remedy = message("Mark both.")


class TakeWithoutLevel(BenvenutoError):
    """Some takes given a level, and not all."""

    template = message("Not every take has a level.")
    remedy = message("Give each of them one.")


_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>])")
# a checkbox says its label aloud as it is written, escapes and all: what cannot be markup inside a line stays as it is
_MARKUP = re.compile(r"([\\`*_\[\]~$<>]|:(?=\w))")
_PLAIN = r"\\\1"


def draw(ctx: PageContext, practised: Practised) -> None:
    """The exercise, open to be answered, or answered and explained."""
    code = ctx.say.code
    within = f"{practised.rubric.title.in_language(code)} · {practised.criterion.title.in_language(code)}"
    window_title(practised.exercise.title.in_language(code))
    st.html(
        f'<header class="bv-exercise"><small>{escape(within)}</small>'
        f"<h1>{escape(practised.exercise.title.in_language(code))}</h1>"
        f"<p>{escape(practised.exercise.situation.in_language(code))}</p></header>"
    )
    done: tuple[Attempt, Outcome] | None = ctx.memory.get(_key("done", practised))
    if done is None and practised.last:
        st.html(f'<p class="bv-last">{escape(ctx._("Last time: {outcome}", outcome=ctx._(LAST[practised.last])))}</p>')
    if isinstance(practised.exercise.task, ScoreExcerpt | Write):
        _heard(ctx, practised.exercise.task)
    if done is None:
        _open(ctx, practised)
    else:
        _answered(ctx, practised, *done)


def _open(ctx: PageContext, practised: Practised) -> None:
    st.html(f'<h2 class="bv-ask">{escape(ctx._(TASKS[type(practised.exercise.task)]))}</h2>')
    match practised.exercise.task:
        case Choose(options):
            order = shown_order(practised.exercise, len(options))
            _asked(
                ctx,
                practised,
                lambda: _radio(ctx, practised, "answer", order, lambda at: _escaped(ctx, options[at].say)),
            )
        case Find() as find:
            _asked(ctx, practised, lambda: _find(ctx, practised, find))
        case ScoreExcerpt():
            words = {name: f"**{label}** — {means}" for name, (label, means) in _levels(ctx, practised).items()}
            _asked(ctx, practised, lambda: _radio(ctx, practised, "answer", list(words), lambda name: words[name]))
        case ScoreTakes() as takes:
            _asked(ctx, practised, lambda: _takes(ctx, practised, takes))
        case Write():
            _asked(ctx, practised, lambda: _written(ctx, practised))
        case Order() as order_of:
            _ordered(ctx, practised, order_of)


def _asked(ctx: PageContext, practised: Practised, answer: Callable[[], Attempt | BenvenutoError | None]) -> None:
    with st.form(_key("form", practised), border=False, enter_to_submit=True):
        given = answer()
        sent = form_submit_button(ctx, ctx._("Check"), key=_key("check", practised), type="primary")
    if sent and (given is None or isinstance(given, BenvenutoError)):
        refused(ctx, given or NothingAnswered(), place=_key("form", practised))
    elif sent and given is not None and not isinstance(given, BenvenutoError):
        _keep(ctx, practised, given)
    show_outcome(ctx, _key("form", practised))


def _find(ctx: PageContext, practised: Practised, task: Find) -> Attempt | BenvenutoError | None:
    """Any number of turns and reasons; that there is no mistake is an answer of its own."""

    def ticked(name: str, words: str) -> bool:
        return bool(st.checkbox(_MARKUP.sub(_PLAIN, words), key=_key(name, practised), width="stretch"))

    turns = tuple(
        at
        for at, line in enumerate(task.turns)
        if ticked(f"turn_{at}", f"{ctx._(SPEAKERS[line.speaker])}: {line.words.in_language(ctx.say.code)}")
    )
    none = ticked("turn_none", ctx._("There is no mistake"))
    st.html(f'<h3 class="bv-ask">{escape(ctx._("The mistake"))}</h3>')
    reasons = tuple(name for name, text in _reasons(ctx, practised).items() if ticked(f"reason_{name}", text))
    if none:
        return TurnAndNone() if turns or reasons else ((), ())
    if bool(turns) != bool(reasons):
        return TurnWithoutReason()
    return (turns, reasons) if turns else None


def _reasons(ctx: PageContext, practised: Practised) -> dict[str, str]:
    """What a mistake can be, by id: the criterion's reasons, then that the caller is wrong."""
    own = {reason.id: reason.text.in_language(ctx.say.code) for reason in practised.criterion.reasons}
    return {**own, THE_CALLERS: ctx._("It is the caller who is wrong")}


def _levels(ctx: PageContext, practised: Practised) -> dict[str, tuple[str, str]]:
    """What can be answered, by id: a label and what it means, for each level and for “not applicable”."""
    own = {
        level.id: (_escaped(ctx, level.label), _escaped(ctx, level.behaviour)) for level in practised.criterion.scale
    }
    return {**own, NOT_APPLICABLE: (ctx._("Not applicable"), _escaped(ctx, practised.criterion.description))}


def _takes(ctx: PageContext, practised: Practised, task: ScoreTakes) -> Attempt | BenvenutoError | None:
    """What the levels mean once, then a level for each take."""
    levels = _levels(ctx, practised)
    st.markdown("\n".join(f"- **{label}** — {means}" for label, means in levels.values()))
    given = []
    for at, take in enumerate(task.takes):
        title = ctx._("Take {n}", n=ctx.say.number(at + 1))
        st.html(f'<h3 class="bv-ask">{escape(title)}</h3>')
        _talk(ctx, take.turns)
        given.append(
            st.radio(
                title,
                list(levels),
                index=None,
                format_func=lambda name: levels[name][0],
                key=_key(f"take_{at}", practised),
                label_visibility="collapsed",
                horizontal=True,
            )
        )
    chosen = tuple(level for level in given if level is not None)
    if len(chosen) == len(given):
        return chosen
    return TakeWithoutLevel() if chosen else None


def _written(ctx: PageContext, practised: Practised) -> Attempt | None:
    key = _key("answer", practised)
    keep_drafts(person=ctx.actor.id, about=key, fields={key: "answer"})
    words = st.text_input(
        ctx._(TASKS[Write]),
        key=key,
        label_visibility="collapsed",
        max_chars=100,
        autocomplete="off",
    )
    return words.strip() or None


def _ordered(ctx: PageContext, practised: Practised, task: Order) -> None:
    """Steps are chosen one after the other; what was chosen stands above, numbered."""
    chosen: list[int] = ctx.memory.setdefault(_key("order", practised), [])
    _steps([task.steps[at].in_language(ctx.say.code) for at in chosen])
    with st.container(key="pr_steps"):
        for at in shown_order(practised.exercise, len(task.steps)):
            if at not in chosen and button(
                ctx, _escaped(ctx, task.steps[at]), key=_key(f"step_{at}", practised), width="stretch"
            ):
                chosen.append(at)
                st.rerun()
    if len(chosen) == len(task.steps) and button(ctx, ctx._("Check"), key=_key("check", practised), type="primary"):
        _keep(ctx, practised, tuple(chosen))
    if chosen and button(ctx, ctx._("Start again"), key=_key("again", practised)):
        chosen.clear()
        st.rerun()


def _keep(ctx: PageContext, practised: Practised, given: Attempt) -> None:
    outcome = ctx.app.practice.attempt(ctx.actor, practised.exercise.path, given, ctx.say.code)
    ctx.memory[_key("done", practised)] = given, outcome
    ctx.memory.pop(_key("order", practised), None)
    if isinstance(practised.exercise.task, Write):
        drafts_sent(ctx, person=ctx.actor.id, about=_key("answer", practised))
    st.rerun()


def _answered(ctx: PageContext, practised: Practised, given: Attempt, outcome: Outcome) -> None:
    if isinstance(practised.exercise.task, Find):
        # above the outcome, as an excerpt is: so the outcome is in sight where “Check” was pressed
        mistakes = practised.exercise.task.mistakes
        _talk(ctx, practised.exercise.task.turns, [mistake.turn for mistake in mistakes])
    st.html(f'<p class="bv-outcome bv-{outcome.value}" role="status">{escape(ctx._(OUTCOMES[outcome]))}</p>')
    code = ctx.say.code
    match practised.exercise.task:
        case Choose(options):
            for at in sorted(range(len(options)), key=lambda at: (not options[at].better, at != given)):
                label = ctx._("Better") if options[at].better else ""
                label = " · ".join(filter(None, (label, ctx._("Your answer") if at == given else "")))
                _explained(label, options[at].say.in_language(code), options[at].why.in_language(code))
        case Find() as task:
            _mistakes(ctx, practised, task)
        case Order() as task:
            _steps([step.in_language(code) for step in task.steps])
            _explained("", "", task.why.in_language(code))
            for other in task.also:
                _explained(ctx._("Also accepted"), "", other.why.in_language(code))
                _steps([task.steps[at].in_language(code) for at in other.answer if isinstance(at, int)])
        case ScoreExcerpt() as task:
            level = practised.criterion.level(task.level)
            words = level.label.in_language(code) if level else ctx._("Not applicable")
            _explained(ctx._("The reference level"), words, task.why.in_language(code))
        case ScoreTakes(takes):
            _takes_explained(ctx, practised, takes, given)
        case Write() as task:
            _explained(ctx._("Your answer"), str(given), "")
            _explained(ctx._("What was dictated"), task.answer.in_language(code), task.why.in_language(code))
    if button(ctx, ctx._("Try again"), key=_key("retry", practised)):
        del ctx.memory[_key("done", practised)]
        st.rerun()


def _takes_explained(ctx: PageContext, practised: Practised, takes: Sequence[Take], given: Attempt) -> None:
    """Each take with its level and why; beside it the level that was given, where it is another."""
    words = {level.id: level.label.in_language(ctx.say.code) for level in practised.criterion.scale}
    words[NOT_APPLICABLE] = ctx._("Not applicable")
    answers = given if isinstance(given, tuple) else ()
    for at, (take, answer) in enumerate(zip(takes, answers, strict=True)):
        st.html(f'<h3 class="bv-ask">{escape(ctx._("Take {n}", n=ctx.say.number(at + 1)))}</h3>')
        _talk(ctx, take.turns)
        if answer != take.level:
            _explained(ctx._("Your answer"), words.get(str(answer), ""), "")
        _explained(ctx._("The reference level"), words[take.level], take.why.in_language(ctx.say.code))


def _mistakes(ctx: PageContext, practised: Practised, task: Find) -> None:
    """Each mistake with the reasons that are right and why, and what could have been said; or that there is none."""
    code, words = ctx.say.code, _reasons(ctx, practised)
    why = task.why.in_language(code)
    for mistake in task.mistakes:
        turn = LANGUAGES[code].quotation.format(text=task.turns[mistake.turn].words.in_language(code))
        _explained(ctx._("The mistake"), words.get(mistake.reason, ""), why if len(task.mistakes) == 1 else turn)
        for other in mistake.also:
            _explained(ctx._("Also accepted"), words.get(str(other.answer), ""), other.why.in_language(code))
    if len(task.mistakes) != 1:
        _explained("", "" if task.mistakes else ctx._("There is no mistake"), why)
    if task.instead:
        _explained(ctx._("What could have been said"), task.instead.in_language(code), "")


def _heard(ctx: PageContext, task: ScoreExcerpt | Write) -> None:
    if task.excerpt:
        source = escape(f"/excerpts/{quote(task.excerpt)}.wav")
        st.html(
            f'<figure class="bv-hear"><figcaption>{escape(ctx._("Listen"))}</figcaption>'
            f'<audio controls preload="none" src="{source}"></audio></figure>'
        )
    _talk(ctx, task.turns)


def _talk(ctx: PageContext, turns: Sequence[DialogueLine], faults: Sequence[int] = ()) -> None:
    def turn(at: int, line: DialogueLine) -> str:
        who = ctx._(SPEAKERS[line.speaker]) + (f" · {ctx._('The mistake')}" if at in faults else "")
        return (
            f'<div class="bv-turn{" bv-fault" if at in faults else ""}"><dt>{escape(who)}</dt>'
            f"<dd>{escape(line.words.in_language(ctx.say.code))}</dd></div>"
        )

    lines = "".join(turn(at, line) for at, line in enumerate(turns))
    if turns:
        st.html(f'<dl class="bv-talk">{lines}</dl>')


def _steps(steps: Sequence[str]) -> None:
    if steps:
        st.html('<ol class="bv-steps">' + "".join(f"<li>{escape(step)}</li>" for step in steps) + "</ol>")


def _explained(label: str, words: str, why: str) -> None:
    parts = (("small", label), ("strong", words), ("p", why))
    content = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in parts if text)
    st.html(f'<div class="bv-because">{content}</div>')


def _radio(
    ctx: PageContext, practised: Practised, name: str, options: Sequence[T], words: Callable[[T], str]
) -> T | None:
    return st.radio(
        ctx._(TASKS[type(practised.exercise.task)]),
        options,
        index=None,
        format_func=words,
        key=_key(name, practised),
        label_visibility="collapsed",
    )


def _escaped(ctx: PageContext, text: Text) -> str:
    """The words as a label shows them: nothing in them is markup."""
    return _MARKDOWN.sub(_PLAIN, text.in_language(ctx.say.code))


def _key(name: str, practised: Practised) -> str:
    return f"pr_{name}_{practised.exercise.path}"
