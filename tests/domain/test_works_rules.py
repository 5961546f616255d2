"""What the works agreement forbids: rules that take away and never give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.people import Role
from benvenuto.domain.works_agreement import (
    HearingClause,
    Purpose,
    ScoringClause,
    TeamScoring,
    WorksAgreement,
    WorksAgreements,
)
from benvenuto.domain.works_rules import (
    AgainstWorksAgreement,
    AnotherPurpose,
    HeardEnough,
    TooOldToHear,
    TooOldToScore,
    WantedHearing,
    check_hearing,
    check_scoring,
    may_show_score,
)

TODAY = date(2026, 3, 4)
BOTH = frozenset({Role.SUPERVISOR, Role.MANAGER})
PLAIN = WorksAgreement("1", date(2026, 1, 1), date(2025, 12, 1), ("Casa Lume", "RSU"), frozenset(Purpose))
ROLES = [BOTH, *(frozenset({role}) for role in sorted(BOTH))]
BRUNO = WantedHearing(False, frozenset({Role.SUPERVISOR}), TODAY, TODAY, frozenset({Purpose.QUALITY}), disputed=False)

purposes = st.sets(st.sampled_from(Purpose), min_size=1).map(frozenset)
limits = st.none() | st.integers(1, 40)
agreements = st.builds(
    replace,
    st.just(PLAIN),
    purposes=purposes,
    scoring=st.builds(
        ScoringClause,
        st.sampled_from(TeamScoring),
        st.dictionaries(st.sampled_from(["Nord", "Sud"]), st.sampled_from(TeamScoring)),
        limits,
    ),
    hearing=st.builds(HearingClause, st.sampled_from(ROLES), limits, limits),
)
hearings = st.builds(
    WantedHearing,
    own=st.booleans(),
    roles=st.sampled_from([frozenset(), *ROLES]),
    today=st.just(TODAY),
    called_on=st.integers(0, 60).map(lambda days: TODAY - timedelta(days=days)),
    purposes=purposes,
    disputed=st.booleans(),
    heard=st.integers(0, 45),
    again=st.booleans(),
)


def hears(agreement: WorksAgreement, wanted: WantedHearing) -> bool:
    try:
        check_hearing(agreement, wanted)
    except AgainstWorksAgreement:
        return False
    return True


@given(agreements, hearings)
def test_everybody_hears_their_own_calls(agreement: WorksAgreement, wanted: WantedHearing) -> None:
    assert hears(agreement, replace(wanted, own=True))


@given(agreements, hearings)
def test_a_day_older_or_a_call_more_opens_nothing(agreement: WorksAgreement, wanted: WantedHearing) -> None:
    later = replace(wanted, called_on=wanted.called_on - timedelta(days=1), heard=wanted.heard + 1)
    assert hears(agreement, wanted) or not hears(agreement, later)


@given(agreements, hearings)
def test_a_clause_left_out_keeps_nothing_back(agreement: WorksAgreement, wanted: WantedHearing) -> None:
    without = replace(agreement, hearing=HearingClause(agreement.hearing.roles))
    assert hears(without, wanted) or not hears(agreement, wanted)


@given(agreements, st.sampled_from(["Nord", "Sud", "Est"]))
def test_no_score_is_shown_where_quality_is_no_purpose_or_nothing_may_be_scored(
    agreement: WorksAgreement, team: str
) -> None:
    if may_show_score(agreement, team):
        assert Purpose.QUALITY in agreement.purposes
        check_scoring(agreement, team, TODAY, TODAY)
    assert may_show_score(None, team)


@pytest.mark.parametrize(("days", "refused"), [(30, False), (31, True)])
def test_thirty_days_are_the_day_itself_and_thirty_after_it(days: int, refused: bool) -> None:
    agreed = replace(PLAIN, hearing=HearingClause(oldest_days=30), scoring=ScoringClause(oldest_days=30))
    called_on = TODAY - timedelta(days=days)
    if not refused:
        check_hearing(agreed, replace(BRUNO, called_on=called_on))
        check_scoring(agreed, "Nord", called_on, TODAY)
        return
    with pytest.raises(TooOldToHear):
        check_hearing(agreed, replace(BRUNO, called_on=called_on))
    with pytest.raises(TooOldToScore):
        check_scoring(agreed, "Nord", called_on, TODAY)


def test_the_fourth_call_is_heard_and_the_fifth_is_not() -> None:
    agreed = replace(PLAIN, hearing=HearingClause(calls_per_month=4))
    check_hearing(agreed, replace(BRUNO, heard=3))
    check_hearing(agreed, replace(BRUNO, heard=4, again=True))
    with pytest.raises(HeardEnough):
        check_hearing(agreed, replace(BRUNO, heard=4))


def test_a_call_is_heard_for_an_agreed_purpose_alone() -> None:
    orders = replace(PLAIN, purposes=frozenset({Purpose.ORDER_PROOF, Purpose.COMPLAINTS}))
    check_hearing(orders, replace(BRUNO, purposes=frozenset({Purpose.COMPLAINTS})))
    for purposes in (frozenset({Purpose.QUALITY, Purpose.TRAINING}), frozenset[Purpose]()):
        with pytest.raises(AnotherPurpose):
            check_hearing(orders, replace(BRUNO, purposes=purposes))


def test_a_version_ends_where_the_next_begins() -> None:
    second = replace(PLAIN, version="2", start=date(2026, 3, 4))
    agreements = WorksAgreements((PLAIN, second))
    assert agreements.on(date(2026, 3, 3)) is PLAIN
    assert agreements.on(TODAY) is second
    assert agreements.next_after(TODAY) is None
