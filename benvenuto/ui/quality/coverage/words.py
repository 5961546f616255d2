"""What the page on coverage says in sentences. All of it is counted, none estimated, so no interval belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from benvenuto.domain.faults import message
from benvenuto.domain.sampling_plan import TimeSpan
from benvenuto.languages import Language
from benvenuto.services.quality.coverage import RECENT_WEEKS, CoverageReport, ListeningCounts
from benvenuto.ui.quality.captions import pauses as pause_words
from benvenuto.ui.quality.trend.words import day, names, percent


def covered(say: Language, report: CoverageReport) -> str:
    """Who was not listened to, how many calls were, and how that stands to the plan."""
    whole = report.whole
    parts = [_unheard(say, report), _calls(say, whole)]
    if whole.due:
        parts.append(_plan(say, report, whole))
    else:
        parts.append(say.text("No plan requires randomly selected calls."))
    return " ".join(parts)


def chances(say: Language, whole: ListeningCounts, pauses: Sequence[TimeSpan]) -> Sequence[str]:
    """Which calls have not been selected from, and why; when the plan was at 0."""
    numbers = (
        (message("Calls waiting for the next selection: {n}."), whole.waiting),
        (message("Calls that lack the recording or the transcript the plan requires: {n}."), whole.unhearable),
        (
            message("Calls without any chance of selection, from before the plan, a pause or too late: {n}."),
            whole.unplanned,
        ),
    )
    return [
        *(say.text(words, n=say.number(number)) for words, number in numbers if number),
        *pause_words(say, pauses),
    ]


def _unheard(say: Language, report: CoverageReport) -> str:
    since, unheard = day(say, report.weeks[0]), report.unheard
    if unheard:
        return say.plural(
            "Since {since}, nobody has listened to {names}.",
            "Since {since}, nobody has listened to these {n} agents: {names}.",
            len(unheard),
            since=since,
            names=names(say, [agent.name for agent in unheard]),
        )
    return say.plural(
        "Since {since}, the only agent with calls has been listened to.",
        "Since {since}, all {n} agents with calls have been listened to.",
        len({agent.agent_id for agent in report.agents}),
        since=since,
    )


def _calls(say: Language, whole: ListeningCounts) -> str:
    return say.text(
        "Listened to: {heard} of {taken} ({share}); randomly selected: {random}, hand-picked: {targeted}.",
        taken=say.plural("{n} call", "{n} calls", whole.taken),
        heard=say.number(whole.heard),
        share=percent(say, 100 * whole.heard / whole.taken),
        random=say.number(whole.random),
        targeted=say.number(whole.targeted),
    )


def _plan(say: Language, report: CoverageReport, whole: ListeningCounts) -> str:
    done = say.text(
        "Randomly selected calls required by the plan: {due}; {share} done",
        due=say.number(whole.due),
        share=_done(say, whole),
    )
    before, recent = _halves(report)
    if not before.due or not recent.due:
        return f"{done}."
    halves = say.text(
        "last {weeks} weeks: {recent}, before that: {before}",
        weeks=RECENT_WEEKS,
        recent=_done(say, recent),
        before=_done(say, before),
    )
    return f"{done} ({halves})."


def _halves(report: CoverageReport) -> tuple[ListeningCounts, ListeningCounts]:
    weeks: list[date] = list(report.weeks)
    return report.in_weeks(weeks[:-RECENT_WEEKS]), report.in_weeks(weeks[-RECENT_WEEKS:])


def _done(say: Language, counts: ListeningCounts) -> str:
    return percent(say, 100 * counts.done / counts.due)
