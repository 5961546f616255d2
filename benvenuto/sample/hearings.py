"""Who listened to the calls of the sample week, so that its agents find their page filled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from benvenuto.domain.hearing import Heard, HearingReason
from benvenuto.sample.calibration import CALIBRATED, THIRD_EVALUATOR
from benvenuto.sample.feedback import EVALUATOR, FEEDBACK, HEARD_AGAIN, MANAGER, SECOND_EVALUATOR
from benvenuto.storage.database import Transaction

BOTH = (Heard.RECORDING, Heard.TRANSCRIPT)
TRAINED = "05-consiglio-prodotto"
"""A call that a colleague of the evaluator's opened by hand."""


def add_hearings(tx: Transaction, people: Mapping[str, int], now: datetime) -> None:
    """As those who score, decide and train would have left them, within the hour before the sample was loaded."""
    calls = tx.calls.external_ids()

    def note(call: str, who: str, reason: HearingReason, minutes_ago: int, *what: Heard) -> None:
        at = now - timedelta(minutes=minutes_ago)
        tx.hearings.note(calls[call], people[who], reason, what, at.astimezone(tx.zone).date(), at)

    for number, given in enumerate(FEEDBACK):
        note(given.call, EVALUATOR, HearingReason.SAMPLING, 50 - 5 * number, *BOTH)
        if given.dispute is not None and given.dispute.rulings:
            note(given.call, MANAGER, HearingReason.DISPUTE, 15, *BOTH, Heard.EVALUATION)
    note(HEARD_AGAIN.call, SECOND_EVALUATOR, HearingReason.SECOND_LISTENING, 25, *BOTH)
    note(CALIBRATED.call, THIRD_EVALUATOR, HearingReason.CALIBRATION, 20, *BOTH)
    note(TRAINED, SECOND_EVALUATOR, HearingReason.TRAINING, 10, Heard.RECORDING)
