"""Call detail records of Asterisk and FreePBX: which of their lines is an answered call, and who answered it.

Facts about the records: Asterisk's cdr_csv writes no header, 16 columns and up to five more as cdr.conf tells it;
FreePBX exports name theirs and begin with `calldate`. A call through a queue has several lines: one for each phone
that rang, and one for the far half of each Local channel.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.columns import CallField
from benvenuto.formats.calls.call_log.faults import NotCallRecords
from benvenuto.formats.calls.call_log.lines import shown
from benvenuto.formats.calls.call_log.statuses import Apart, SetApart
from benvenuto.formats.calls.call_log.vocabulary import fold

_BASE = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata",
    "start", "answer", "end", "duration", "billsec", "disposition", "amaflags",
)  # fmt: skip
# as cdr_custom.conf has it in its sample
_CUSTOM = (
    "clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata", "start", "answer", "end",
    "duration", "billsec", "disposition", "amaflags", "accountcode", "uniqueid", "userfield", "sequence",
)  # fmt: skip
_MORE = ("uniqueid", "userfield", "peeraccount", "linkedid", "sequence")
_NEEDED = ("channel", "dstchannel", "disposition")
_DISPOSITIONS = frozenset(("ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION"))

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?", re.ASCII)
_UNIQUE_ID = re.compile(r"(.+-)?\d{6,}\.\d+", re.ASCII)
_CHANNEL = re.compile(r"[A-Za-z0-9]+/(?:RG-\d+-|FM[A-Z]{2}-|LC-)?(?P<phone>[^@/;]+?)#?(?:@.*|-[0-9a-f]{1,8}(?:;\d)?)?")
_TALKING_APPS = frozenset(("", "dial", "appdial", "bridge", "pickup", "bridgewait"))

_NOT_ANSWERED = message("Not answered ({found}): only answered calls are scored.")
_NOT_INBOUND = message("Not an inbound call: it comes from the extension {found}.")
_HALF_A_CALL = message("Not a separate call: it is the internal leg of another one ({found}).")
_NOBODY = message("No agent took the call: it ended in {found}.")

_MAPPING = {
    CallField.EXTERNAL_ID: ("uniqueid",),
    CallField.STARTED_AT: ("calldate", "start"),
    CallField.AGENT: ("dstchannel",),
    CallField.DURATION: ("billsec", "duration"),
    CallField.CALLER: ("src", "clid"),
    CallField.RECORDING: ("recordingfile",),
    CallField.LINKED_ID: ("linkedid",),
}


def column_names(first: Sequence[str]) -> tuple[str, ...] | None:
    """The names of the columns of a cdr_csv file, from its first line; None when it is no such line."""
    if len(first) == len(_CUSTOM) and _is_record(first[13], first[8]):
        return _CUSTOM
    extra = len(first) - len(_BASE)
    if not (0 <= extra <= len(_MORE) and _is_record(first[14], first[9])):
        return None
    if extra == 1 and not _UNIQUE_ID.fullmatch(first[16]):
        return (*_BASE, "userfield")
    return _BASE + _MORE[:extra]


def _is_record(disposition: str, start: str) -> bool:
    return disposition.strip().upper() in _DISPOSITIONS and _TIMESTAMP.fullmatch(start) is not None


def _places(headers: Sequence[str]) -> dict[str, int]:
    return {fold(header).replace(" ", ""): place for place, header in reversed(list(enumerate(headers)))}


def is_asterisk(headers: Sequence[str]) -> bool:
    """Whether these are the columns of call detail records."""
    places = _places(headers)
    return all(name in places for name in _NEEDED) and ("calldate" in places or "start" in places)


def asterisk_mapping(headers: Sequence[str]) -> dict[CallField, str]:
    """The headers of call detail records; the agent is who is behind `dstchannel`, the duration the time answered."""
    places = _places(headers)
    return {
        call_field: headers[places[name]]
        for call_field, names in _MAPPING.items()
        for name in names[:: 1 if names[0] in places else -1][:1]
        if name in places
    }


def phone_of(channel: str) -> str:
    """`SIP/201-0000a1b2`, `Local/201@from-queue-00001a;1` -> `201`; empty when it names no phone."""
    match = _CHANNEL.fullmatch(channel.strip())
    return match["phone"] if match else ""


def answered_calls(headers: Sequence[str]) -> Callable[[Sequence[str]], str]:
    """A function that tells of the cells of a line who answered. It raises SetApart for what is no call of its own.

    Raises NotCallRecords when the file has no such columns.
    """
    places = _places(headers)
    if missing := [name for name in _NEEDED if name not in places]:
        raise NotCallRecords(columns=", ".join(missing))
    nowhere = len(headers)
    channel_at, dstchannel_at, disposition_at = (places[name] for name in _NEEDED)
    context_at, dst_at, lastapp_at, src_at = (
        places.get(name, nowhere) for name in ("dcontext", "dst", "lastapp", "src")
    )

    def agent_of(cells: Sequence[str]) -> str:
        row = [*cells, ""]
        _check_inbound(row[disposition_at], row[channel_at], row[context_at], row[src_at])
        return _agent(row[dstchannel_at], row[dst_at], row[lastapp_at])

    return agent_of


def _check_inbound(disposition: str, channel: str, context: str, src: str) -> None:
    if disposition.strip().upper() != "ANSWERED":
        raise SetApart(Apart.MISSED, _NOT_ANSWERED, found=shown(disposition) or "-")
    if channel.startswith("Local/"):
        raise SetApart(Apart.PART, _HALF_A_CALL, found=shown(channel))
    phone = phone_of(channel)
    # a caller who was transferred goes on from the inside, on the trunk as before
    is_transferred = context.startswith("from-internal-xfer") and not phone.isdecimal() and phone != src.strip()
    if context.startswith("from-internal") and not is_transferred:
        raise SetApart(Apart.INTERNAL, _NOT_INBOUND, found=phone or shown(channel) or "-")


def _agent(dstchannel: str, dst: str, lastapp: str) -> str:
    """Who answered. Without a channel it is the number dialled, unless a machine took the call or it is a label."""
    if phone := phone_of(dstchannel):
        return phone
    number, app = dst.strip(), lastapp.strip()
    if app.lower() in _TALKING_APPS and number.isdecimal():
        return number
    raise SetApart(Apart.MISSED, _NOBODY, found=shown(app or number) or "-")
