"""Where a page of one evaluation tells what was done with it."""

from __future__ import annotations

from benvenuto.services.feedback.feedback import Published


def outcome_place(published: Published) -> str:
    """The name of the place, further down the page."""
    return f"evaluation_{published.stored.id}"
