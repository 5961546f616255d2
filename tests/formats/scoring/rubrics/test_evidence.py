"""Evidence in a rubric file, read as it was meant."""

import re

import pytest

from benvenuto.config import HOME
from benvenuto.domain.call import Speaker
from benvenuto.domain.evidence import Evidence, Passed, PhraseEvidence
from benvenuto.domain.measure import Measure
from benvenuto.domain.phrase import read_phrase
from benvenuto.domain.text import Text
from benvenuto.formats.scoring.rubrics import read_rubric
from tests.formats.scoring.rubrics.sound import GREETING_TEXT

DOCS = ("docs/evidence.md", "docs/evidence.it.md", "rubrics/README.md")
EVIDENCE = """\
    evidence:
      - id: own-name
        label: {it: Il nome, en: The name}
        first_turns: 2
        words:
          - {name: verb, it: [sono, mi chiamo], en: ["I am"]}
        phrases: {it: ["{verb} {name}"], en: ["{verb} {name}"]}
        unless: {it: [], en: ["I am sorry"]}
      - {id: angry, label: Angry, by: caller, last_turns: 1, quiet: true, phrases: {it: [basta], en: [enough]}}
      - {id: anybody, label: Anybody, by: anybody, phrases: {it: [sì], en: [okay]}}
      - {id: silence, label: Silence, measure: dead-air, above: 5}
"""


def evidence_of(text: str) -> tuple[Evidence, ...]:
    rubric, faults = read_rubric(GREETING_TEXT + text, "greeting.yaml")
    assert rubric is not None, faults
    return rubric.criteria[-1].evidence


def test_evidence_is_read_with_its_lists_of_words_written_out() -> None:
    name, angry, anybody, silence = evidence_of(EVIDENCE)
    phrases = {"it": ("(sono | mi chiamo) {name}",), "en": ("(I am) {name}",)}
    said = PhraseEvidence(phrases, {"en": ("I am sorry",)}, Speaker.AGENT, first_turns=2)
    assert name == Evidence("own-name", Text({"it": "Il nome", "en": "The name"}), said)
    assert angry == Evidence(
        "angry",
        Text.plain("Angry"),
        PhraseEvidence({"it": ("basta",), "en": ("enough",)}, by=Speaker.CALLER, last_turns=1),
        quiet=True,
    )
    assert anybody.sign == PhraseEvidence({"it": ("sì",), "en": ("okay",)}, by=None)
    assert silence.sign == Passed(Measure.DEAD_AIR, above=5)


def test_a_criterion_without_evidence_has_none() -> None:
    assert evidence_of("") == ()


@pytest.mark.parametrize("name", DOCS)
def test_every_example_in_the_documentation_can_be_read(name: str) -> None:
    examples = re.findall(r"```yaml\n(    evidence:\n.*?)```", (HOME / name).read_text("utf-8"), re.DOTALL)
    assert examples
    for example in examples:
        assert evidence_of(example)


@pytest.mark.parametrize("name", DOCS[:2])
def test_every_phrase_in_the_documentation_can_be_read(name: str) -> None:
    table = (HOME / name).read_text("utf-8").split("| --- | --- |\n")[2].split("\n\n")[0]
    phrases = [row.split("`")[1].replace("\\|", "|") for row in table.splitlines()]
    assert len(phrases) == 10
    for phrase in phrases:
        assert read_phrase(phrase)
