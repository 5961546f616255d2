"""What the works agreement forbids: pure rules, and a fault for each clause that says which it was.

Whoever asks has the permission already: the works agreement takes away, and never gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.hearing import ASKED, HearingReason
from benvenuto.domain.people import Role
from benvenuto.domain.works_agreement import Purpose, TeamScoring, WorksAgreement


class AgainstWorksAgreement(BenvenutoError):
    """Something that the works agreement in force does not allow. `version` and `signed` say which one that is."""

    remedy = message("Read “Works agreement” in the menu. Only a new agreement, signed by both sides, changes it.")

    def __init__(self, agreement: WorksAgreement, **params: object) -> None:
        super().__init__(version=agreement.version, signed=agreement.signed_on, **params)


class NoPurpose(AgainstWorksAgreement):
    """Neither care quality nor training is among the purposes: nothing is scored."""

    template = message(
        "The works agreement (version {version}, signed {signed}) names neither quality nor training as a purpose: "
        "calls are not scored here."
    )


class AnotherPurpose(AgainstWorksAgreement):
    """What the call is to be heard for is not among the purposes."""

    template = message(
        "The works agreement (version {version}, signed {signed}) does not let a call be heard for this reason."
    )


class NoTraining(AgainstWorksAgreement):
    """Training is not among the purposes."""

    template = message(
        "The works agreement (version {version}, signed {signed}) does not name training as a purpose: no coaching "
        "plan may rest on calls."
    )


class NotAmongHearers(AgainstWorksAgreement):
    """None of the roles that the actor holds for the call's team may hear it."""

    template = message("The works agreement (version {version}, signed {signed}) does not let your role hear calls.")


class TooOldToHear(AgainstWorksAgreement):
    """The call came in longer ago than calls may be heard."""

    template = message(
        "The works agreement (version {version}, signed {signed}) lets a call be heard for {days} days; this one is "
        "older."
    )


class HeardEnough(AgainstWorksAgreement):
    """As many calls of the agent as may be have been heard this month."""

    template = message(
        "The works agreement (version {version}, signed {signed}) lets {limit} calls of an agent be heard in a month: "
        "so many have been heard."
    )
    remedy = message("Calls that were heard this month may be heard again. The count starts again next month.")


class ScoringIsForbidden(AgainstWorksAgreement):
    """Calls of the team may not be scored."""

    template = message(
        "The works agreement (version {version}, signed {signed}) does not let the calls of {team} be scored."
    )


class TooOldToScore(AgainstWorksAgreement):
    """The call came in longer ago than calls may be scored."""

    template = message(
        "The works agreement (version {version}, signed {signed}) lets a call be scored for {days} days; this one is "
        "older."
    )


class NoHandlingTime(AgainstWorksAgreement):
    """Handling time may not be shown for one agent."""

    template = message(
        "The works agreement (version {version}, signed {signed}) does not let handling time be shown for one agent."
    )
    remedy = message("Choose by period and team alone: anything narrower may be the calls of a single agent.")


_TO_LEARN = frozenset({Purpose.QUALITY, Purpose.TRAINING})
_PURPOSES = {
    HearingReason.TRAINING: frozenset({Purpose.TRAINING}),
    HearingReason.COMPLAINT: frozenset({Purpose.COMPLAINTS, Purpose.ORDER_PROOF}),
    HearingReason.OTHER: frozenset[Purpose](),  # what nobody has named is no purpose that was agreed
}


def purposes_of(reason: HearingReason | None) -> frozenset[Purpose]:
    """The purposes that a call is heard for by this reason; None, before it was said, is for any of them."""
    return frozenset(Purpose) if reason is None else _PURPOSES.get(reason, _TO_LEARN)


def agreed_reasons(agreement: WorksAgreement | None) -> Sequence[HearingReason]:
    """The reasons for which a call may be heard."""
    if agreement is None:
        return tuple(HearingReason)
    return [reason for reason in HearingReason if purposes_of(reason) & agreement.purposes]


def sayable(agreement: WorksAgreement | None) -> Sequence[HearingReason]:
    """Those of them that are given by hand."""
    agreed = agreed_reasons(agreement)
    return [reason for reason in ASKED if reason in agreed]


@dataclass(frozen=True, slots=True)
class WantedHearing:
    """Somebody wants to hear a call, or read its words.

    `own`: it is their own. `roles` are those they hold for its team, `today` and `called_on` days of the site's zone.
    `purposes` are those of which any would let it be heard.
    `disputed`: its agent disputes an evaluation of it. `heard` are the agent's calls heard this month by others, and
    `again` says that this one is among them.
    """

    own: bool
    roles: frozenset[Role]
    today: date
    called_on: date
    purposes: frozenset[Purpose]
    disputed: bool
    heard: int = 0
    again: bool = False


def check_hearing(agreement: WorksAgreement, wanted: WantedHearing) -> None:
    """Raise what forbids it. Agents hear their own calls as before: the clauses protect them.

    A call in dispute may be heard however old it is and beyond the month's number, for its agent has asked for it.
    """
    if wanted.own:
        return
    clause = agreement.hearing
    if not wanted.purposes & agreement.purposes:
        raise AnotherPurpose(agreement)
    if not wanted.roles & clause.roles:
        raise NotAmongHearers(agreement)
    if wanted.disputed:
        return
    if clause.oldest_days is not None and _older(wanted.called_on, clause.oldest_days, wanted.today):
        raise TooOldToHear(agreement, days=clause.oldest_days)
    if clause.calls_per_month is not None and not wanted.again and wanted.heard >= clause.calls_per_month:
        raise HeardEnough(agreement, limit=clause.calls_per_month)


def check_scoring(agreement: WorksAgreement, team: str, called_on: date, today: date) -> None:
    """Raise what forbids scoring a call of this team on this day, by whomever: its agent included."""
    if not agreement.hears:
        raise NoPurpose(agreement)
    if agreement.scoring_of(team) is TeamScoring.FORBIDDEN:
        raise ScoringIsForbidden(agreement, team=team)
    oldest = agreement.scoring.oldest_days
    if oldest is not None and _older(called_on, oldest, today):
        raise TooOldToScore(agreement, days=oldest)


def may_show_score(agreement: WorksAgreement | None, team: str) -> bool:
    """Whether evaluations of this team's calls come to a score at all."""
    return agreement is None or agreement.scoring_of(team) is TeamScoring.ALLOWED


def _older(called_on: date, days: int, today: date) -> bool:
    return today - called_on > timedelta(days=days)
