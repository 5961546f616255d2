"""The sentence of the handbook that earns each level of a rubric: `earned.yaml` of each language.

For the best level it is what the chapter recommends; for a lower one, what it warns of, or why that is worth less.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.domain.rubric import Criterion, Rubric
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters import kinds
from benvenuto.formats.handbook.chapters.chapter import Chapter
from benvenuto.formats.handbook.chapters.markdown import first_column, last_column
from benvenuto.formats.handbook.chapters.quoting import QuotingFile, quoting_files
from benvenuto.formats.text_file import FaultKind

EARNED = "earned"
"""The name of the files."""


_Tables = Mapping[str, tuple[Sequence[str], Sequence[str]]]


@dataclass(frozen=True, slots=True)
class LevelSentence:
    """A sentence of the section `at` ("slug#anchor"), and the level of a criterion ("rubric/criterion") that it earns.

    `file` and `line` say where that is written down.
    """

    criterion: str
    level: str
    at: str
    sentence: str
    file: str
    line: int

    def fault(self, kind: FaultKind) -> Fault:
        """A fault of this kind of the sentence."""
        params = {"criterion": self.criterion, "level": self.level, "place": self.at}
        return Fault(self.file, self.line, f"{self.criterion}.{self.level}", kind.template, kind.remedy, params)


def read_earned(
    chapters: Sequence[Chapter], folder: Path, own: Path | None = None
) -> tuple[Mapping[str, tuple[LevelSentence, ...]], list[Fault]]:
    """The sentences by language, and every fault: a section that is not there, or words that it does not have."""
    files, faults = quoting_files(chapters, folder, own, EARNED, "sentence")
    for file in files:
        for nth, criterion in enumerate(file.document.data["criteria"]):
            for place, level in enumerate(criterion["levels"]):
                faults += file.faults(("criteria", nth, "levels", place), level)
    return {file.language: tuple(_sentences(file)) for file in files}, faults


def earned_faults(
    earned: Mapping[str, Sequence[LevelSentence]],
    chapters: Sequence[Chapter],
    rubrics: Mapping[str, Rubric],
    unread: Collection[str] = (),
) -> Iterator[Fault]:
    """What these rubrics and the handbook say against each other; a rubric that is not here is not asked, nor is a
    language of the `unread`, whose file has a fault of its own.

    A level that no sentence earns in a language that it is written in; a level that is not there; the best level for
    what the chapter says not to say, and a lower one for what it says to say, be it in the sentence or in what the
    rubric itself quotes.
    """
    criteria = {rubric.path(criterion): criterion for rubric in rubrics.values() for criterion in rubric.criteria}
    for language in LANGUAGES:
        sentences = earned.get(language, ())
        file = next((sentence.file for sentence in sentences), f"{language}/{EARNED}.yaml")
        known = {(sentence.criterion, sentence.level) for sentence in sentences}
        for path, criterion in criteria.items():
            for level in criterion.scale:
                is_asked = language not in unread and level.behaviour.versions.keys() & {language, ""}
                if is_asked and (path, level.id) not in known:
                    yield LevelSentence(path, level.id, "", "", file, 0).fault(kinds.NOT_EARNED)
        tables = _tables(chapters, language)
        for path, criterion in criteria.items():
            yield from _against_quotations(path, criterion, language, tables)
        for sentence in sentences:
            if sentence.criterion.partition("/")[0] in rubrics:
                yield from _against(sentence, criteria.get(sentence.criterion), *tables.get(sentence.at, ((), ())))


def _against(
    sentence: LevelSentence, criterion: Criterion | None, wrong: Sequence[str], right: Sequence[str]
) -> Iterator[Fault]:
    level = criterion.level(sentence.level) if criterion else None
    if level is None or criterion is None:
        yield sentence.fault(kinds.NO_SUCH_LEVEL)
    elif level == criterion.scale[0]:
        if any(sentence.sentence in cell for cell in wrong):
            yield sentence.fault(kinds.EARNS_WHAT_IS_WRONG)
    elif any(sentence.sentence in cell for cell in right):
        yield sentence.fault(kinds.MARKS_DOWN_WHAT_IS_RIGHT)


def _against_quotations(path: str, criterion: Criterion, language: str, tables: _Tables) -> Iterator[Fault]:
    """What the levels quote themselves: the best held to all that is not to be said, the others to their own section.

    A single word means too many things elsewhere to be held against anybody.
    """
    opening, closing = LANGUAGES[language].quotation.split("{text}")
    own = criterion.handbook
    for level in criterion.scale:
        best = level == criterion.scale[0]
        cells = [(at, cell) for at, columns in tables.items() if best or at == own for cell in columns[not best]]
        for quoted in re.findall(f"{opening}([^{closing}]+){closing}", level.behaviour.versions.get(language, "")):
            words = quoted.strip(" .…?!")
            wanted = re.compile(rf"\b{re.escape(words)}\b")
            if " " in words and (at := next((at for at, cell in cells if wanted.search(cell)), None)):
                kind = kinds.EARNS_WHAT_IS_WRONG if best else kinds.MARKS_DOWN_WHAT_IS_RIGHT
                yield LevelSentence(path, level.id, at, words, path.partition("/")[0], 0).fault(kind)


def _tables(chapters: Sequence[Chapter], language: str) -> _Tables:
    """By section, what its tables say not to say, and what to say."""
    return {
        f"{chapter.slug}#{section.anchor}": (first_column(section.body_markdown), last_column(section.body_markdown))
        for chapter in chapters
        if chapter.language == language
        for section in chapter.sections
    }


def _sentences(file: QuotingFile) -> Iterator[LevelSentence]:
    document = file.document
    for nth, criterion in enumerate(document.data["criteria"]):
        for place, level in enumerate(criterion["levels"]):
            line = document.line(("criteria", nth, "levels", place))
            path = criterion["criterion"]
            yield LevelSentence(path, level["level"], level["at"], level["sentence"], document.file, line)
