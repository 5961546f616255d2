"""Writes docs/correspondence.md and its Italian twin: `python -m docs.correspondence`, once their sources changed.

Criterion by criterion and level by level: the sentence of the handbook that earns it, the exercises that train it, and
the sample evaluations that show it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benvenuto.config import HOME
from benvenuto.domain.answer import Answer
from benvenuto.domain.practice import Exercise, ScoreExcerpt, ScoreTakes
from benvenuto.domain.rubric import Criterion, Level, Rubric
from benvenuto.domain.scoring import CallFacts, applies
from benvenuto.domain.text import LANGUAGES
from benvenuto.formats.handbook.chapters import Chapter, LevelSentence
from benvenuto.formats.scoring.rubrics import Library, read_folder
from benvenuto.sample.calls import sample_calls
from benvenuto.sample.feedback import FEEDBACK, Remark, SampleFeedback
from benvenuto.services.handbook.exercises import read_exercises
from benvenuto.services.handbook.handbook_texts import HandbookTexts, handbook_texts

DOCS = Path(__file__).parent
PAGES: Mapping[str, Path] = {"it": DOCS / "correspondence.it.md", "en": DOCS / "correspondence.md"}
RUBRICS = HOME / "rubrics"


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says around its tables, in one language."""

    title: str
    about: str
    head: str
    others: str
    nowhere: str
    unseen: str
    open: str
    all_trained: str
    no_exercise: str
    no_sample: str


WORDS: Mapping[str, Words] = {
    "it": Words(
        title="Libro, rubrica, esercizio, esempio",
        about=(
            "*This page in English: [correspondence.md](correspondence.md).*\n\n"
            "Per ogni livello di ogni criterio: la frase del manuale che lo fa guadagnare, o da cui il manuale mette\n"
            "in guardia; gli esercizi la cui risposta è quel livello; le valutazioni di esempio che lo mostrano. Lo\n"
            "scrive `python -m docs.correspondence`. Le frasi stanno in `benvenuto/handbook/it/earned.yaml`: `check`\n"
            "rifiuta un livello senza frase, una frase che il capitolo non dice più, e un livello che va contro ciò\n"
            "che il capitolo consiglia."
        ),
        head="| livello | frase del manuale | esercizi | valutazioni di esempio |",
        others="Altri esercizi sul criterio",
        nowhere="nessuno",
        unseen="nessuna chiamata lo mostra",
        open="Livelli che nessuno mostra",
        all_trained="Ogni livello è la risposta di almeno un esercizio.",
        no_exercise="Nessun esercizio che chiede un livello ha questo come risposta",
        no_sample=(
            "Una valutazione di esempio dice solo ciò che in quella registrazione si sente: nessuna è stata piegata\n"
            "perché un livello avesse la sua. Nessuna mostra"
        ),
    ),
    "en": Words(
        title="Book, rubric, exercise, sample",
        about=(
            "*Questa pagina in italiano: [correspondence.it.md](correspondence.it.md).*\n\n"
            "For each level of each criterion: the sentence of the handbook that earns it, or that the handbook warns\n"
            "of; the exercises whose answer is that level; the sample evaluations that show it. Written by\n"
            "`python -m docs.correspondence`. The sentences are in `benvenuto/handbook/en/earned.yaml`: `check`\n"
            "refuses a level without a sentence, a sentence that its chapter no longer says, and a level that goes\n"
            "against what the chapter recommends."
        ),
        head="| level | sentence of the handbook | exercises | sample evaluations |",
        others="Other exercises on the criterion",
        nowhere="none",
        unseen="no call of the sample shows this",
        open="Levels that nothing shows",
        all_trained="Every level is the answer of at least one exercise.",
        no_exercise="No exercise that asks for a level has this one as its answer",
        no_sample=(
            "A sample evaluation says only what is heard in its recording: none was bent so that a level should have\n"
            "one. None of them shows"
        ),
    ),
}


def page(language: str) -> str:
    """The page in this language, as the files are now."""
    return "\n".join(_Page(language).lines()) + "\n"


class _Page:
    """What one language's page is made of."""

    def __init__(self, language: str) -> None:
        texts = handbook_texts(None, HOME / "policy.yaml", HOME / "sample_data")
        library = read_folder(RUBRICS)
        self.language, self.words = language, WORDS[language]
        self.rubrics: Sequence[Rubric] = list(library.of_calls.values())
        self.exercises = [one for one in read_exercises(RUBRICS, texts)[0] if language in one.languages]
        self.shown = _shown(library)
        self.sections = _section_links(texts, language)
        self.earned: dict[tuple[str, str], list[LevelSentence]] = {}
        for sentence in texts.earned[language]:
            self.earned.setdefault((sentence.criterion, sentence.level), []).append(sentence)

    def lines(self) -> Iterator[str]:
        """The page, line by line."""
        yield from (f"# {self.words.title}", "", self.words.about)
        for rubric in self.rubrics:
            yield from ("", f"## {rubric.title.in_language(self.language)}")
            for criterion in rubric.criteria:
                yield from self._criterion(rubric, criterion)
        yield from ("", f"## {self.words.open}")
        untrained, unseen = list(self._lacking(self._trains)), list(self._lacking(self._shows))
        yield from ("", f"{self.words.no_exercise}:", "", *untrained) if untrained else ("", self.words.all_trained)
        yield from ("", f"{self.words.no_sample}:", "", *unseen)

    def _lacking(self, having: Callable[[str, Level], Sequence[str]]) -> Iterator[str]:
        """The levels that have none, a line for each criterion."""
        for rubric in self.rubrics:
            for criterion in rubric.criteria:
                path = rubric.path(criterion)
                levels = [f"`{level.id}`" for level in criterion.scale if not having(path, level)]
                if levels:
                    yield f"- `{path}`: {', '.join(levels)}"

    def _criterion(self, rubric: Rubric, criterion: Criterion) -> Iterator[str]:
        path = rubric.path(criterion)
        yield from ("", f"### {criterion.title.in_language(self.language)} (`{path}`)", "")
        yield from (self.words.head, "| --- | --- | --- | --- |")
        for level in criterion.scale:
            cells = (
                f"{level.label.in_language(self.language)} (`{level.id}`)",
                "; ".join(self._quoted(one) for one in self.earned.get((path, level.id), [])),
                ", ".join(self._trains(path, level)) or self.words.nowhere,
                ", ".join(self._shows(path, level)) or self.words.unseen,
            )
            yield f"| {' | '.join(cells)} |"
        levels = {level.id for level in criterion.scale}
        others = [one for one in self.exercises if one.criterion_path == path and not levels & _levels(one)]
        yield from ("", f"{self.words.others}: {', '.join(map(self._exercise, others)) or self.words.nowhere}.")

    def _quoted(self, sentence: LevelSentence) -> str:
        words = LANGUAGES[self.language].quotation.format(text=sentence.sentence)
        return f"{words} ([{sentence.at}]({self.sections[sentence.at]}))"

    def _trains(self, path: str, level: Level) -> Sequence[str]:
        return [
            self._exercise(one) for one in self.exercises if one.criterion_path == path and level.id in _levels(one)
        ]

    def _shows(self, path: str, level: Level) -> Sequence[str]:
        return [f"`{call}`" for call in self.shown.get((path, level.id), ())]

    def _exercise(self, exercise: Exercise) -> str:
        return f"[{exercise.title.in_language(self.language)}](../rubrics/practice/{exercise.rubric}.yaml)"


def _levels(exercise: Exercise) -> frozenset[str]:
    """The levels that are the exercise's answer: none where it does not ask for one."""
    match exercise.task:
        case ScoreExcerpt() as task:
            return frozenset({task.level})
        case ScoreTakes(takes):
            return frozenset(take.level for take in takes)
    return frozenset()


def _shown(library: Library) -> Mapping[tuple[str, str], Sequence[str]]:
    """The sample calls whose published evaluation has this level of this criterion."""
    calls = {call.external_id: call for call in sample_calls(HOME / "sample_data")}
    shown: dict[tuple[str, str], list[str]] = {}
    for given in FEEDBACK:
        call = calls[given.call]
        card = library.proposed(call.contact_reason)
        if card is None:
            continue
        answers = {path: Answer(_choice(given, path)) for path, _ in card.criteria()}
        for path, criterion in card.criteria():
            if path not in given.not_applicable and applies(
                criterion.applies_when, CallFacts(call.contact_reason, call.language), answers
            ):
                shown.setdefault((path, _choice(given, path)), []).append(given.call)
    return shown


def _choice(given: SampleFeedback, path: str) -> str:
    """The level in the end: what was decided on a dispute counts."""
    level = given.remarks.get(path, Remark()).level
    return (given.dispute.rulings[path].level or level) if given.dispute and path in given.dispute.rulings else level


def _section_links(texts: HandbookTexts, language: str) -> Mapping[str, str]:
    """The link to every section, by its address; a file's headings have their anchors from title and address both."""
    return {
        f"{chapter.slug}#{section.anchor}": f"{_link(chapter)}#{_anchor(section.title, section.anchor)}"
        for chapter in texts.chapters
        if chapter.language == language
        for section in chapter.sections
    }


def _link(chapter: Chapter) -> str:
    return f"../{Path(chapter.file).resolve().relative_to(HOME).as_posix()}"


def _anchor(title: str, anchor: str) -> str:
    return re.sub(r"[^\w\- ]", "", f"{title} {{#{anchor}}}".lower()).replace(" ", "-")


if __name__ == "__main__":
    for language, path in PAGES.items():
        path.write_text(page(language), "utf-8")
