"""Edits on a scorecard as the browser sends them, checked: nothing that comes from outside is trusted.

The browser keeps every edit until it is acknowledged, so the same edit may arrive more than once.
"""

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from benvenuto.domain.edits import (
    AddMoment,
    Change,
    ChooseLevel,
    ChooseNotApplicable,
    ClearChoice,
    Edit,
    NoteMoment,
    RemoveMoment,
    SetNote,
    SetReasons,
    SetSummary,
)
from benvenuto.domain.evaluation import DraftId, Unbegun
from benvenuto.domain.faults import BenvenutoError, message

LONGEST_TEXT: Final = 10_000
LONGEST_RECORDING_S: Final = 86_400.0
MOST_EDITS: Final = 5_000
MOST_REASONS: Final = 100
MOST_BOXES: Final = 100
_LATEST_MS: Final = 4e12  # in the year 2096

_UNBEGUN = "call-"
_NAME = re.compile(rf"([0-9]{{1,12}})|{_UNBEGUN}([0-9]{{1,12}})-([0-9]{{1,12}})", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}/[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


class UnreadableEdits(BenvenutoError):
    """What the browser sent has not the shape of an outbox; `where` names the first part that is wrong."""

    template = message("The marks sent by this browser window could not be read ({where}).")
    remedy = message("Reload the page. Everything already saved is safe.")


@dataclass(frozen=True, slots=True)
class Box:
    """The unacknowledged edits of one mount of the scorecard, which `client` names; sequence numbers rise."""

    client: str
    edits: tuple[Edit, ...]

    def after(self, seq: int) -> tuple[Edit, ...]:
        """The edits above the last one applied for this client."""
        return tuple(edit for edit in self.edits if edit.seq > seq)

    @property
    def last(self) -> int:
        """The highest sequence number here, 0 when empty: acknowledge this once all is applied."""
        return self.edits[-1].seq if self.edits else 0


@dataclass(frozen=True, slots=True)
class Outbox:
    """What a browser window sends: a box for each mount that left something, the oldest first, the present one last."""

    evaluation: str
    boxes: tuple[Box, ...]


def name_of(draft: DraftId) -> str:
    """What the browser calls the draft that marks belong to; before it is begun, by its call."""
    return str(draft) if isinstance(draft, int) else f"{_UNBEGUN}{draft.call_id}-{draft.version_id}"


def draft_named(name: str) -> DraftId:
    """The draft of this name; one that names nothing is nobody's draft."""
    match = _NAME.fullmatch(name)
    if match is None:
        return 0
    draft_id, call_id, version_id = (int(number) if number else 0 for number in match.groups())
    return draft_id or Unbegun(call_id, version_id)


def parse_outbox(value: object) -> Outbox:
    """Check what the component sent; raise UnreadableEdits, and nothing else, when it is not an outbox."""
    outbox = _mapping(value, "outbox")
    boxes = _list(outbox.get("boxes"), "boxes", MOST_BOXES)
    evaluation = _id(outbox.get("evaluation"), "evaluation")
    return Outbox(evaluation, tuple(_box(box, f"boxes[{place}]") for place, box in enumerate(boxes)))


def _box(value: object, where: str) -> Box:
    box = _mapping(value, where)
    raw = _list(box.get("edits"), f"{where}.edits", MOST_EDITS)
    edits = tuple(_edit(edit, f"{where}.edits[{place}]") for place, edit in enumerate(raw))
    for place, (earlier, later) in enumerate(itertools.pairwise(edits), start=1):
        if later.seq <= earlier.seq:
            raise UnreadableEdits(where=f"{where}.edits[{place}].seq")
    return Box(_id(box.get("client"), f"{where}.client"), edits)


def _edit(value: object, where: str) -> Edit:
    sent = _mapping(value, where)
    seq, path, kind = sent.get("seq"), sent.get("path"), sent.get("kind")
    # a bool is an int in Python; from 2**53 on JavaScript no longer tells neighbours apart
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 < seq < 2**53:
        raise UnreadableEdits(where=f"{where}.seq")
    seen, after, made_at = _seen(sent.get("seen"), where), _after(sent.get("after", []), where), _made(sent.get("at"))
    if kind == "summary" and path == "":
        summary = SetSummary(_text(sent.get("value"), f"{where}.value"))
        return Edit(seq, path, summary, seen, after, made_at)
    if not isinstance(path, str) or not _PATH.fullmatch(path):
        raise UnreadableEdits(where=f"{where}.path")
    read = _CHANGES.get(kind) if isinstance(kind, str) else None
    if read is None:
        raise UnreadableEdits(where=f"{where}.kind")
    return Edit(seq, path, read(sent.get("value"), f"{where}.value"), seen, after, made_at)


def _seen(value: object, where: str) -> int | None:
    # what an older version of the program has left in a browser says nothing
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise UnreadableEdits(where=f"{where}.seen")
    return value


def _after(value: object, where: str) -> tuple[str, ...]:
    return tuple(_id(client, f"{where}.after") for client in _list(value, f"{where}.after", MOST_BOXES))


def _made(value: object) -> datetime | None:
    """What the browser's clock said, in milliseconds since 1970: to be read by a person, and nothing hangs on it."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LATEST_MS:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)


def _reasons(value: object, where: str) -> SetReasons:
    return SetReasons(tuple(dict.fromkeys(_id(reason, where) for reason in _list(value, where, MOST_REASONS))))


def _added_moment(value: object, where: str) -> AddMoment:
    moment = _mapping(value, where)
    return AddMoment(
        _id(moment.get("id"), f"{where}.id"),
        _seconds(moment.get("at_s"), f"{where}.at_s"),
        _text(moment.get("note"), f"{where}.note"),
    )


def _noted_moment(value: object, where: str) -> NoteMoment:
    moment = _mapping(value, where)
    return NoteMoment(_id(moment.get("id"), f"{where}.id"), _text(moment.get("note"), f"{where}.note"))


_CHANGES: Final[Mapping[str, Callable[[object, str], Change]]] = {
    "level": lambda value, where: ChooseLevel(_id(value, where)),
    "na": lambda _value, _where: ChooseNotApplicable(),
    "clear": lambda _value, _where: ClearChoice(),
    "reasons": _reasons,
    "note": lambda value, where: SetNote(_text(value, where)),
    "moment_add": _added_moment,
    "moment_remove": lambda value, where: RemoveMoment(_id(value, where)),
    "moment_note": _noted_moment,
}


def _mapping(value: object, where: str) -> Mapping[object, object]:
    if not isinstance(value, Mapping):
        raise UnreadableEdits(where=where)
    return value


def _list(value: object, where: str, most: int) -> list[object]:
    if not isinstance(value, list) or len(value) > most:
        raise UnreadableEdits(where=where)
    return value


def _id(value: object, where: str) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise UnreadableEdits(where=where)
    return value


def _seconds(value: object, where: str) -> float:
    # JSON makes an int of a whole number of seconds
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnreadableEdits(where=where)
    if not 0 <= value <= LONGEST_RECORDING_S:  # neither NaN nor an infinity passes
        raise UnreadableEdits(where=where)
    return float(value)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise UnreadableEdits(where=where)
    # A NUL or half a surrogate pair can be pasted into a browser, and no database takes either.
    return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
