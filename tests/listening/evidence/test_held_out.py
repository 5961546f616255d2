"""The phrases that ship find what agents say, and little else."""

import pytest

from tests.listening.evidence import dialogues
from tests.listening.evidence.accuracy import KINDS, counted, lines
from tests.listening.evidence.dialogues import SETS

LEAST = 0.9


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("name", KINDS)
def test_what_agents_say_is_found_and_little_else(name: str, language: str) -> None:
    for kind, count in counted(name, language).items():
        assert count.precision > LEAST, (kind, count)
        assert count.recall > LEAST, (kind, count)


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("name", ["openings", "closings", "farewells", "partings"])
def test_there_are_lines_enough_to_say_so(name: str, language: str) -> None:
    assert len(list(lines(name, language))) >= 60


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("name", SETS)
def test_what_is_said_in_whole_calls_is_found_and_little_else(name: str, language: str) -> None:
    poor = {kind: count for kind, count in dialogues.counted(name, language).items() if count.f1 < LEAST}
    assert poor == {}


@pytest.mark.parametrize("language", ["it", "en"])
def test_there_are_calls_enough_to_say_so(language: str) -> None:
    assert sum(len(list(dialogues.dialogues(name, language))) for name in SETS) >= 60
