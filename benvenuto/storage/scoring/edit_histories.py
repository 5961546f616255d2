"""What the windows of somebody who scores have changed in a draft, so that a late edit replaces nothing newer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

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
from benvenuto.domain.overtaken import EditHistory, LastChange, OvertakenEdit
from benvenuto.storage.tables import edit_histories

_CHANGES: Mapping[str, Callable[..., Change | SetSummary]] = {
    kind.__name__: kind
    for kind in (
        ChooseLevel,
        ChooseNotApplicable,
        ClearChoice,
        SetReasons,
        SetNote,
        AddMoment,
        RemoveMoment,
        NoteMoment,
        SetSummary,
    )
}


@dataclass(frozen=True)
class EditHistories:
    """The repository of edit histories, one for each draft that was ever changed."""

    connection: Connection

    def get(self, evaluation_id: int) -> EditHistory:
        """The history of a draft; read it with the evaluation locked when it is going to change."""
        at = edit_histories.c
        row = self.connection.execute(select(edit_histories).where(at.evaluation_id == evaluation_id)).first()
        if row is None:
            return EditHistory()
        places = {place: LastChange(number, client, _instant(at)) for place, (number, client, at) in row.places.items()}
        return EditHistory(row.number, places, tuple(map(_overtaken, row.overtaken)))

    def put(self, evaluation_id: int, history: EditHistory) -> None:
        """Write it in the place of the one before."""
        values = {
            "number": history.number,
            "places": {
                place: [last.number, last.client, last.at.isoformat()] for place, last in history.places.items()
            },
            "overtaken": [_row(overtaken) for overtaken in history.overtaken],
        }
        change = update(edit_histories).where(edit_histories.c.evaluation_id == evaluation_id)
        if not self.connection.execute(change.values(values)).rowcount:
            self.connection.execute(insert(edit_histories).values(evaluation_id=evaluation_id, **values))


def _row(overtaken: OvertakenEdit) -> dict[str, object]:
    edit = overtaken.edit
    return {
        "number": overtaken.number,
        "client": overtaken.client,
        "path": edit.path,
        "kind": type(edit.change).__name__,
        "change": asdict(edit.change),
        "made_at": edit.made_at.isoformat() if edit.made_at else None,
        "kept_at": overtaken.kept_at.isoformat(),
    }


def _overtaken(row: Mapping[str, Any]) -> OvertakenEdit:
    # JSON knows lists alone
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row["change"].items()
    }
    made_at = _instant(row["made_at"]) if row["made_at"] else None
    edit = Edit(0, row["path"], _CHANGES[row["kind"]](**values), made_at=made_at)
    return OvertakenEdit(row["number"], row["client"], edit, _instant(row["kept_at"]))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
