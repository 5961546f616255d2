"""What moved in one sentence, made from its numbers: a change, what it is made of, and no more than they bear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from benvenuto.domain.faults import message
from benvenuto.languages import Language
from benvenuto.services.quality.movements import ChangePart, MovementKind, WhatMoved
from benvenuto.statistics.decomposition import LEAST_CALLS, ChangeComponent
from benvenuto.statistics.enough import Difference
from benvenuto.ui.quality.trend.words import day, names
from benvenuto.ui.scale import SCORE

KINDS = {
    MovementKind.COUNTED: message("Which criteria applied"),
    MovementKind.CRITICAL: message("Points lost to critical errors"),
    MovementKind.REASONS: message("Mix of contact reasons"),
    MovementKind.TEAMS: message("Mix of teams"),
}


def of_periods(say: Language, moved: WhatMoved, weeks: int, since: date) -> str:
    """Whether the score changed since that day, and which parts moved more than chance explains."""
    if moved.movement is None or not moved.enough:
        return _too_few(say, moved, weeks, since)
    filled = {
        "since": day(say, since),
        "after": SCORE.number(say, moved.movement.after),
        "before": SCORE.number(say, moved.movement.before),
        "weeks": say.plural("{n} week", "{n} weeks", weeks),
        "difference": points(say, moved.movement.change),
    }
    if not moved.clear:
        change = say.text(
            "Since {since}, the final score has averaged {after}, against {before} in the {weeks} before "
            "that: a difference ({difference}) that may be due to chance.",
            **filled,
        )
    elif moved.movement.change.points > 0:
        change = say.text(
            "Since {since}, the final score has averaged {after}, against {before} in the {weeks} before "
            "that: a rise ({difference}) larger than chance would explain.",
            **filled,
        )
    else:
        change = say.text(
            "Since {since}, the final score has averaged {after}, against {before} in the {weeks} before "
            "that: a fall ({difference}) larger than chance would explain.",
            **filled,
        )
    return f"{change} {_made_of(say, moved)}"


def _made_of(say: Language, moved: WhatMoved) -> str:
    """The parts that moved more than chance explains: downwards, upwards, or none."""
    clear = sorted(
        (change_part for change_part in moved.parts if change_part.clear),
        key=lambda change_part: -abs(change_part.part.points),
    )
    down = [_named(say, change_part) for change_part in clear if change_part.part.points < 0]
    up = [_named(say, change_part) for change_part in clear if change_part.part.points > 0]
    if down and up:
        return say.text(
            "By more than chance would explain, it was lowered by {down} and raised by {up}.",
            down=names(say, down),
            up=names(say, up),
        )
    if down:
        return say.text("By more than chance would explain, it was lowered by {down}.", down=names(say, down))
    if up:
        return say.text("By more than chance would explain, it was raised by {up}.", up=names(say, up))
    return say.text("No single component changed by more than chance would explain.")


def title(say: Language, change_part: ChangePart) -> str:
    """What a part is called."""
    return (
        say.text(KINDS[change_part.kind])
        if change_part.kind in KINDS
        else change_part.title.in_language(say.code) or change_part.path
    )


def points(say: Language, part: ChangeComponent) -> str:
    """So many points, with their interval."""
    return SCORE.difference(say, Difference(part.points, part.low, part.high))


def _named(say: Language, change_part: ChangePart) -> str:
    name = title(say, change_part)
    quoted = (
        say.text("“{title}”", title=name) if change_part.kind is MovementKind.CRITERION else name[:1].lower() + name[1:]
    )
    return say.text("{name} ({difference})", name=quoted, difference=SCORE.signed(say, change_part.part.points))


def _too_few(say: Language, moved: WhatMoved, weeks: int, since: date) -> str:
    before, after = (say.plural("{n} call", "{n} calls", number) for number in moved.taken)
    return say.text(
        "{before} in {weeks}, then {after} since {since}: too few to say what changed. Each period needs "
        "at least {least} calls, because critical errors are rare.",
        before=before,
        after=after,
        weeks=say.plural("{n} week", "{n} weeks", weeks),
        since=day(say, since),
        least=say.number(LEAST_CALLS),
    )


def biggest(parts: Sequence[ChangePart], most: int) -> tuple[Sequence[ChangePart], Sequence[ChangePart]]:
    """The criteria that moved the score most, and the others; what is clear is always among the first."""
    criteria = [
        change_part
        for change_part in parts
        if change_part.kind is MovementKind.CRITERION and change_part.part.points != 0
    ]
    ordered = sorted(criteria, key=lambda change_part: (not change_part.clear, -abs(change_part.part.points)))
    shown = max(most, sum(change_part.clear for change_part in ordered))
    if len(ordered) == shown + 1:
        shown += 1  # a row for one other would say no more than the row itself
    return sorted(ordered[:shown], key=lambda change_part: change_part.part.points), ordered[shown:]
