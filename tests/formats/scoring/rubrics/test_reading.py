"""From YAML to the domain."""

from hypothesis import strategies as st

from benvenuto.domain.rubric import AppliesWhen, Critical, CriticalType, Level, OnFail, Reason
from benvenuto.domain.scorecard import Band, ScorecardPart, Verdict
from benvenuto.domain.text import Text
from benvenuto.formats.scoring.rubrics import read_rubric, read_scorecard
from tests.domain.making import holds_for
from tests.formats.scoring.rubrics.sound import CARD, CARD_TEXT, GREETING, GREETING_TEXT


def test_a_rubric_is_read_as_it_is_written() -> None:
    assert (GREETING.id, GREETING.version, GREETING.handbook) == ("greeting", 3, "opening")
    assert GREETING.title == Text({"it": "Accoglienza", "en": "Greeting"})
    assert GREETING.summary == Text.plain("Chi chiama si sente atteso.")
    first, second = GREETING.criteria
    assert (first.id, first.weight, first.handbook) == ("company-name", 2.0, "opening#first-words")
    assert first.critical == Critical(CriticalType.CUSTOMER, OnFail.CAP, 50.0)
    assert first.reasons == (Reason("rushed", Text({"it": "Detto in fretta.", "en": "Said in a rush."})),)
    assert first.scale[1] == Level("missing", 0.0, Text.plain("No"), Text({"it": "Taciuto.", "en": "Not said."}))
    assert (second.weight, second.critical, second.not_applicable) == (1.0, None, True)


def test_a_condition_names_the_other_criterion_by_its_full_path() -> None:
    assert GREETING.criteria[1].applies_when == AppliesWhen(
        ("return", "refund"), ("it",), "greeting/company-name", ("full",)
    )


def test_a_scale_can_be_written_once_and_repeated() -> None:
    first, second = GREETING.criteria
    assert first.scale == second.scale


def test_on_fail_can_be_a_word() -> None:
    found, faults = read_rubric(GREETING_TEXT.replace("{cap: 50}", "zero"), "greeting.yaml")
    assert found is not None, faults
    assert found.criteria[0].critical == Critical(CriticalType.CUSTOMER, OnFail.ZERO)


def test_a_scorecard_is_read_with_its_rubrics_inside() -> None:
    assert CARD.parts == (ScorecardPart(GREETING, 15.0),)
    assert CARD.for_reasons == ("delivery", "return")
    assert CARD.bands[0] == Band("excellent", 90.0, Text({"it": "Ottima", "en": "Excellent"}))
    assert CARD.verdict == Verdict(75.0, (CriticalType.CUSTOMER,))


def test_a_scorecard_of_a_rubric_that_is_not_there_is_not_read() -> None:
    found, faults = read_scorecard(CARD_TEXT, "order-support.yaml", {})
    assert found is None
    assert [fault.text for fault in faults] == ["There is no rubric “greeting”."]


def test_windows_line_ends_change_nothing() -> None:
    assert read_rubric(GREETING_TEXT.replace("\n", "\r\n"), "greeting.yaml") == (GREETING, [])


def test_yes_and_no_are_words_and_true_is_not() -> None:
    text = GREETING_TEXT.replace("label: No", "label: {it: no, en: yes}")
    found, _ = read_rubric(text, "greeting.yaml")
    assert found is not None
    assert found.criteria[0].scale[1].label == Text({"it": "no", "en": "yes"})
    _, faults = read_rubric(GREETING_TEXT.replace("en: Yes", "en: true"), "greeting.yaml")
    assert {fault.text for fault in faults} == {"“en” must be a text."}


def test_a_fault_in_a_repeated_scale_is_told_where_it_is_written_and_where_it_is_repeated() -> None:
    text = GREETING_TEXT.replace("value: 0.0", "value: 0.5")
    _, faults = read_rubric(text, "greeting.yaml")
    assert [fault.line for fault in faults] == [18, 27]


def test_a_version_written_as_1_0_is_version_1() -> None:
    found, _ = read_rubric(GREETING_TEXT.replace("version: 3", "version: 3.0"), "greeting.yaml")
    assert found == GREETING
    assert isinstance(found.version, int)


PIECES = st.sampled_from(
    ["", "{", "]", ":", "'", '"', "&a", "*a", "- ", "\n", "\t", "!!x ", "? ", "|", ">", "~", "0", "#", "é"]
)


@holds_for(st.integers(0, len(GREETING_TEXT)), st.integers(0, 40), PIECES | st.text(max_size=5))
def test_whatever_is_cut_out_or_typed_into_a_file_gives_a_rubric_or_faults_and_never_both(
    at: int, length: int, typed: str
) -> None:
    text = GREETING_TEXT[:at] + typed + GREETING_TEXT[at + length :]
    found, faults = read_rubric(text, "greeting.yaml")
    assert (found is None) == bool(faults)
    assert all(0 <= fault.line <= len(text.splitlines()) + 1 for fault in faults)
    assert all(fault.text and fault.remedy.format(**fault.params) for fault in faults)


@holds_for(st.integers(0, len(CARD_TEXT)), st.integers(0, 40), PIECES | st.text(max_size=5))
def test_the_same_holds_for_scorecards(at: int, length: int, typed: str) -> None:
    text = CARD_TEXT[:at] + typed + CARD_TEXT[at + length :]
    found, faults = read_scorecard(text, "order-support.yaml", {"greeting": GREETING})
    assert (found is None) == bool(faults)
