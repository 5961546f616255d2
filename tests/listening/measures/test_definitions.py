"""Each measure is defined in both languages, with its thresholds in the words."""

from __future__ import annotations

import string
from dataclasses import asdict
from zoneinfo import ZoneInfo

import pytest

from benvenuto.domain.measure import PROFILES, Measure, Thresholds, Unit
from benvenuto.languages import Language, language
from benvenuto.listening.measures import DEFINITIONS, UNITS_SAID, places

ITALIAN, ENGLISH = language("it", ZoneInfo("UTC")), language("en", ZoneInfo("UTC"))


@pytest.mark.parametrize("say", [ITALIAN, ENGLISH], ids=lambda say: say.code)
@pytest.mark.parametrize("measure", Measure)
def test_every_definition_fills_in(measure: Measure, say: Language) -> None:
    definition = DEFINITIONS[measure]
    filled = say.text(definition.words, **places(Thresholds(), say.number))
    assert "{" not in say.text(definition.title) + filled
    assert say.text(definition.title) != filled


def test_every_threshold_is_in_a_definition() -> None:
    said = {field for one in DEFINITIONS.values() for _, field, _, _ in string.Formatter().parse(one.words) if field}
    assert said == set(asdict(Thresholds()))


def test_a_threshold_reads_as_its_reader_writes_numbers() -> None:
    assert places(Thresholds(), ENGLISH.number)["interruption_into_s"] == "0.3"
    assert places(Thresholds(), ITALIAN.number)["interruption_into_s"] == "0,3"
    assert places(Thresholds(dead_air_s=2.25), ITALIAN.number)["dead_air_s"] == "2,25"
    assert places(PROFILES["aws"], ENGLISH.number)["interruption_overlap_s"] == "2"


def test_every_unit_says_its_value() -> None:
    assert set(UNITS_SAID) == set(Unit)
    assert ITALIAN.text(UNITS_SAID[Unit.WORDS_PER_MINUTE].words, value="140") == "140 parole/min"
