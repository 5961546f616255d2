"""An outbox is believed only as far as its shape goes, and whatever comes, nothing but our own fault is raised."""

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from benvenuto.ui.components.edits import LONGEST_TEXT, Box, UnreadableEdits, parse_outbox

PATH = "greeting/company-name"


def box(*edits: dict[str, Any]) -> dict[str, Any]:
    return {"client": "c1", "edits": list(edits)}


def sent(*boxes: object) -> dict[str, Any]:
    return {"evaluation": "e1", "boxes": list(boxes)}


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
def test_every_kind_of_edit_is_read(kind: str, value: object, change: Change) -> None:
    assert parse_outbox(sent(box(edit(kind, value)))).boxes == (Box("c1", (Edit(1, PATH, change),)),)


def test_an_edit_says_what_its_window_knew_of_and_when_it_was_made() -> None:
    known = edit("na") | {"seen": 7, "after": ["c0"], "at": 1_772_622_000_500}
    (read,) = parse_outbox(sent(box(known))).boxes
    made_at = datetime(2026, 3, 4, 11, 0, 0, 500_000, UTC)
    assert read.edits == (Edit(1, PATH, ChooseNotApplicable(), 7, ("c0",), made_at),)


@pytest.mark.parametrize("at", [None, "now", True, -1, float("nan"), float("inf"), 10**400, {}])
def test_a_time_that_is_none_is_left_out(at: object) -> None:
    (read,) = parse_outbox(sent(box(edit("na") | {"at": at}))).boxes
    assert read.edits[0].made_at is None


def test_the_words_for_the_agent_belong_to_no_criterion() -> None:
    (read,) = parse_outbox(sent(box(edit("summary", "Brava.", path="")))).boxes
    assert read.edits == (Edit(1, "", SetSummary("Brava.")),)
    with pytest.raises(UnreadableEdits, match="kind"):
        parse_outbox(sent(box(edit("summary", "Brava."))))


def test_what_earlier_pages_have_left_comes_under_their_own_names() -> None:
    read = parse_outbox(sent({**box(edit("na", seq=7)), "client": "earlier"}, box(edit("na"))))
    assert [(one.client, one.last) for one in read.boxes] == [("earlier", 7), ("c1", 1)]


def test_only_edits_after_the_last_applied_one_are_fresh() -> None:
    outbox = parse_outbox(sent(box(edit("level", "a", 3), edit("level", "b", 7), edit("level", "c", 8)), box()))
    read, empty = outbox.boxes
    assert [each.seq for each in read.after(3)] == [7, 8]
    assert read.last == 8
    assert empty.last == 0


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
        edit("na") | {"seen": -1},
        edit("na") | {"seen": True},
        edit("na") | {"seen": "7"},
        edit("na") | {"seen": 2**40},
        edit("na") | {"after": "c0"},
        edit("na") | {"after": None},
        edit("na") | {"after": ["../.."]},
        edit("note", "x" * (LONGEST_TEXT + 1)),
        edit("note", {"id": 1}),
        edit("note", "x", path=""),
        edit("summary", None, path=""),
        edit("summary", "x" * (LONGEST_TEXT + 1), path=""),
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
        parse_outbox(sent(box(hostile)))


@pytest.mark.parametrize(
    "value",
    [
        *(None, [], "x", {}, {"evaluation": "e1"}, {**sent(), "evaluation": ""}, {**sent(), "boxes": {}}),
        *(sent(one) for one in (None, {"client": "c1"}, {**box(), "edits": {}}, {**box(), "client": ""})),
        sent(*[box()] * 101),
    ],
)
def test_what_is_no_outbox_is_refused(value: object) -> None:
    with pytest.raises(UnreadableEdits):
        parse_outbox(value)


def test_sequence_numbers_must_grow() -> None:
    with pytest.raises(UnreadableEdits, match="seq"):
        parse_outbox(sent(box(edit("na", seq=2), edit("na", seq=2))))


def test_a_note_that_no_database_takes_is_mended() -> None:
    (read,) = parse_outbox(sent(box(edit("note", "a\0b\ud800c")))).boxes
    change = read.edits[0].change
    assert change == SetNote("ab?c")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KINDS = ["level", "na", "clear", "reasons", "note", "moment_add", "moment_remove", "moment_note", "summary", "other"]


EDITS = st.builds(edit, st.sampled_from(KINDS), JSON, JSON | st.integers(1, 9), JSON | st.sampled_from([PATH, ""]))


@given(st.lists(EDITS, max_size=4), JSON)
def test_nothing_but_our_own_fault_is_ever_raised(edits: list[dict[str, Any]], whole: object) -> None:
    for value in (sent(box(*edits)), sent(whole), whole):
        with contextlib.suppress(UnreadableEdits):
            assert parse_outbox(value).evaluation == "e1"
