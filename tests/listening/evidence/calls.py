"""Calls to seek evidence in, and the rubrics that ship to seek it with."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.evidence import PhraseEvidence, Quotation
from benvenuto.formats.scoring.rubrics import read_folder
from benvenuto.listening.evidence import Names, Seeker

RUBRICS = Path(__file__).parents[3] / "rubrics"
HELD_OUT = Path(__file__).with_name("held_out")
CASA_LUME = Names(("Casa Lume",))

_SMALL_TALK = {
    "it": ("Ho un problema con la lampada.", "Certo, la guardo.", "Bene.", "Controllo."),
    "en": ("I have a problem with the lamp.", "Sure, looking at it.", "Fine.", "Checking it."),
}


def agent(text: str, start_s: float | None = None, end_s: float | None = None) -> Turn:
    """A turn of the agent, with start and end where they are given."""
    return Turn(Speaker.AGENT, text, start_s, end_s)


def caller(text: str, start_s: float | None = None, end_s: float | None = None) -> Turn:
    """A turn of the caller."""
    return Turn(Speaker.CALLER, text, start_s, end_s)


def call_with(line: str, language: str, where: int) -> Sequence[Turn]:
    """A call of four agent turns in which the line is the agent's turn number `where`, from 0."""
    problem, sure, fine, checking = _SMALL_TALK[language]
    own = [checking, sure, checking, sure]
    own[where] = line
    said = [turn for text in own for turn in (agent(text), caller(problem), caller(fine))]
    return said[:-2]


def shipped_evidence() -> Sequence[tuple[str, PhraseEvidence]]:
    """All evidence in words of the rubrics that ship, each with its id."""
    rubrics = read_folder(RUBRICS).rubrics.values()
    signs = ((own.id, own.sign) for rubric in rubrics for criterion in rubric.criteria for own in criterion.evidence)
    return [(name, sign) for name, sign in signs if isinstance(sign, PhraseEvidence)]


@cache
def shipped(language: str) -> tuple[Sequence[str], Seeker]:
    """The ids of all evidence of the rubrics that ship, and what seeks it."""
    evidence = shipped_evidence()
    return [name for name, _ in evidence], Seeker([sign for _, sign in evidence], language, company_known=True)


def found_in(turns: Sequence[Turn], language: str, names: Names = CASA_LUME) -> Mapping[str, Sequence[Quotation]]:
    """What of the shipped evidence is found in a call, by its id."""
    ids, seeker = shipped(language)
    return {ids[number]: found for number, found in seeker.seek(turns, names).items() if found}
