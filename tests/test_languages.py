"""Both languages: messages, plurals, numbers, days and times, as each reader writes them."""

from datetime import UTC, date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from benvenuto.domain.faults import Fault, Forbidden
from benvenuto.domain.text import LANGUAGES, UnknownLanguage, known_language
from benvenuto.formats.handbook.chapters.endings import _ENDINGS, _SMALL_WORDS
from benvenuto.languages import Language, clock_time, language
from benvenuto.listening.evidence.numbers import _BY_LANGUAGE
from benvenuto.listening.evidence.slots import _NO_NAMES
from benvenuto.listening.evidence.vocabulary import _SPELLINGS

ROME = ZoneInfo("Europe/Rome")
EVENING = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # Tuesday, half past midnight in Rome

POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "{n} call"
msgid_plural "{n} calls"
msgstr[0] "{n} rozmowa"
msgstr[1] "{n} rozmowy"
msgstr[2] "{n} rozmów"
"""


@pytest.fixture
def italian() -> Language:
    return language("it", ROME)


@pytest.fixture
def english() -> Language:
    return language("en", ROME)


def test_a_message_is_said_in_italian_and_an_english_one_is_its_own_id(italian: Language, english: Language) -> None:
    assert english.text("You do not have access to this.") == "You do not have access to this."
    assert italian.text("You do not have access to this.") != "You do not have access to this."


def test_a_message_that_nobody_translated_is_said_as_it_is(italian: Language) -> None:
    assert italian.text("No such message, {name}.", name="Anna") == "No such message, Anna."


def test_any_word_may_be_a_place_in_a_message(english: Language) -> None:
    assert english.text("{message} {self} {number}", message="a", self="b", number="c") == "a b c"
    assert english.plural("{n} {one}", "{n} {many}", 2, one="call", many="calls") == "2 calls"


def test_what_fills_a_message_is_never_read_as_one(english: Language) -> None:
    assert english.text("Called {name}.", name="{secret} {0}") == "Called {secret} {0}."


def test_a_fault_is_said_with_its_remedy(italian: Language, english: Language) -> None:
    fault = Fault("greeting.yaml", 3, "id", "{what} is missing.", "Add {what}.", {"what": "id"})
    assert english.fault(fault) == ("id is missing.", "Add id.")
    assert all(italian.fault(Forbidden()))


@pytest.mark.parametrize(("number", "said"), [(0, "0 calls"), (1, "1 call"), (2, "2 calls"), (1200, "1,200 calls")])
def test_one_is_one_and_all_else_is_many(english: Language, number: int, said: str) -> None:
    assert english.plural("{n} call", "{n} calls", number) == said


def test_numbers_are_written_as_the_reader_writes_them(italian: Language, english: Language) -> None:
    assert (italian.number(1234567.891, 2), english.number(1234567.891, 2)) == ("1.234.567,89", "1,234,567.89")
    assert (italian.number(12.5), english.number(-0.4)) == ("12", "-0")
    assert [english.number(nothing, 1) for nothing in (-0.0, 0.0, 0)] == ["0.0"] * 3


def test_days_and_times_are_those_of_the_site_s_own_zone(italian: Language, english: Language) -> None:
    assert italian.day(EVENING) == "3 mar 2026"
    assert english.day(EVENING) == "3 Mar 2026"
    assert english.day(date(2026, 3, 2), "full") == "Monday, 2 March 2026"
    assert italian.time(EVENING) == "00:30"
    assert "00:30" in italian.timestamp(EVENING)


@pytest.mark.parametrize(("asked", "given"), [("en", "en"), ("it", "it"), ("de", "it"), ("", "it"), ("../en", "it")])
def test_a_language_that_is_not_ours_is_italian(asked: str, given: str) -> None:
    assert language(asked, ROME).code == given


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "00:00"), (12.9, "00:12"), (75, "01:15"), (3599, "59:59"), (3600, "1:00:00")]
)
def test_a_place_in_a_recording_is_minutes_and_seconds(seconds: float, said: str) -> None:
    assert clock_time(seconds) == said


def test_every_table_by_language_has_every_language() -> None:
    for table in (_SPELLINGS, _BY_LANGUAGE, _NO_NAMES, _ENDINGS, _SMALL_WORDS):
        assert table.keys() == LANGUAGES.keys()


def test_a_language_that_nothing_is_written_in_is_refused_and_not_taken_for_another() -> None:
    with pytest.raises(UnknownLanguage) as refused:
        known_language("de")
    assert refused.value.params == {"code": "de", "codes": "it, en"}


def test_a_catalogue_with_three_forms_says_each_by_its_own_rule() -> None:
    polish = read_po(BytesIO(POLISH.encode()), locale="pl")
    compiled = BytesIO()
    write_mo(compiled, polish)
    compiled.seek(0)
    say = Language("en", Translations(compiled), ROME)
    assert [say.plural("{n} call", "{n} calls", n) for n in (1, 3, 5, 22)] == [
        "1 rozmowa",
        "3 rozmowy",
        "5 rozmów",
        "22 rozmowy",
    ]
