"""Criteria under the title of their rubric."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from benvenuto.config import HOME
from benvenuto.domain.rubric import Criterion, Rubric
from benvenuto.formats.scoring.rubrics import read_folder
from benvenuto.languages import language
from benvenuto.ui.quality.by_rubric import by_rubric

ITALIAN = language("it", ZoneInfo("Europe/Rome"))


@dataclass(frozen=True)
class _Known:
    rubric: Rubric
    criterion: Criterion


def test_a_rubric_of_which_two_scorecards_ask_different_parts_stands_there_once() -> None:
    cards = read_folder(HOME / "rubrics").scorecards.values()
    known = [
        _Known(part.rubric, criterion) for card in cards for part in card.parts for criterion in part.rubric.criteria
    ]
    titles = [title for title, _ in by_rubric(ITALIAN, known)]
    assert len(titles) == len(set(titles)) < len({id(one.rubric) for one in known})
    assert sum(len(those) for _, those in by_rubric(ITALIAN, known)) == len(known)
