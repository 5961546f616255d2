"""An outbox is believed only as far as its shape goes, and whatever comes, nothing but our own fault is raised."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.edits import (
    AddMoment,
    ChooseLevel,
    ChooseNotApplicable,
    ClearChoice,
    Edit,
    NoteMoment,
    RemoveMoment,
    SetNote,
    SetReasons,
)
from benvenuto.ui.components.edits import LONGEST_NOTE, UnreadableEdits, parse_outbox

PATH = "greeting/company-name"


def box(*edits: dict[str, Any]) -> dict[str, Any]:
    return {"client": "c1", "evaluation": "e1", "edits": list(edits)}


def edit(kind: str, value: object = None, seq: object = 1, path: object = PATH) -> dict[str, Any]:
    return {"seq": seq, "path": path, "kind": kind, "value": value}


@pytest.mark.parametrize(
    ("kind", "value", "change"),
    [
        ("level", "partly", ChooseLevel("partly")),
        ("na", None, ChooseNotApplicable()),
        ("clear", None, ClearChoice()),
        ("reasons", ["r1", "r2", "r1"], SetReasons(("r1", "r2"))),
        ("note", "Ha interrotto.", SetNote("Ha interrotto.")),
        ("moment_add", {"id": "m1", "at_s": 24, "note": ""}, AddMoment("m1", 24.0, "")),
        ("moment_remove", "m1", RemoveMoment("m1")),
        ("moment_note", {"id": "m1", "note": "qui"}, NoteMoment("m1", "qui")),
    ],
)
def test_every_kind_of_edit_is_read(kind: str, value: object, change: object) -> None:
    assert parse_outbox(box(edit(kind, value))).edits == (Edit(1, PATH, change),)


def test_only_edits_after_the_last_applied_one_are_fresh() -> None:
    outbox = parse_outbox(box(edit("level", "a", 3), edit("level", "b", 7), edit("level", "c", 8)))
    assert [each.seq for each in outbox.after(3)] == [7, 8]
    assert outbox.last == 8
    assert parse_outbox(box()).last == 0


@pytest.mark.parametrize(
    "hostile",
    [
        edit("level", "../../etc"),
        edit("level", None),
        edit("level", "x" * 101),
        edit("drop", None),
        edit(["level"], "a"),  # type: ignore[arg-type]
        edit("level", "a", seq=0),
        edit("level", "a", seq=True),
        edit("level", "a", seq=1.0),
        edit("level", "a", seq=2**60),
        edit("level", "a", path="no-criterion"),
        edit("level", "a", path="a/b/c"),
        edit("level", "a", path="a/b\n"),
        edit("level", "a", path=7),
        edit("note", "x" * (LONGEST_NOTE + 1)),
        edit("note", {"id": 1}),
        edit("reasons", "r1"),
        edit("reasons", ["r"] * 101),
        edit("reasons", [None]),
        edit("moment_add", {"id": "m", "at_s": float("nan"), "note": ""}),
        edit("moment_add", {"id": "m", "at_s": float("inf"), "note": ""}),
        edit("moment_add", {"id": "m", "at_s": -1, "note": ""}),
        edit("moment_add", {"id": "m", "at_s": True, "note": ""}),
        edit("moment_add", {"id": "m", "at_s": 10**400, "note": ""}),
        edit("moment_add", {"id": "m", "at_s": "1", "note": ""}),
        edit("moment_add", None),
        edit("moment_note", {"id": "m"}),
        "edit",
    ],
)
def test_a_hostile_edit_is_refused(hostile: Any) -> None:
    with pytest.raises(UnreadableEdits):
        parse_outbox(box(hostile))


@pytest.mark.parametrize(
    "value", [None, [], "x", {}, {"client": "c1"}, {**box(), "edits": {}}, {**box(), "client": ""}]
)
def test_what_is_no_outbox_is_refused(value: object) -> None:
    with pytest.raises(UnreadableEdits):
        parse_outbox(value)


def test_sequence_numbers_must_grow() -> None:
    with pytest.raises(UnreadableEdits, match="seq"):
        parse_outbox(box(edit("na", seq=2), edit("na", seq=2)))


def test_a_note_that_no_database_takes_is_mended() -> None:
    change = parse_outbox(box(edit("note", "a\0b\ud800c"))).edits[0].change
    assert change == SetNote("ab?c")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KINDS = ["level", "na", "clear", "reasons", "note", "moment_add", "moment_remove", "moment_note", "other"]


EDITS = st.builds(edit, st.sampled_from(KINDS), JSON, JSON | st.integers(1, 9), JSON | st.just(PATH))


@given(st.lists(EDITS, max_size=4), JSON)
def test_nothing_but_our_own_fault_is_ever_raised(edits: list[dict[str, Any]], whole: object) -> None:
    for value in (box(*edits), whole):
        with contextlib.suppress(UnreadableEdits):
            assert parse_outbox(value).client == "c1"
