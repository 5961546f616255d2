"""Everything personal in one text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from benvenuto.listening.redaction.bank import ibans
from benvenuto.listening.redaction.cards import cards
from benvenuto.listening.redaction.contacts import emails, telephones
from benvenuto.listening.redaction.fiscal import fiscal_codes
from benvenuto.listening.redaction.kinds import Personal, apart
from benvenuto.listening.redaction.names import people
from benvenuto.listening.redaction.places import addresses


def personal(text: str, language: str, names: Sequence[str] = (), asked: str = "") -> Sequence[Personal]:
    """What must not be read in a text, in order and apart from one another.

    `names` are those of people who are known beforehand; `asked` is what the other side said right before, which tells
    what digits or words are an answer to.
    """
    numbers = [*cards(text, language, asked), *ibans(text, language, asked), *fiscal_codes(text, language, asked)]
    taken = [(stretch.start, stretch.end) for stretch in numbers]
    # the digits of an IBAN are no telephone number as well
    others = (
        stretch
        for stretch in telephones(text, language, asked)
        if all(stretch.end <= start or stretch.start >= end for start, end in taken)
    )
    return apart(
        chain(
            numbers,
            others,
            emails(text, language),
            addresses(text, language, asked),
            people(text, language, names, asked),
        )
    )
