"""The agent's own feedback, and one evaluation, as each person sees them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.domain.call import Recording, Side, Speaker, Turn
from benvenuto.domain.edits import AddMoment, ChooseLevel, ChooseNotApplicable, Edit, SetNote
from benvenuto.domain.evaluation import Evaluation
from benvenuto.listening.peaks import Peaks
from tests.house import House, paths
from tests.pages.conftest import Open, as_sent, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

REFUSED = "Accesso non consentito."
HOSTILE = "<script>alert(1)</script> **grassetto** $x^2$ :red[rosso] ![foto](http://altrove.example/x.png)"


def recorded(house: House, call_id: int) -> None:
    peaks = Peaks(1.0, ((500,) * 180, (300,) * 180)).as_json()
    with house.app.database.write() as tx:
        tx.recordings.add(
            Recording(0, call_id, Side.BOTH, (), "aa/sound.wav", "audio/wav", 2, 8000, 180.0), peaks, house.clock()
        )


def remarked(house: House, call_id: int, note: str, at_s: float | None = None) -> tuple[Evaluation, str]:
    """A published evaluation with a note, and a moment if asked, at the first criterion; and the path of that one."""
    draft = house.draft(house.bruno, call_id)
    path = paths(draft)[0]
    edits = [Edit(900, path, SetNote(note))]
    if at_s is not None:
        edits.append(Edit(901, path, AddMoment("m1", at_s, note)))
    house.app.scoring.edit(house.bruno, draft.id, "remarks", edits)
    return house.app.scoring.publish(house.bruno, draft.id), path


def component(page: AppTest, name: str) -> dict[str, Any]:
    """What a component of ours was told."""
    found = next(node.proto for node in page.get("bidi_component") if node.proto.component_name.endswith(name))
    told: dict[str, Any] = json.loads(json.loads(found.json)["packed"])
    return told


# the agent's own list


def test_an_agent_finds_her_own_evaluations_and_nobody_elses(house: House, open_page: Open) -> None:
    house.published(house.bruno, house.call(house.anna, reason="refund"))
    house.published(house.beatrice, house.call(house.andrea, reason="complaint"))
    page = open_page(house.anna, "feedback")
    assert "Rimborso" in words(page)
    assert "Reclamo" not in words(page)


def test_an_evaluation_is_new_until_it_is_acknowledged(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    assert "nuova" in words(open_page(house.anna, "feedback"))
    house.app.feedback.acknowledge(house.anna, evaluation.id)
    assert "nuova" not in words(open_page(house.anna, "feedback"))


def test_a_draft_is_invisible_to_its_agent(house: House, open_page: Open) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    assert "Qui non c'è ancora nulla" in words(open_page(house.anna, "feedback"))
    assert REFUSED in words(open_page(house.anna, "evaluation", id=str(draft.id)))


def test_simulated_evaluations_are_labelled_in_the_list_and_on_their_page(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna, simulated=True))
    assert "simulata" in words(open_page(house.anna, "feedback"))
    assert "questa chiamata non è mai avvenuta" in words(open_page(house.anna, "evaluation", id=str(evaluation.id)))


def test_a_critical_error_is_named_in_the_list(house: House, open_page: Open) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    failed = paths(draft, critical=True)[0]
    house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft, lowest=failed).id)
    house.app.responses.note_read(house.anna, draft.id)
    assert "Errore critico" in words(open_page(house.anna, "feedback"))


def test_few_calls_are_too_few_to_say_anything(house: House, open_page: Open) -> None:
    house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    page = words(open_page(house.anna, "feedback"))
    assert "troppo poche" in page
    assert ">–<" in page  # no figure where it would mean nothing


def test_a_long_list_is_read_a_page_at_a_time(house: House, open_page: Open) -> None:
    for day in range(21):
        house.published(house.bruno, house.call(house.anna, at=house.clock() - timedelta(days=day + 1)))
    page = open_page(house.anna, "feedback")
    assert len(links(page, "evaluation")) == 20
    page.button(key="page_on").click().run()
    assert len(links(page, "evaluation")) == 1


def test_the_list_is_filtered_by_its_address_and_cleared_by_a_button(house: House, open_page: Open) -> None:
    house.published(house.bruno, house.call(house.anna, reason="refund"))
    read = house.published(house.bruno, house.call(house.anna, reason="delivery"))
    house.app.feedback.acknowledge(house.anna, read.id)
    page = open_page(house.anna, "feedback", state="acknowledged", order="called", reason="refund")
    assert "Nessuna valutazione corrisponde" in words(page)
    assert page.selectbox(key="feedback_order").value == "called"
    page.button(key="fb_clear").click().run()
    assert len(links(page, "evaluation")) == 2
    assert dict(page.query_params) == {"order": "called"}
    page.selectbox(key="feedback_state").set_value("acknowledged").run()
    assert links(page, "evaluation") == [f"id={read.id}"]


def test_other_filters_lead_back_to_the_first_page(house: House, open_page: Open) -> None:
    for day in range(42):
        house.published(house.bruno, house.call(house.anna, at=house.clock() - timedelta(days=day + 1)))
    page = open_page(house.anna, "feedback", page="3")
    assert len(links(page, "evaluation")) == 2
    page.selectbox(key="feedback_state").set_value("to-read").run()
    assert len(links(page, "evaluation")) == 20
    assert "page" not in page.query_params


def test_the_list_says_when_each_was_published(house: House, open_page: Open) -> None:
    house.published(house.bruno, house.call(house.anna, at=house.clock() - timedelta(days=9)))
    assert "pubblicata il 4 mar 2026" in words(open_page(house.anna, "feedback"))


def links(page: AppTest, address: str) -> list[str]:
    """The query strings of the links to a page of this address."""
    return [node.proto.query_string for node in page.get("page_link") if node.proto.page == address]


# one evaluation


def test_an_agent_reads_what_went_well_before_what_to_improve(house: House, open_page: Open) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    weak = paths(draft)[0]
    evaluation = house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft, lowest=weak).id)
    page = words(open_page(house.anna, "evaluation", id=str(evaluation.id)))
    assert page.index("Che cosa è andato bene") < page.index("Che cosa migliorare") < page.index("Un passo in più")
    criterion = evaluation.scorecard.criterion(weak)
    assert criterion is not None
    better = criterion.next_better(criterion.scale[-1].id)
    assert better is not None
    assert as_sent(better.behaviour.in_language("it")) in page


def test_every_criterion_leads_to_its_page_of_the_handbook_as_of_the_call(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna), level=1)
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    wanted = {
        f"at={criterion.handbook.replace('#', '%23')}&on=2026-03-04"
        for path, criterion in evaluation.scorecard.criteria()
        if path in paths(evaluation)
    }
    assert set(links(page, "handbook")) == wanted


def test_what_had_no_place_in_the_call_is_told_with_its_reason(house: House, open_page: Open) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    path = paths(draft, not_applicable=True)[0]
    edits = [Edit(900, path, ChooseNotApplicable()), Edit(901, path, SetNote("Non ce n'era bisogno."))]
    house.app.scoring.edit(house.bruno, draft.id, "left out", edits)
    evaluation = house.app.scoring.publish(house.bruno, draft.id)
    page = words(open_page(house.anna, "evaluation", id=str(evaluation.id)))
    assert as_sent("Non ce n'era bisogno.") in page[page.index("bv-left-out") :]


@pytest.mark.parametrize("wanted", ["", "abc", "0", "-1", "999999999", "9" * 40, "1 or 1"])
def test_an_address_that_names_no_evaluation_is_refused(house: House, open_page: Open, wanted: str) -> None:
    assert REFUSED in words(open_page(house.anna, "evaluation", id=wanted))


@pytest.mark.parametrize("stranger", ["andrea", "beatrice", "camillo", "dario"])
def test_a_stranger_is_refused(house: House, open_page: Open, stranger: str) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    page = words(open_page(house.people[stranger.capitalize()], "evaluation", id=str(evaluation.id)))
    assert REFUSED in page
    assert "bv-criterion" not in page


def test_a_moment_plays_when_its_button_is_pressed(house: House, open_page: Open) -> None:
    call_id = house.call(house.anna)
    recorded(house, call_id)
    evaluation, path = remarked(house, call_id, "Qui", at_s=12.5)
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    assert component(page, "player")["seek"] is None
    page.button(key=f"moment_{path}_m1").click().run()
    first = component(page, "player")["seek"]
    assert isinstance(first, dict)
    assert (first["at_s"], first["play"]) == (12.5, True)
    page.button(key=f"moment_{path}_m1").click().run()
    again = component(page, "player")["seek"]
    assert isinstance(again, dict)
    assert again["nonce"] != first["nonce"]


def test_a_manager_reads_but_hears_only_while_a_dispute_is_open(house: House, open_page: Open) -> None:
    call_id = house.call(house.anna)
    recorded(house, call_id)
    evaluation, _ = remarked(house, call_id, "Qui", at_s=12.5)
    page = open_page(house.carla, "evaluation", id=str(evaluation.id))
    assert "ascoltano la chiamata solo finché" in words(page)
    assert not [node for node in page.get("bidi_component") if node.proto.component_name.endswith("player")]
    house.app.feedback.dispute(house.anna, evaluation.id, "Non sono d'accordo.")
    assert component(open_page(house.carla, "evaluation", id=str(evaluation.id)), "player")


def test_a_persons_words_are_shown_verbatim(house: House, open_page: Open) -> None:
    call_id = house.call(house.anna)
    recorded(house, call_id)
    evaluation, path = remarked(house, call_id, HOSTILE, at_s=3)
    with house.app.database.write() as tx:
        tx.evaluations.set(evaluation.id, summary=HOSTILE)
    house.app.feedback.dispute(house.anna, evaluation.id, HOSTILE)
    for page in (
        open_page(house.anna, "evaluation", id=str(evaluation.id)),
        open_page(house.anna, "feedback"),
        open_page(house.bruno, "disputes"),
    ):
        raw = words(page)
        assert as_sent(HOSTILE) in raw
        assert "<script>" not in raw
        assert not any("grassetto" in node.value for node in page.markdown)
        assert not any("grassetto" in node.proto.label for node in [*page.button, *page.get("page_link")])
    assert path


def test_an_agent_reads_in_english_too(house: House, open_page: Open) -> None:
    house.app.sign_in.set_language(house.anna, "en")
    evaluation = house.published(house.bruno, house.call(house.anna), level=1)
    page = words(open_page(house.anna, "evaluation", id=str(evaluation.id)))
    assert "One step further" in page
    assert "Un passo in più" not in page
    assert "Your evaluations" in words(open_page(house.anna, "feedback"))


# evidence


def spoken(house: House) -> int:
    """A published evaluation of a recorded call with words in it. Its id."""
    call_id = house.call(house.anna)
    recorded(house, call_id)
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, "Buongiorno, sono Anna.", 2.0, 4.0)])
    return house.published(house.bruno, call_id).id


def test_an_agent_sees_what_was_found_in_her_words_and_plays_it(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "evaluation", id=str(spoken(house)))
    assert "«Buongiorno, sono Anna.»" in words(page)
    assert [pin["at_s"] for pin in component(page, "player")["evidence"]] == [2.0, 3.09]
    page.button(key="trace_greeting/first-words/greeting/0_2.0").click().run()
    seek = component(page, "player")["seek"]
    assert (seek["at_s"], seek["play"]) == (2.0, True)


def test_a_manager_who_may_not_hear_the_call_reads_no_words_of_it(house: House, open_page: Open) -> None:
    page = open_page(house.carla, "evaluation", id=str(spoken(house)))
    assert "Buongiorno, sono Anna" not in words(page)


def test_what_to_improve_leads_the_agent_to_its_exercises(house: House, open_page: Open) -> None:
    draft = house.draft(house.bruno, house.call(house.anna), lowest="greeting/farewell")
    evaluation = house.app.scoring.publish(house.bruno, draft.id)
    practised = house.app.practice.exercises(house.anna, "it")
    count = sum(one.exercise.criterion_path == "greeting/farewell" for one in practised)
    own, supervisors = (open_page(actor, "evaluation", id=str(evaluation.id)) for actor in (house.anna, house.bruno))
    assert links(own, "practice") == ["criterion=greeting%2Ffarewell"]
    assert f"Per allenarsi: {count} esercizi" in words(own)
    assert links(supervisors, "practice") == []


@pytest.mark.parametrize(
    ("level", "after"), [("missing", "il punteggio non supera 40"), ("after-a-no", "il punteggio scende a 0")]
)
def test_each_level_that_fails_says_what_it_does_to_the_score(
    house: House, open_page: Open, level: str, after: str
) -> None:
    consent = "permission-and-follow-up/consent"
    draft = house.draft(house.bruno, house.call(house.anna))
    edits = [Edit(900, consent, ChooseLevel(level)), Edit(901, consent, SetNote("Al minuto due."))]
    house.app.scoring.edit(house.bruno, draft.id, "test", edits)
    published = house.app.scoring.publish(house.bruno, draft.id)
    said = words(open_page(house.anna, "evaluation", id=str(published.id)))
    assert after in said
