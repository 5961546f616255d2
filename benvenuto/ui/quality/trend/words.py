"""What a trend says in one sentence, made from its numbers: never more than they bear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from babel.lists import format_list

from benvenuto.domain.followed import FollowedKind
from benvenuto.languages import Language
from benvenuto.services.quality.lines import TrendLine
from benvenuto.services.quality.trends import Split
from benvenuto.statistics.enough import Change, enough_to_say
from benvenuto.statistics.intervals import Estimate
from benvenuto.statistics.missing import ENOUGH_TO_TELL, worst_case
from benvenuto.ui.scale import SCORE, Scale

MOST_NAMES = 5


def subject(say: Language, kind: FollowedKind, title: str) -> str:
    """What is followed, as a part of a sentence: the care score, or the title of a rubric, criterion or measure."""
    if kind is FollowedKind.CARE:
        return say.text("the care score")
    if kind is FollowedKind.CRITICAL:
        return say.text("the share of calls {free}", free=title[:1].lower() + title[1:])
    return say.text("“{title}”", title=title)


def of_one(say: Language, line: TrendLine, measure: str, scale: Scale = SCORE) -> str:
    """What one line shows, and whether anything changed."""
    since = day(say, line.recent_from)
    if not line.enough:
        return say.plural(
            "{n} call: too few to say anything about {measure}.",
            "{n} calls: too few to say anything about {measure}.",
            line.overall.n,
            measure=measure,
        )
    if line.change is Change.TOO_FEW or not (line.before and line.recent and line.difference):
        return _cannot_compare(say, line, measure, since, scale)
    filled = {
        "measure": measure,
        "since": since,
        "recent": figure(say, line.recent, scale),
        "before": scale.figure(say, line.before.mean),
        "difference": scale.difference(say, line.difference),
    }
    if line.change is Change.NOISE:
        return say.text(
            "Since {since}, {measure} has been {recent}, against {before} before that: a difference "
            "({difference}) that may be due to chance, so no change can be claimed.",
            **filled,
        )
    if line.difference.mean > 0:
        return say.text(
            "Since {since}, {measure} has been {recent}, against {before} before that: a rise ({difference}) "
            "larger than chance would explain.",
            **filled,
        )
    return say.text(
        "Since {since}, {measure} has been {recent}, against {before} before that: a fall ({difference}) "
        "larger than chance would explain.",
        **filled,
    )


def missing(say: Language, share: float, overall: Estimate | None, scale: Scale = SCORE) -> list[str]:
    """How far the share of selected calls that nobody scored could move the figure; nothing while it is small."""
    if share <= ENOUGH_TO_TELL:
        return []
    sentence = say.text(
        "Of the calls randomly selected, {share} were skipped or never scored.", share=percent(say, 100 * share)
    )
    if overall is None:
        return [sentence]
    low, high = worst_case(overall.low, overall.high, share)
    bounds = say.text(
        "If all of these had scored 0, or all 100, the figure could be anywhere from {low} to {high}.",
        low=scale.number(say, low),
        high=scale.figure(say, high),
    )
    return [f"{sentence} {bounds}"]


def of_targeted(say: Language, line: TrendLine, measure: str, scale: Scale = SCORE) -> str:
    """What hand-picked calls show: nothing that moves can be told from how they were chosen."""
    if not line.enough:
        return of_one(say, line, measure, scale)
    return say.text(
        "In hand-picked calls, {measure} is {figure}; the reasons for picking them vary from week to "
        "week, so they show no trend.",
        measure=measure,
        figure=figure(say, line.overall, scale),
    )


def of_many(
    say: Language, lines: Sequence[TrendLine], split: Split, name: Callable[[str], str], scale: Scale = SCORE
) -> str:
    """What several lines show: who changed, for how many nothing is clear, and for whom there are too few calls."""
    changed = [line for line in lines if line.change is Change.SIGNAL]
    unclear = [line for line in lines if line.change is Change.NOISE]
    few = [line for line in lines if line.change is Change.TOO_FEW]
    clauses = []
    if changed:
        differences = [_with_difference(say, line, name, scale) for line in sorted(changed, key=_difference)]
        clauses.append(say.text("a change larger than chance would explain for {names}", names=names(say, differences)))
    if unclear:
        clauses.append(say.text("no clear change for {names}", names=_listed(say, unclear, name)))
    if few:
        clauses.append(say.text("too few calls to say for {names}", names=_listed(say, few, name)))
    return say.text(
        "Since {since}, across {groups}: {clauses}.",
        since=day(say, lines[0].recent_from),
        groups=_groups(say, split, len(lines)),
        clauses="; ".join(clauses),
    )


def of_many_targeted(say: Language, lines: Sequence[TrendLine], split: Split, name: Callable[[str], str]) -> str:
    """What several lines of hand-picked calls show: how many calls, and for whom too few."""
    few = [line for line in lines if not line.enough]
    text = say.text(
        "Hand-picked calls, split into {groups}; the reasons for picking them vary from week to week, so "
        "they show no trend",
        groups=_groups(say, split, len(lines)),
    )
    if few:
        text += "; " + say.text("too few calls to say for {names}", names=_listed(say, few, name))
    return text + "."


def of_critical(say: Language, lines: Sequence[TrendLine], name: Callable[[str], str], *, compared: bool) -> str:
    """How many calls are free of critical errors, by type, and whether that changed when the two can be `compared`."""
    if not lines[0].enough:
        return say.plural(
            "{n} call: too few to say how often critical errors occur.",
            "{n} calls: too few to say how often critical errors occur.",
            lines[0].overall.n,
        )
    shares = [
        say.text(
            "{share} {type} ({reach})",
            share=percent(say, line.overall.mean),
            type=name(line.key),
            reach=say.text("{low} to {high}", low=percent(say, line.overall.low), high=percent(say, line.overall.high)),
        )
        for line in lines
    ]
    filled = {
        "calls": say.plural("{n} call", "{n} calls", lines[0].overall.n),
        "shares": names(say, shares),
    }
    if not compared:
        return say.text("Free of critical errors, out of {calls}: {shares}.", **filled)
    return say.text(
        "Free of critical errors, out of {calls}: {shares}; {change}.",
        **filled,
        change=_moved(say, lines, name),
    )


def _moved(say: Language, lines: Sequence[TrendLine], name: Callable[[str], str]) -> str:
    since = day(say, lines[0].recent_from)
    moved = [line for line in lines if line.change is Change.SIGNAL and line.difference]
    if moved:
        differences = [_with_difference(say, line, name, SCORE) for line in moved]
        return say.text(
            "changed since {since} by more than chance would explain: {names}",
            since=since,
            names=names(say, differences),
        )
    if any(line.change is Change.TOO_FEW for line in lines):
        return say.text("too few calls to say whether anything has changed since {since}", since=since)
    return say.text("no clear change since {since}", since=since)


def _cannot_compare(say: Language, line: TrendLine, measure: str, since: str, scale: Scale) -> str:
    overall = figure(say, line.overall, scale)
    if line.before is None:
        return say.text(
            "{measure} is {figure}; there are no calls before {since} to compare it with.",
            measure=capital(measure),
            figure=overall,
            since=since,
        )
    if not enough_to_say(line.before.effective_n):
        return say.plural(
            "{measure} is {figure}; before {since} there is {n} call, too few to say whether it has changed.",
            "{measure} is {figure}; before {since} there are {n} calls, too few to say whether it has changed.",
            line.before.n,
            measure=capital(measure),
            figure=overall,
            since=since,
        )
    return say.plural(
        "{measure} is {figure}; since {since} there is {n} call, too few to say whether it has changed.",
        "{measure} is {figure}; since {since} there are {n} calls, too few to say whether it has changed.",
        line.recent.n if line.recent else 0,
        measure=capital(measure),
        figure=overall,
        since=since,
    )


def _groups(say: Language, split: Split, number: int) -> str:
    match split:
        case Split.TEAM:
            return say.plural("{n} team", "{n} teams", number)
        case Split.AGENT:
            return say.plural("{n} agent", "{n} agents", number)
        case Split.CONTACT_REASON:
            return say.plural("{n} contact reason", "{n} contact reasons", number)
        case Split.RUBRIC:
            return say.plural("{n} rubric", "{n} rubrics", number)
        case _:
            return say.plural("{n} criterion", "{n} criteria", number)


def _difference(line: TrendLine) -> float:
    return line.difference.mean if line.difference else 0.0


def _with_difference(say: Language, line: TrendLine, name: Callable[[str], str], scale: Scale) -> str:
    assert line.difference is not None  # noqa: S101 - a signal is one of a difference
    difference = scale.difference(say, line.difference)
    return say.text("{name} ({difference})", name=name(line.key), difference=difference)


def _listed(say: Language, lines: Sequence[TrendLine], name: Callable[[str], str]) -> str:
    return names(say, [name(line.key) for line in lines])


def names(say: Language, words: Sequence[str]) -> str:
    """Names in a row, the last joined by "and"; a long row ends with how many more there are."""
    if len(words) > MOST_NAMES + 1:
        more = say.plural("{n} more", "{n} more", len(words) - MOST_NAMES)
        words = [*words[:MOST_NAMES], more]
    return str(format_list(list(words), locale=say.locale))


def figure(say: Language, estimate: Estimate, scale: Scale = SCORE) -> str:
    """A figure with its interval and its number of calls."""
    return say.text(
        "{mean} (95% interval {low} to {high}, {calls})",
        mean=scale.figure(say, estimate.mean),
        low=scale.number(say, estimate.low),
        high=scale.figure(say, estimate.high),
        calls=say.plural("{n} call", "{n} calls", estimate.n),
    )


def percent(say: Language, share: float) -> str:
    """A share in percent, one decimal."""
    return say.text("{share}%", share=say.number(share, 1))


def day(say: Language, date_: date) -> str:
    """A day as it stands in a sentence."""
    return say.day(date_, "d MMMM")


def capital(words: str) -> str:
    """Words as a sentence or a heading begins."""
    return words[:1].upper() + words[1:]
