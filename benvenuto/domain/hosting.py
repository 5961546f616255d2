"""Who answers the telephone, by the words alone: whoever does greets, names the house, and offers help."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

FIRST_TURNS = 3
"""How many turns of a voice are looked at."""

_HOST = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        # an offer of help
        r"\bcome (la |vi |le |ti )?poss(o|iamo) (aiutar|esser)",
        r"\b(in )?(che )?cosa poss(o|iamo) (aiutar|esser\w+ (d'aiuto|util)|fare per (lei|voi|te))",
        r"\b(pronto\W+|prego\W+)mi dica\b|\bmi dica pure\b",
        r"\b(how|what) (can|may|could) (i|we) (\w+ )?(help|assist|do for you)\b",
        # a welcome
        r"\bbenvenut[aoie] (in|da|a|al|alla|allo|nel|nella|presso|su)\b",
        r"\bgrazie (per|di) (averci |aver )?(la (sua )?(chiamata|telefonata)|chiamat|contattat|telefonat)",
        r"\bwelcome to\b",
        r"\b(thank you|thanks) for (calling|contacting|phoning)\b",
        # who speaks, said as a house says it; asked as a question it is the caller's
        r"^(?-i:([A-Z][\w']+ )+[A-Z][\w']+), (buon|salve|good|hello)[^?]*\b(sono|parla|this is)\b",
        r"\bparla con \w+[^?]*$",
        r"^\W*(servizio|assistenza) clienti\b[^?]*$",
        r"\byou('re| are) (speaking|through|talking) (to|with)\b[^?]*$",
        r"\bthis is \w+ speaking\b|\bthis is \w+ (at|from) [^?]*\bhow\b",
        r"^\W*customer (service|services|care|support)\b[^?]*$",
    )
)


def sounds_like_host(texts: Iterable[str]) -> bool:
    """Whether the first of what a voice says, in Italian or English, is what somebody says who answers a call."""
    first = (" ".join(text.split()).replace("’", "'") for text in islice(texts, FIRST_TURNS))
    return any(words.search(text) for text in first for words in _HOST)
