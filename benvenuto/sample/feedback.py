"""Feedback that is already there at the first start, so that an agent who signs in has something to hear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from benvenuto.domain.dispute import Decision, DisputedCriterion, Ruling
from benvenuto.domain.edits import (
    AddMoment,
    Change,
    ChooseLevel,
    ChooseNotApplicable,
    Edit,
    SetNote,
    SetReasons,
    SetSummary,
)
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.scoring import applies


@dataclass(frozen=True, slots=True)
class Remark:
    """What was heard on one criterion, where it was not simply the best level."""

    level: str = "full"
    reasons: tuple[str, ...] = ()
    note: str = ""
    moments: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SampleDispute:
    """What the agent disputes. `answer` is the supervisor's; with `rulings` it is decided, after `heard` was heard."""

    criteria: tuple[DisputedCriterion, ...]
    answer: str = ""
    heard: Mapping[str, str] = field(default_factory=dict)
    rulings: Mapping[str, Ruling] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleFeedback:
    """One published evaluation of a sample call; criteria without a remark get the best level."""

    call: str
    agent: str
    summary: str
    remarks: Mapping[str, Remark]
    not_applicable: frozenset[str]
    dispute: SampleDispute | None = None
    coached: bool = False


EVALUATOR = "bruno"
"""Whose evaluations they are."""

MANAGER = "carla"
"""Who decides disputes."""

FEEDBACK = (
    SampleFeedback(
        call="04-lampada-rotta",
        agent="giulia",
        coached=True,
        summary="Una cliente persa due volte e ripresa in ottanta secondi. La richiamata di giovedì fa la differenza.",
        remarks={
            "complaint-recovery/acknowledge": Remark(
                note="Ha dato ragione prima di chiedere qualunque dato, e si è ricordata del regalo.",
                moments=((14.2, "«Ha ragione, due volte è inaccettabile»"),),
            ),
            "complaint-recovery/remedy": Remark(
                note="Due strade chiare, ciascuna con il suo giorno.", moments=((35.8, "Le due proposte"),)
            ),
            "permission-and-follow-up/consent": Remark(
                note="Il permesso è chiesto per quel numero e per quella chiamata.",
                moments=((62.0, "«Posso richiamarla a questo numero?»"),),
            ),
            "precise-answers/checked": Remark(
                level="partly",
                reasons=("source-unsaid",),
                note="Giovedì è il giorno giusto, ma non si sente da dove viene: basta un «lo vedo qui, dal corriere».",
                moments=((41.0, "«arriva giovedì»"),),
            ),
            "precise-answers/summary": Remark(
                level="partly",
                reasons=("not-confirmed",),
                note="Ripete la richiamata, non la lampada nuova né il ritiro di quella rotta.",
                moments=((68.1, "«giovedì dopo le sedici»"),),
            ),
        },
        not_applicable=frozenset(
            {
                "listening/waits",
                "greeting/identity",
                "precise-answers/finds-out",
                "precise-answers/within-the-rules",
                "complaint-recovery/escalation",
            }
        ),
        dispute=SampleDispute(
            criteria=(
                DisputedCriterion(
                    "precise-answers/checked",
                    "Prima di dire giovedì l'ho letto nella scheda del corriere: si sente che scrivo.",
                    36.0,
                ),
            ),
            answer="I tasti si sentono, ma alla cliente non ha detto da dove viene il giorno.",
            heard={"precise-answers/checked": "full"},
            rulings={
                "precise-answers/checked": Ruling(
                    Decision.CHANGED, "Verifica prima di rispondere, e si sente: il livello è pieno.", "full"
                )
            },
        ),
    ),
    SampleFeedback(
        call="05-consiglio-prodotto",
        agent="marta",
        summary="La fine è ottima: resta in linea finché l'ordine è fatto. L'inizio è un catalogo.",
        remarks={
            "listening/ask-well": Remark(
                level="missing",
                reasons=("answer-first",),
                note="La cliente ha detto «per leggere a letto»: bastava chiedere se dorme con qualcuno.",
                moments=((13.2, "Comincia l'elenco"),),
            ),
            "listening/paraphrase": Remark(level="missing", reasons=("missed-the-point",)),
            "precise-answers/plain-words": Remark(
                level="missing",
                reasons=("monologue", "sales-pitch"),
                note="Trenta secondi di linee, punti e paralumi; la domanda era una.",
                moments=((13.2, "Trenta secondi senza una pausa"), (44.4, "«Io volevo solo una luce…»")),
            ),
            "precise-answers/summary": Remark(level="partly", reasons=("no-date",)),
            "e-commerce-support/guide-on-the-site": Remark(
                note="Passo per passo, e resta in linea.", moments=((59.0, "«È sul sito con lei?»"),)
            ),
            "greeting/farewell": Remark(level="partly", reasons=("no-thanks",), moments=((86.2, ""),)),
        },
        not_applicable=frozenset(
            {
                "listening/waits",
                "greeting/identity",
                "precise-answers/finds-out",
                "precise-answers/within-the-rules",
                "e-commerce-support/order-note",
                "permission-and-follow-up/promise-with-a-time",
                "permission-and-follow-up/consent",
                "permission-and-follow-up/neglected-contact",
            }
        ),
        dispute=SampleDispute(
            criteria=(
                DisputedCriterion(
                    "precise-answers/plain-words",
                    "La cliente aveva detto che sul sito ce ne sono tante: ho pensato che volesse sentirle tutte.",
                    13.2,
                ),
            ),
        ),
    ),
    SampleFeedback(
        call="08-change-of-address",
        agent="joe",
        summary="Short and complete: read back, permission asked, nothing left open.",
        remarks={
            "listening/paraphrase": Remark(
                note="The new address is read back word for word.", moments=((23.0, "“Twelve Mill Lane, Oxford.”"),)
            ),
            "permission-and-follow-up/consent": Remark(
                note="Says what the number will be used for, and waits for the yes.",
                moments=((28.5, "“I need your permission”"),),
            ),
            "permission-and-follow-up/promise-with-a-time": Remark(
                level="partly",
                reasons=("no-when",),
                note="The text message comes “when it leaves the warehouse”. A day would let them plan.",
                moments=((27.0, ""),),
            ),
        },
        not_applicable=frozenset(
            {
                "listening/waits",
                "precise-answers/finds-out",
                "precise-answers/within-the-rules",
                "e-commerce-support/guide-on-the-site",
                "e-commerce-support/order-note",
                "permission-and-follow-up/neglected-contact",
            }
        ),
    ),
)

SECOND_EVALUATOR = "silvia"
"""Who hears one of the calls second, without the marks of the first."""

HEARD_AGAIN = SampleFeedback(
    call="04-lampada-rotta",
    agent="giulia",
    summary="Recupera bene una cliente arrabbiata. I rimedi vanno detti uno alla volta, lasciando scegliere.",
    remarks={
        "complaint-recovery/acknowledge": Remark(
            note="Lo riconosce subito e con parole sue.", moments=((14.5, "«Ha ragione»"),)
        ),
        "complaint-recovery/remedy": Remark(
            level="partly",
            note="Le due strade arrivano insieme, senza una pausa per scegliere.",
            moments=((37.2, "Le propone tutte e due d'un fiato"),),
        ),
        "precise-answers/summary": Remark(
            level="partly",
            reasons=("not-confirmed",),
            note="Manca il ritiro della lampada rotta.",
            moments=((68.1, "«giovedì dopo le sedici»"),),
        ),
    },
    not_applicable=FEEDBACK[0].not_applicable,
)

SCORED_BY_THEMSELVES = SampleFeedback(
    call="04-lampada-rotta",
    agent="giulia",
    summary="",
    remarks={
        "complaint-recovery/remedy": Remark(
            level="partly",
            note="Le due strade gliele ho dette insieme, senza lasciarle il tempo di scegliere.",
            moments=((36.5, "Qui dovevo fermarmi"),),
        ),
        "precise-answers/checked": Remark(
            note="Il giorno l'ho letto nella scheda del corriere.", moments=((36.0, "Si sente che scrivo"),)
        ),
        "precise-answers/summary": Remark(level="partly", note="Ho dimenticato il ritiro."),
    },
    not_applicable=FEEDBACK[0].not_applicable,
)
"""What an agent thinks of one of these calls, and shares."""


def edits(given: SampleFeedback, evaluation: Evaluation) -> Iterator[Edit]:
    """The edits that a supervisor would have made, criterion by criterion, and the words at the end."""
    seq = 0
    answered = dict(evaluation.answers)
    for path, criterion in evaluation.scorecard.criteria():
        rule = criterion.applies_when
        if not rule.criterion and not applies(rule, evaluation.facts, answered):
            continue
        for change in _changes(path, given.remarks.get(path, Remark()), skipped=path in given.not_applicable):
            seq += 1
            yield Edit(seq, path, change)
    if given.summary:
        yield Edit(seq + 1, "", SetSummary(given.summary))


def _changes(path: str, remark: Remark, *, skipped: bool) -> Iterator[Change]:
    yield ChooseNotApplicable() if skipped else ChooseLevel(remark.level)
    if remark.reasons:
        yield SetReasons(remark.reasons)
    if remark.note:
        yield SetNote(remark.note)
    for number, (at_s, note) in enumerate(remark.moments):
        yield AddMoment(f"sample-{number}", at_s, note)
