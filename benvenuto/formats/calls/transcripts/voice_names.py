"""What a file calls a voice: a name that says whose it is, the number of a channel, or what a machine counts by."""

from __future__ import annotations

import re
from functools import lru_cache

from benvenuto.domain.call import Speaker

CHANNEL = "ch_{}"
"""What readers call the voice on a channel, counted from 0. The first is the agent's, as in recordings the left is."""

_AGENT = (
    "agent", "agente", "operator", "operatore", "operatrice", "advisor", "adviser", "consulente", "representative",
    "rep", "csr", "addetto", "addetta", "assistente", "assistant", "impiegato", "impiegata", "centralino",
    "centralinista", "receptionist", "support", "supporto", "assistenza", "helpdesk", "help desk", "call center",
    "call centre", "callcenter", "contact center", "contact centre", "servizio clienti", "customer service",
    "customer care", "customer support", "customer success", "customer assistance", "client service",
    "client services", "client care", "client support",
)  # fmt: skip
_CALLER = (
    "caller", "customer", "client", "user", "cliente", "chiamante", "utente", "acquirente", "consumatore",
)  # fmt: skip
_NEITHER = (
    "system", "sistema", "bot", "ivr", "acd", "custom bot", "voicemail", "segreteria", "risponditore", "voce guida",
    "voce registrata", "recording", "virtual assistant", "virtual agent", "assistente virtuale", "assistente vocale",
    "agente virtuale", "workflow", "automated", "other", "altro", "other voice", "altra voce", "collega", "colleague",
)  # fmt: skip
_NAMES = {
    tuple(name.split()): speaker
    for speaker, names in ((Speaker.AGENT, _AGENT), (Speaker.CALLER, _CALLER), (Speaker.OTHER, _NEITHER))
    for name in names
}
_LONGEST = max(map(len, _NAMES))
_NOBODY = frozenset(
    [
        *("", "unknown", "uu", "unknown speaker", "speaker unknown", "speaker", "sconosciuto", "unidentified", "none"),
        *("null", "undefined", "na", "n a", "nan"),
    ]
)
"""What stands where a machine does not know who speaks, its signs left out: "?" is nothing."""

_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"[()\[\]{}]|\s[-–—|/]\s")
_CHANNEL = re.compile(r"(?:ch|channel|canale)[ _-]?(\d{1,3})", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:spk|speaker|voice|voce|parlante|interlocutore|partecipante|participant|person|persona|s)[ _-]?"
    r"(?:\d{1,3}|[a-z])",
    re.IGNORECASE,
)


@lru_cache(maxsize=2000)
def speaker_named(label: str) -> Speaker | None:
    """Whom this name means by itself, None where it could be anybody.

    A name may go on (“Operatore 2”, “Agent (John)”), and say whom it means behind a bracket or a dash.
    """
    for part in (label, *_APART.split(label)):
        words = _words(part)
        for length in range(min(_LONGEST, len(words)), 0, -1):
            if (speaker := _NAMES.get(words[:length])) is not None:
                return speaker
    return None


def is_nobody(label: str) -> bool:
    """Whether this says that nobody knows who speaks."""
    return " ".join(_words(label)) in _NOBODY


def is_named(label: str, person: str) -> bool:
    """Whether this is how a person is called: by all of the name, or by a part of it and nothing else."""
    words = {word for word in _words(label) if len(word) > 1}
    return bool(words) and words <= {*_words(person)}


def is_label(label: str) -> bool:
    """Whether this is what people and machines call a voice, rather than somebody's name or any word."""
    plain = _plain(label)
    bare = _words(re.sub(r"[(\[][^()\[\]]*[)\]]", " ", plain))
    while bare and bare[-1].isdigit():
        bare = bare[:-1]
    return bare in _NAMES or bool(_CHANNEL.fullmatch(plain) or _NUMBERED.fullmatch(plain))


def channel_number(label: str) -> int | None:
    """Which channel this names, as it is written; None where it names none."""
    match = _CHANNEL.fullmatch(_plain(label))
    return int(match[1]) if match else None


def _plain(label: str) -> str:
    return label.strip().strip("[]()").strip()


@lru_cache(maxsize=2000)
def _words(text: str) -> tuple[str, ...]:
    # what is longer than any name is none, and costs nothing to leave
    return tuple(_WORD.findall(text[:200].casefold()))
