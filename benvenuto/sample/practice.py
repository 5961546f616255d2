"""What the people of the sample have practised and signed: enough for every page of it to have something to show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from benvenuto.domain.learning import LearningStep, Signer
from benvenuto.domain.practice import Exercise, Outcome, right_answer
from benvenuto.sample.people import PEOPLE, Cast
from benvenuto.storage.database import Transaction
from benvenuto.storage.handbook.practice import StoredAttempt

WEEKS_AGO = {
    ("marta", "listening/paraphrase"): 13,
    ("marta", "greeting/farewell"): 9,
    ("paolo", "precise-answers/right-answer"): 8,
    ("giulia", "precise-answers/summary"): 2,
    ("joe", "listening/paraphrase"): 2,
}
"""When an agent began to practise a criterion."""
SIGNED = {"chiara": 3, "nadia": 5}
"""How many steps of their path the newest have behind them, one a week."""
SUPERVISOR = "bruno"


def add_practice(tx: Transaction, cast: Cast, exercises: Sequence[Exercise], now: datetime) -> None:
    """Add attempts: each agent at every exercise on the criterion in the own language, all right."""
    languages = {person.username: person.language for person in PEOPLE}
    for (agent, criterion), weeks in WEEKS_AGO.items():
        at, language = now - timedelta(weeks=weeks), languages[agent]
        for exercise in exercises:
            if exercise.criterion_path == criterion and language in exercise.languages:
                at += timedelta(minutes=3)
                done = StoredAttempt(cast.people[agent], exercise.path, criterion, Outcome.RIGHT, at)
                tx.practice.add(done, right_answer(exercise, language), language)


def add_signatures(tx: Transaction, cast: Cast, path: Sequence[LearningStep], now: datetime) -> None:
    """Sign the first steps of the newest agents' paths, each by whom it is for."""
    for agent, count in SIGNED.items():
        for place, step in enumerate(path[:count]):
            signer = cast.people[agent if step.signer is Signer.AGENT else SUPERVISOR]
            at = now - timedelta(weeks=count - place)
            tx.learning.sign(cast.people[agent], step.id, step.title, signer, at)
