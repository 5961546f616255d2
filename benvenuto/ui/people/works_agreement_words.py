"""The works agreement in sentences: what each clause says, and what Benvenuto does to keep it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.domain.works_agreement import NeverFor, Purpose, TeamScoring, WorksAgreement
from benvenuto.languages import Language

_PURPOSES: Mapping[Purpose, str] = {
    Purpose.QUALITY: message("looking after care quality"),
    Purpose.TRAINING: message("training"),
    Purpose.ORDER_PROOF: message("proof of an order"),
    Purpose.COMPLAINTS: message("answering complaints"),
}
_NEVER_FOR: Mapping[NeverFor, str] = {
    NeverFor.DISCIPLINE: message("disciplinary action"),
    NeverFor.PAY: message("pay"),
}
_DEFAULT: Mapping[TeamScoring, str] = {
    TeamScoring.ALLOWED: message("Calls may be scored."),
    TeamScoring.TRAINING_ONLY: message("Calls are only marked to learn from, without a score."),
    TeamScoring.FORBIDDEN: message("Calls are not scored."),
}
_EXCEPTION: Mapping[TeamScoring, str] = {
    TeamScoring.ALLOWED: message("In these teams they may be scored: {teams}."),
    TeamScoring.TRAINING_ONLY: message("In these teams they are only marked to learn from, without a score: {teams}."),
    TeamScoring.FORBIDDEN: message("In these teams they are not scored: {teams}."),
}
_HEARERS: Mapping[frozenset[Role], str] = {
    frozenset({Role.SUPERVISOR}): message("Only supervisors of your team hear your calls and read their words."),
    frozenset({Role.MANAGER}): message(
        "Only managers of your team hear your calls and read their words, while a dispute about them is open."
    ),
    frozenset({Role.SUPERVISOR, Role.MANAGER}): message(
        "Supervisors of your team hear your calls and read their words; managers only while a dispute about them is "
        "open."
    ),
}


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """One clause for its readers: its name, what was agreed in sentences, and how Benvenuto keeps it."""

    name: str
    agreed: tuple[str, ...]
    kept: str


def clauses(say: Language, agreement: WorksAgreement) -> Iterator[ClauseWords]:
    """Every clause that is in it, the most telling first."""
    yield _purposes(say, agreement)
    yield _hearing(say, agreement)
    yield _scoring(say, agreement)
    if not agreement.handling_time:
        yield ClauseWords(
            say.text(message("Handling time")),
            (say.text(message("Handling time is shown for teams, and for no single agent.")),),
            say.text(
                message(
                    "“Quality and efficiency” leaves the agents out, and with them every week of a team in which fewer "
                    "than three took calls; nothing narrower can be chosen. Beside each call its length can still be "
                    "read."
                )
            ),
        )
    if agreement.never_for:
        yield ClauseWords(
            say.text(message("What they are never used for")),
            (never_for(say, agreement.never_for),),
            say.text(
                message("Every table and report that leaves Benvenuto says so. Who uses them otherwise breaks it.")
            ),
        )


def never_for(say: Language, uses: frozenset[NeverFor]) -> str:
    """What evaluations and figures are never used for, as one sentence; empty where that was not agreed."""
    if not uses:
        return ""
    words = [say.text(words) for use, words in _NEVER_FOR.items() if use in uses]
    sentence = message("By the works agreement, evaluations and figures are never used for: {uses}.")
    return say.text(sentence, uses=", ".join(words))


def _purposes(say: Language, agreement: WorksAgreement) -> ClauseWords:
    words = [say.text(words) for purpose, words in _PURPOSES.items() if purpose in agreement.purposes]
    return ClauseWords(
        say.text(message("What calls are used for")),
        (say.text(message("For this, and nothing else: {purposes}."), purposes=", ".join(words)),),
        say.text(
            message(
                "Without care quality among them, Benvenuto makes no score; without training, no coaching plan is "
                "proposed; without either, nothing is scored. Whoever opens a call by hand says what for first, and "
                "you read who it was and why."
            )
        ),
    )


def _hearing(say: Language, agreement: WorksAgreement) -> ClauseWords:
    clause = agreement.hearing
    agreed = [say.text(_HEARERS[clause.roles])]
    if clause.calls_per_month is not None:
        agreed.append(
            say.plural(
                "In a calendar month, no more than {n} call of yours is heard, by all of them together.",
                "In a calendar month, no more than {n} calls of yours are heard, by all of them together.",
                clause.calls_per_month,
            )
        )
    if clause.oldest_days is not None:
        agreed.append(
            say.plural(
                "A call is heard for {n} day after it was taken, and no longer.",
                "A call is heard for {n} days after it was taken, and no longer.",
                clause.oldest_days,
            )
        )
    if clause.calls_per_month is not None or clause.oldest_days is not None:
        agreed.append(
            say.text(
                message("A call whose evaluation you dispute may be heard beyond this, so that it can be decided.")
            )
        )
    kept = message(
        "Everything else is refused by the server: sound, words and what was measured of the sound, on every page and "
        "at the recording's own address. Your own calls stay open to you as before."
    )
    return ClauseWords(say.text(message("Who hears calls")), tuple(agreed), say.text(kept))


def _scoring(say: Language, agreement: WorksAgreement) -> ClauseWords:
    others = agreement.scoring_of("")
    agreed = [say.text(_DEFAULT[others])]
    for kind in TeamScoring:
        teams = sorted(team for team in agreement.teams if agreement.scoring_of(team) is kind)
        if teams and kind is not others:
            agreed.append(say.text(_EXCEPTION[kind], teams=", ".join(teams)))
    if agreement.scoring.oldest_days is not None and agreement.hears:
        agreed.append(
            say.plural(
                "A call is scored for {n} day after it was taken, and no longer.",
                "A call is scored for {n} days after it was taken, and no longer.",
                agreement.scoring.oldest_days,
            )
        )
    kept = message(
        "A call that may not be scored is not selected, cannot be opened for scoring, and an evaluation started before "
        "cannot be published. What is only marked to learn from comes to no score and counts in no average."
    )
    return ClauseWords(say.text(message("Which calls are scored")), tuple(agreed), say.text(kept))
