"""Contact reasons in the reader's language; one that a company made up itself is shown as it is."""

from __future__ import annotations

from benvenuto.domain.faults import message
from benvenuto.ui.context import PageContext

_NAMES = {
    "delivery": message("Delivery"),
    "return": message("Return"),
    "refund": message("Refund"),
    "payment": message("Payment"),
    "order-change": message("Change of order"),
    "complaint": message("Complaint"),
    "presale": message("Advice before buying"),
    "account": message("Account"),
    "booking": message("Booking"),
    "other": message("Other reason"),
}


def contact_reason(ctx: PageContext, reason: str) -> str:
    """The reason as the reader says it."""
    return ctx._(_NAMES[reason]) if reason in _NAMES else reason
