"""What came too late stands above the card, with what was kept, until its author has decided; without a browser."""

from __future__ import annotations

import pytest

from benvenuto.domain.edits import Change, ChooseLevel, Edit, SetNote, SetSummary
from benvenuto.domain.evaluation import Evaluation
from tests.house import WEDNESDAY, House, criterion_at, paths
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def late(house: House) -> Evaluation:
    """Bruno's draft with a mark, a note and words for the agent that came after newer ones."""
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    path, edit = paths(draft)[0], house.app.scoring.edit
    best, worst = (criterion_at(draft, path).scale[place].id for place in (0, -1))
    house.clock.forward(hours=2)
    newer: list[Change | SetSummary] = [ChooseLevel(best), SetNote("nuova"), SetSummary("Bene.")]
    older: list[Change | SetSummary] = [ChooseLevel(worst), SetNote("<b>vecchia</b>"), SetSummary("Male.")]
    for client, changes in (("desk", newer), ("train", older)):
        places = ["" if isinstance(change, SetSummary) else path for change in changes]
        edits = [
            Edit(seq, place, change, seen=0, made_at=WEDNESDAY)
            for seq, (place, change) in enumerate(zip(places, changes, strict=True), 1)
        ]
        draft, _ = edit(house.bruno, draft.id, client, edits)
    return draft


def test_each_is_named_with_its_time_and_what_was_kept(house: House, open_page: Open, late: Evaluation) -> None:
    text = words(open_page(house.bruno, "evaluate", call=str(late.call_id)))
    for part in ("la modifica fatta il 4 mar, 12:00", "Mantenuta, del 4 mar, 14:00: Bene.", "Non applicata: Male."):
        assert part in text
    assert "&lt;b&gt;vecchia&lt;/b&gt;" in text


def test_it_is_used_or_left_and_gone(house: House, open_page: Open, late: Evaluation) -> None:
    page = open_page(house.bruno, "evaluate", call=str(late.call_id))
    level, note, summary = (f"overtaken_{late.id}_{each.number}" for each in late.history.overtaken)
    for key in (f"leave_{level}", f"use_{note}", f"leave_{summary}"):
        page.button(key=key).click().run()
        assert not page.exception
    assert "Non applicata" not in words(page)
    draft = house.app.scoring.read(house.bruno, late.id)
    answer = draft.answers[paths(late)[0]]
    assert (answer.note, answer.choice, draft.summary) == (
        "<b>vecchia</b>",
        late.answers[paths(late)[0]].choice,
        "Bene.",
    )
    assert draft.history.overtaken == ()


def test_what_was_marked_alike_meanwhile_is_not_asked_about(house: House, open_page: Open, late: Evaluation) -> None:
    house.app.scoring.edit(house.bruno, late.id, "desk", [Edit(4, "", SetSummary("Male."))])
    assert "Male." not in words(open_page(house.bruno, "evaluate", call=str(late.call_id)))
