"""Policy facts: what holds on a day, and every fault of the file that says so."""

from datetime import date
from pathlib import Path

import pytest

from benvenuto.domain.faults import Fault
from benvenuto.domain.policy import Policy
from benvenuto.formats.handbook.policy import criterion_faults, read_policy

SHIPPED = Path(__file__).parents[3] / "policy.yaml"

SOUND = """\
facts:
  - id: withdrawal
    title: {it: Recesso, en: Withdrawal}
    criteria: [precise-answers/right-answer]
    reasons: [return]
    terms:
      - from: 2005-10-23
        until: 2014-06-12
        value: {it: 10 giorni lavorativi, en: 10 working days}
        rule: Dieci giorni.
      - from: 2014-06-13
        value: {it: 14 giorni, en: 14 days}
        rule: Quattordici giorni.
        by_role:
          agent: {it: sempre, en: always}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "policy.yaml"
    path.write_text(SOUND, "utf-8")
    return path


def edited(file: Path, old: str, new: str) -> tuple[Policy, list[Fault]]:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return read_policy(file)


def test_a_fact_says_what_held_on_each_day(file: Path) -> None:
    policy, faults = read_policy(file)
    assert faults == []
    said = {day: policy.quote("withdrawal", date.fromisoformat(day), "it") for day in ("2005-10-22", "2014-06-12")}
    assert said == {"2005-10-22": None, "2014-06-12": "10 giorni lavorativi"}
    assert policy.quote("withdrawal", date(2014, 6, 13), "en") == "14 days"


def test_a_role_is_quoted_only_where_every_term_names_it(file: Path) -> None:
    policy, _ = read_policy(file)
    assert policy.names == {"withdrawal"}
    assert policy.quote("withdrawal.agent", date(2020, 1, 1), "en") == "always"
    assert policy.quote("withdrawal.agent", date(2010, 1, 1), "en") is None
    assert policy.quote("nothing", date(2020, 1, 1), "en") is None


@pytest.mark.parametrize(
    ("path", "reason", "found"),
    [
        ("precise-answers/right-answer", "return", ["withdrawal"]),
        ("precise-answers/right-answer", "delivery", []),
        ("precise-answers/checked", "return", []),
    ],
)
def test_a_fact_bears_on_its_criteria_for_its_contact_reasons(
    file: Path, path: str, reason: str, found: list[str]
) -> None:
    policy, _ = read_policy(file)
    assert [one.fact.id for one in policy.bearing_on(path, reason, date(2020, 1, 1))] == found
    assert policy.bearing_on(path, reason, date(2000, 1, 1)) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "text"),
    [
        ("2014-06-12", "2014-06-13", 11, "From 2014-06-13, two terms of “withdrawal” would apply at once."),
        ("2014-06-12", "2014-05-31", 11, "Between 2014-06-01 and 2014-06-12, no term of “withdrawal” applies."),
        ("        until: 2014-06-12\n", "", 7, "This term of “withdrawal” has no last day, and another follows it."),
        ("from: 2014-06-13", "from: 2014-06-13\n        until: 2020-01-01", 12,
         "After 2020-01-01, nothing applies for “withdrawal”."),
        ("2014-06-12", "2014-06-31", 8, "2014-06-31 is not a calendar date."),
        ("2014-06-12", "last June", 8, "last June is not a calendar date."),
        ("until: 2014-06-12", "until: 2004-01-01", 8, "This ends on 2004-01-01, before it begins."),
        ("from: 2005-10-23\n        until: 2014-06-12", "from: 2015-01-01", 6,
         "The terms of “withdrawal” are not in date order."),
        ("      - from: 2005-10-23\n        until", "      - until", 7, "“from” is missing."),
        ("        rule: Dieci giorni.\n", "", 7, "“rule” is missing."),
        ("reasons:", "reason:", 5, "“reason” means nothing here."),
        ("en: Withdrawal", "fr: Retrait", 3, "The text in “en” is missing."),
    ],
)  # fmt: skip
def test_every_fault_is_told_with_its_line_and_the_fact_is_left_out(
    file: Path, old: str, new: str, line: int, text: str
) -> None:
    policy, faults = edited(file, old, new)
    assert (line, text) in [(fault.line, fault.text) for fault in faults]
    assert policy.facts == ()


def test_a_bad_fact_never_hides_the_good_ones(file: Path) -> None:
    broken = SOUND.partition("\n")[2].replace("id: withdrawal", "id: refund").replace("2014-06-12", "2014-06-13")
    file.write_text(SOUND + broken, "utf-8")
    policy, faults = read_policy(file)
    assert [fact.id for fact in policy.facts] == ["withdrawal"]
    assert len(faults) == 1


def test_the_same_id_twice_is_told(file: Path) -> None:
    file.write_text(SOUND + SOUND.partition("\n")[2], "utf-8")
    policy, faults = read_policy(file)
    assert [fault.text for fault in faults] == ["The id “withdrawal” is already taken."]
    assert len(policy.facts) == 1


@pytest.mark.parametrize("text", ["", "facts: []", "- 1", "facts: {a: b}", "facts: [1]", "{", "\x00"])
def test_a_file_that_holds_no_facts_is_told(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    policy, faults = read_policy(file)
    assert policy.facts == ()
    assert faults


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert len(read_policy(tmp_path / "policy.yaml")[1]) == 1


def test_a_criterion_that_its_rubric_lacks_is_told(file: Path) -> None:
    assert criterion_faults(file, {"precise-answers": ["right-answer"]}) == []
    assert criterion_faults(file, {"greeting": []}) == []
    faults = criterion_faults(file, {"precise-answers": ["checked"]})
    assert [(fault.line, fault.text) for fault in faults] == [(4, "“precise-answers” has no criterion “right-answer”.")]


def test_the_policy_that_ships_is_sound_and_gives_fourteen_days() -> None:
    policy, faults = read_policy(SHIPPED)
    assert [fault.text for fault in faults] == []
    for fact in ("withdrawal", "refund"):
        assert policy.quote(fact, date(2026, 11, 22), "it") == "14 giorni di calendario"
    assert policy.quote("refund-authority.agent", date(2025, 12, 31), "en") == "up to 50 euros"
    assert policy.quote("refund-authority.agent", date(2026, 1, 1), "en") == "up to 150 euros"


@pytest.mark.parametrize(
    ("fact", "day", "words"),
    [
        ("guarantee", date(2021, 12, 31), "within six months of delivery"),
        ("guarantee", date(2022, 1, 1), "Within one year"),
        ("guarantee", date(2022, 1, 1), "the two months are gone"),
        ("guarantee", date(2026, 7, 31), "twelve more months"),
        ("refund", date(2023, 12, 31), "We may wait"),
        ("refund", date(2024, 1, 1), "the refund does not wait for the goods"),
        ("withdrawal", date(2026, 11, 30), "opened box or not"),
        ("withdrawal-function", date(2026, 6, 18), "model form"),
        ("withdrawal-function", date(2026, 6, 19), "“Confirm withdrawal”"),
        ("delivery-limit", date(2026, 11, 30), "a further suitable time"),
        ("identification", date(2026, 11, 30), "on no label"),
    ],
)
def test_the_policy_that_ships_says_the_law_of_the_day(fact: str, day: date, words: str) -> None:
    (quoted,) = (one for one in read_policy(SHIPPED)[0].facts if one.id == fact)
    term = quoted.on(day)
    assert term is not None
    assert words in term.rule.in_language("en")
