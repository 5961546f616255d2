"""How the policy reads inside the sentences that quote it."""

from pathlib import Path

import pytest

from benvenuto.formats.handbook.chapters import insert_faults, read_handbook
from benvenuto.formats.handbook.policy import read_policy
from tests.formats.handbook.chapters.test_handbook import CHAPTERS, POLICY

CHAPTER = "---\ntitle: T\nsummary: S.\nowner: O\nreview_by: 2030-01-01\ncriteria: []\n---\n\n## A {{#a}}\n\n{words}\n"
FACTS = """\
facts:
  - id: delivery
    title: {it: Consegna, en: Delivery}
    terms:
      - from: 2020-01-01
        until: 2024-12-31
        value: {it: in cinque giorni, en: five days}
        rule: R.
      - from: 2025-01-01
        value: {it: da 2 a 4 giorni, en: within 2 to 4 days}
        rule: R.
        by_role:
          agent: {it: fino a 50 euro, en: up to 50 euros.}
"""


def texts(tmp_path: Path, language: str, words: str) -> list[tuple[int, str]]:
    for folder in ("it", "en"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "01-one.md").write_text(CHAPTER.format(words=words), "utf-8")
    (tmp_path / "policy.yaml").write_text(FACTS, "utf-8")
    policy, faults = read_policy(tmp_path / "policy.yaml")
    assert faults == []
    chapters = [chapter for chapter in read_handbook(tmp_path)[0] if chapter.language == language]
    return [(fault.line, str(fault.params["words"])) for fault in insert_faults(chapters, policy)]


@pytest.mark.parametrize(
    ("language", "words", "read"),
    [
        (
            "it",
            "Arriva in {{delivery}} sempre.",
            ["Arriva in in cinque giorni sempre.", "Arriva in da 2 a 4 giorni sempre."],
        ),
        ("it", "Entro {{delivery}}.", ["Entro in cinque giorni.", "Entro da 2 a 4 giorni."]),
        (
            "it",
            "Di norma {{delivery}} giorni.",
            ["Di norma in cinque giorni giorni.", "Di norma da 2 a 4 giorni giorni."],
        ),
        ("it", "Un limite dell'{{delivery}}.", ["Un limite dell'in cinque giorni.", "Un limite dell'da 2 a 4 giorni."]),
        ("en", "It comes in {{delivery}}.", ["It comes in within 2 to 4 days."]),
        ("en", "It comes within {{delivery}}.", ["It comes within within 2 to 4 days."]),
        ("en", "You may grant {{delivery.agent}}.", ["You may grant up to 50 euros.."]),
    ],
)
def test_a_value_that_does_not_fit_its_sentence_is_told_past_ones_too(
    tmp_path: Path, language: str, words: str, read: list[str]
) -> None:
    assert texts(tmp_path, language, words) == [(11, sentence) for sentence in read]


@pytest.mark.parametrize(
    "words",
    [
        "Consegna normale: {{delivery}}.",
        "**Consegna** {{delivery}}, di solito.",
        "| Quando? | {{delivery}} |",
        "L'operatore {{delivery.agent}}",
        "Niente da citare in in nessun posto.",
    ],
)
def test_a_value_that_fits_is_let_be(tmp_path: Path, words: str) -> None:
    assert texts(tmp_path, "it", words) == []


def test_every_value_reads_well_in_every_sentence_that_ships() -> None:
    assert [(fault.file, fault.line, fault.params) for fault in insert_faults(CHAPTERS, POLICY)] == []
