"""The glossary is kept: no message says a word that docs/glossary.md forbids, in English or in Italian."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import catalog, messages, translations

ROOT = Path(__file__).parent.parent
GLOSSARY = ROOT / "docs" / "glossary.md"


def rows() -> Iterator[list[str]]:
    """The cells of every row of every table."""
    for line in GLOSSARY.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] != "Concept" and set(cells[0]) != {"-"}:
            yield cells


def italian_documents() -> list[Path]:
    """What is written in Italian outside the catalogue: the handbook, the readme and the documents."""
    return [
        *(ROOT / "benvenuto" / "handbook" / "it").glob("*.md"),
        ROOT / "README.it.md",
        *(ROOT / "docs").glob("*.it.md"),
    ]


def forbidden(column: int) -> re.Pattern[str]:
    """Anything of a "never" column, as whole words."""
    words = {word.strip() for cells in rows() for word in cells[column].split(";")} - {""}
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")(?!\w)", re.I)


def says(text: str, never: re.Pattern[str]) -> str | None:
    """What of it the text says; a placeholder's name is not said."""
    found = never.search(re.sub(r"\{(?!n\})\w*\}", "…", text))
    return found[0] if found else None


def broken() -> list[str]:
    """Where the glossary is broken."""
    english, italian, entries = forbidden(3), forbidden(4), catalog()
    found = set()
    for place, said in messages():
        ids = [said] if isinstance(said, str) else list(said)
        entry = entries.get(ids[0])
        strings = translations(entry) if entry else []
        for text, never in [*((one, english) for one in ids), *((one, italian) for one in strings)]:
            if word := says(text, never):
                found.add(f"{place}  “{word}” in: {text}")
    return sorted(found)


def test_every_row_of_the_glossary_has_its_five_cells() -> None:
    assert all(len(cells) == 5 for cells in rows())
    assert all(cells[0] and cells[1] and cells[2] for cells in rows())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Calls drawn at random.", "drawn at random"),
        ("Mend the file.", "Mend"),
        ("It amends nothing.", None),
        ("{fault} in {file}", None),
        ("You may mend it, {name}.", "mend"),
    ],
)
def test_a_forbidden_word_is_found_whole_and_in_any_case(text: str, word: str | None) -> None:
    assert says(text, forbidden(3)) == word


def test_the_glossary_s_own_words_are_not_forbidden_by_it() -> None:
    said = [(cells[column], never) for cells in rows() for column, never in ((1, forbidden(3)), (2, forbidden(4)))]
    assert [text for text, never in said if says(text, never)] == []


CAPITAL = re.compile(
    r"(?<=[^\s.!?:|(«\"*#>-] )(?:Lei|Suoi?|Sua|Sue)\b|[\w,;] (?:La|Le) (?:attend|riguard|assegn|dice|dà)"
)
"""A courtesy of letters in the middle of a sentence: "la Sua chiamata" beside "le sue valutazioni"."""


@pytest.mark.parametrize(
    ("text", "courtly"),
    [
        ("Una Sua chiamata la attende.", True),
        ("Due valutazioni La attendono.", True),
        ("La attende una chiamata. Lei decide.", False),
        ("Accanto a «Sua Eccellenza»", False),
    ],
)
def test_a_capital_of_courtesy_is_one_within_a_sentence(text: str, courtly: bool) -> None:
    assert bool(CAPITAL.search(text)) is courtly


def test_italian_addresses_its_reader_in_lower_case() -> None:
    written = [text for entry in catalog() if entry.id for text in translations(entry)]
    written += [line for path in italian_documents() for line in path.read_text("utf-8").splitlines()]
    assert [text for text in written if CAPITAL.search(text)] == []


def test_apostrophes_are_straight_in_both_languages() -> None:
    curly = re.compile(r"\w’\w")
    written = [text for entry in catalog() for text in (str(entry.id), *translations(entry))]
    written += [path.read_text("utf-8") for path in [*italian_documents(), *(ROOT / "docs").glob("*.md")]]
    assert [found[0] for text in written if (found := curly.search(text))] == []


def test_no_message_says_a_forbidden_word() -> None:
    assert not (found := broken()), "\n".join(found)
