"""Who answers the telephone, by the words alone: whoever does greets, names the house, and offers help."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

FIRST_TURNS = 3
"""How many turns of a voice are looked at."""

_NO_HOUSE_IT = r"s[iì]|pronto|ok|okay|ah|eh|senta|scusi|mi|allora|no|ecco|grazie|guardi|buon\w*|ciao|salve"
_NO_HOUSE_EN = "yes|yeah|hello|hi|hey|oh|um|no|okay|ok|sorry|good|well"
"""With what a turn begins that does not begin with the name of a house."""

_HOST = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        # an offer of help
        r"\bcome (la |vi |le |ti )?(poss(o|iamo) (aiutar|esser|support|assister)|aiut(o|iamo)\b)",
        r"\b(in )?(che )?cosa ((la|le|vi|ti) )?poss(o|iamo) (aiutar|esser\w* (d'aiuto|util)|fare per (lei|voi|te))",
        r"\bin (che )?cosa (la|ti|vi) aiuto\b",
        r"\bin (che|quale) modo ((la|le|vi|ti) )?poss(o|iamo)\b|\bposs(o|iamo) aiutar(la|ti|vi)\?",
        r"\bqual è il motivo della (sua |tua )?chiamata\b|\ba (sua |vostra |tua )?disposizione[.!]*$",
        r"\b(sono|parla|risponde) \w+\W+(mi dica|dimmi)\b",
        r"\b(pronto\W+|prego\W+)mi dica\b|\bmi dica pure\b",
        r"\b(how|what) (can|may|could) (i|we) (\w+ )?(help|assist|support|do for you|be of)\b",
        r"\b(can|may) (i|we) help( you)?\?|\bat your service\b|\bwhat do you need\?",
        r"\b(i'm|i am|we're|we are) here to help\b",
        # a welcome
        r"\bbenvenut[aoie] (in|da|a|al|alla|allo|nel|nella|presso|su)\b",
        r"\bgrazie (per|di) (averci |aver )?(la (sua )?(chiamata|telefonata)|chiamat|contattat|telefonat)",
        r"\bwelcome to\b",
        r"\b(thank you|thanks) for (calling|contacting|phoning)\b",
        # who speaks, said as a house says it; asked as a question it is the caller's
        r"^(?-i:([A-Z][\w']+ )+[A-Z][\w']+), (buon|salve|good|hello)[^?]*\b(sono|parla|this is)\b",
        rf"^(?!({_NO_HOUSE_IT})\b)[\w' ]{{2,40}},? "
        r"(buongiorno|buonasera|buon pomeriggio|salve|ciao)\b[^?]{0,40}\b(sono|parla|risponde|qui)\b",
        rf"^(?!({_NO_HOUSE_IT})\b)[\w' ]{{2,40}}, sono \w+, (buongiorno|buonasera|salve)\b",
        r"^buon(giorno|asera), (?-i:([A-Z][\w']+ )*[A-Z][\w']+), (sono|parla|qui)\b",
        rf"^(?!({_NO_HOUSE_EN})\b)[\w' ]{{2,40}}, "
        r"((hello|hi|good (morning|afternoon|evening)), )?(\w+ (speaking|here)\b|good (morning|afternoon|evening)\b)",
        r"^good (morning|afternoon|evening), (?-i:([A-Z][\w']+ )*[A-Z][\w']+), this is\b",
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
