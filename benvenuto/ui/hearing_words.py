"""Hearings in words: asked where a call is opened by hand, read by its agent and by who watches over the house."""

from benvenuto.domain.faults import message
from benvenuto.domain.hearing import Heard, HearingReason

REASONS = {
    HearingReason.SAMPLING: message("Randomly selected call"),
    HearingReason.SECOND_LISTENING: message("Second listening of a selected call"),
    HearingReason.CALIBRATION: message("Calibration session"),
    HearingReason.DISPUTE: message("Dispute of an evaluation"),
    HearingReason.SUPERVISION: message("Following the work"),
    HearingReason.TRAINING: message("Training or coaching"),
    HearingReason.COMPLAINT: message("Complaint, or proof of an order"),
    HearingReason.OTHER: message("Another reason"),
}

HEARD = {
    Heard.RECORDING: message("recording"),
    Heard.TRANSCRIPT: message("transcript"),
    Heard.EVALUATION: message("evaluation"),
}
