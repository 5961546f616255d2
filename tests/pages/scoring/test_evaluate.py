"""The page on which a call is heard and scored, without a browser: what the browser does is in tests/browser."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from benvenuto.domain.answer import Answer
from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.edits import ClearChoice, Edit, SetSummary
from benvenuto.domain.evaluation import SelectionKind, Status
from benvenuto.domain.sampling import SkipReason
from tests.house import House, paths
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def card(page: AppTest) -> dict[str, Any]:
    """What the scorecard in the browser was told."""
    found = next(node.proto for node in page.get("bidi_component") if node.proto.component_name.endswith("scorecard"))
    told: dict[str, Any] = json.loads(json.loads(found.json)["packed"])
    return told


def test_a_call_without_sound_is_scored_from_its_words(house: House, open_page: Open) -> None:
    call_id = house.call(house.anna, note="Cliente richiamata <b>due volte</b>")
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, "Buongiorno.")])
    page = open_page(house.bruno, "evaluate", call=str(house.told_why(house.bruno, call_id)))
    assert "non c'è la registrazione" in words(page)
    assert "&lt;b&gt;due volte&lt;/b&gt;" in words(page)
    assert card(page)["card"]["groups"]


def test_what_was_found_in_the_words_stands_beside_its_criterion(house: House, open_page: Open) -> None:
    call_id = house.call(house.anna)
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, "Buongiorno, sono Anna.", 2.0, 4.0)])
    page = open_page(house.bruno, "evaluate", call=str(house.told_why(house.bruno, call_id)))
    first_words = card(page)["card"]["groups"][0]["criteria"][0]["evidence"]
    assert [(one["label"], one["text"], one["times"]) for one in first_words["traces"]] == [
        ("Un saluto", "«Buongiorno, sono Anna.»", "00:02"),
        ("Il proprio nome", "«Buongiorno, sono Anna.»", "00:03"),
    ]
    assert first_words["missing"] == "Non rilevato, ascolti: l'invito"


def test_one_click_swaps_agent_and_caller_in_the_transcript(house: House, open_page: Open) -> None:
    call_id = house.call(house.anna)
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, [Turn(Speaker.CALLER, "Buongiorno, sono Anna.", 2.0, 4.0)])
    page = open_page(house.bruno, "evaluate", call=str(house.told_why(house.bruno, call_id)))
    first_words = card(page)["card"]["groups"][0]["criteria"][0]
    assert first_words["evidence"]["traces"] == []
    page.button(f"swap_speakers_{call_id}").click().run()
    with house.app.database.read() as tx:
        assert [turn.speaker for turn in tx.calls.turns(call_id)] == [Speaker.AGENT]
    traces = card(page)["card"]["groups"][0]["criteria"][0]["evidence"]["traces"]
    assert [one["label"] for one in traces] == ["Un saluto", "Il proprio nome"]
    page.button(f"swap_speakers_{call_id}").click().run()
    with house.app.database.read() as tx:
        assert [turn.speaker for turn in tx.calls.turns(call_id)] == [Speaker.CALLER]
    assert card(page)["card"]["groups"][0]["criteria"][0]["evidence"]["traces"] == []


def test_without_a_transcript_nobody_is_sent_to_listen_for_words(house: House, open_page: Open) -> None:
    page = open_page(house.bruno, "evaluate", call=str(house.call(house.anna)))
    criteria = [one for group in card(page)["card"]["groups"] for one in group["criteria"]]
    assert {one["evidence"] for one in criteria} == {None}


def test_picking_a_call_by_hand_is_marked_as_targeted(house: House, open_page: Open) -> None:
    page = open_page(house.bruno, "evaluate", call=str(house.call(house.anna)))
    assert "scelta a mano" in words(page)
    assert house.app.scoring.open(house.bruno, int(card(page)["of_call"])).selection.kind is SelectionKind.TARGETED


def sent(page: AppTest, call_id: int, *edits: dict[str, Any], name: str, client: str = "w1") -> AppTest:
    """The page after its scorecard has sent these edits, under the name of the draft that it was shown."""
    boxes = [{"client": client, "edits": list(edits)}]
    page.session_state[f"scorecard_{call_id}"] = {"outbox": {"evaluation": name, "boxes": boxes}}
    return page.run()


def test_looking_begins_nothing_and_takes_no_call_from_anybody(house: House, open_page: Open) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    page = open_page(house.bruno, "evaluate", call=str(call_id))
    assert "estratta a sorte" in words(page)
    assert f"discard_{call_id}" not in [button.key for button in page.button]
    with house.app.database.read() as tx:
        assert tx.evaluations.of_call(call_id) == []
    assert house.app.sampling.next_call(house.elena) == call_id
    assert "evaluation_begun" not in house.audit()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("level", "partly"),
        ("note", "Sentito."),
        ("summary", "Brava."),
        ("moment_add", {"id": "m", "at_s": 2, "note": ""}),
    ],
)
def test_the_first_edit_of_any_kind_begins_the_draft(house: House, open_page: Open, kind: str, value: object) -> None:
    call_id = house.call(house.anna)
    page = open_page(house.bruno, "evaluate", call=str(call_id))
    name, path = card(page)["evaluation"], card(page)["card"]["groups"][0]["criteria"][0]["path"]
    edit = {"seq": 1, "path": "" if kind == "summary" else path, "kind": kind, "value": value}
    sent(page, call_id, edit, name=name)
    with house.app.database.read() as tx:
        (stored,) = tx.evaluations.of_call(call_id)
    draft = house.app.scoring.read(house.bruno, stored.id)
    assert draft.summary or draft.answers[path] != Answer()
    assert (card(page)["evaluation"], card(page)["acknowledged"]) == (str(stored.id), {"w1": 1})
    assert draft.selection.kind is SelectionKind.TARGETED
    sent(page, call_id, edit, name=name)  # a page sends again at each run what it sent last
    assert house.app.scoring.read(house.bruno, stored.id) == draft
    assert house.audit().count("evaluation_begun") == 1


def test_what_a_colleague_began_meanwhile_is_told_and_the_mark_is_kept(house: House, open_page: Open) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    page = open_page(house.bruno, "evaluate", call=str(call_id))
    name, path = card(page)["evaluation"], card(page)["card"]["groups"][0]["criteria"][0]["path"]
    assert "prima di lei" not in words(page)
    house.app.scoring.begin(house.elena, call_id)
    sent(page, call_id, {"seq": 1, "path": path, "kind": "note", "value": "Mia."}, name=name)
    assert "Elena ha cominciato a valutare" in words(page)
    assert card(page)["answers"][path]["note"] == "Mia."
    with house.app.database.read() as tx:
        kinds = {each.evaluator_id: each.selection.kind for each in tx.evaluations.of_call(call_id)}
    assert kinds == {house.elena.id: SelectionKind.RANDOM, house.bruno.id: SelectionKind.TARGETED}


def test_publishing_what_was_not_begun_says_what_is_lacking_and_begins_nothing(house: House, open_page: Open) -> None:
    call_id = house.call(house.anna)
    page = open_page(house.bruno, "evaluate", call=str(call_id))
    page.button(key=f"publish_{call_id}").click().run()
    assert set(card(page)["lacking"].values()) == {"Manca la risposta."}
    with house.app.database.read() as tx:
        assert tx.evaluations.of_call(call_id) == []


def test_what_the_browser_sent_is_saved_and_acknowledged(house: House, open_page: Open) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    path = paths(draft)[0]
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    edit = {"seq": 1, "path": path, "kind": "level", "value": "partly"}
    page.session_state[f"scorecard_{draft.call_id}"] = {
        "outbox": {"evaluation": str(draft.id), "boxes": [{"client": "w1", "edits": [edit]}]}
    }
    page.run()
    assert card(page)["acknowledged"] == {"w1": 1}
    assert house.app.scoring.read(house.bruno, draft.id).answers[path].choice == "partly"


def test_a_run_with_nothing_new_waits_for_nobody_who_writes(house: House, open_page: Open) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    edit = {"seq": 1, "path": paths(draft)[0], "kind": "level", "value": "partly"}
    page.session_state[f"scorecard_{draft.call_id}"] = {
        "outbox": {"evaluation": str(draft.id), "boxes": [{"client": "w1", "edits": [edit]}]}
    }
    page.run()
    path = house.app.database.engine.url.database
    assert path
    with closing(sqlite3.connect(path, isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        page.run()
    assert card(page)["acknowledged"] == {"w1": 1}  # blocked, it would have given up, and acknowledged nothing
    assert card(page)["answers"][edit["path"]]["level"] == "partly"


def test_words_for_the_agent_arrive_like_every_mark_and_stay_when_the_page_runs_again(
    house: House, open_page: Open
) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    edit = {"seq": 1, "path": "", "kind": "summary", "value": "Brava."}
    page.session_state[f"scorecard_{draft.call_id}"] = {
        "outbox": {"evaluation": str(draft.id), "boxes": [{"client": "w1", "edits": [edit]}]}
    }
    page.run()
    assert card(page)["words"] == "Brava."
    house.app.scoring.edit(house.bruno, draft.id, "another tab", [Edit(1, "", SetSummary("Bravissima."))])
    page.run()
    assert card(page)["words"] == "Bravissima."
    assert house.app.scoring.read(house.bruno, draft.id).summary == "Bravissima."


def test_a_hostile_outbox_changes_nothing_and_is_told(house: House, open_page: Open) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    page.session_state[f"scorecard_{draft.call_id}"] = {"outbox": {"evaluation": "../..", "boxes": "all"}}
    page.run()
    assert not page.exception
    assert house.app.scoring.read(house.bruno, draft.id).answers == {}


def test_publishing_too_early_says_what_is_lacking(house: House, open_page: Open) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    page.button(key=f"publish_{draft.call_id}").click().run()
    assert card(page)["refusals"] == 1
    assert set(card(page)["lacking"].values()) == {"Manca la risposta."}
    assert house.app.scoring.read(house.bruno, draft.id).status is Status.DRAFT


def test_no_score_is_told_before_all_that_counts_in_it_is_answered(house: House, open_page: Open) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    path = paths(draft)[0]
    whole = card(open_page(house.bruno, "evaluate", call=str(draft.call_id)))
    assert whole["summary"]["score"] == "100"
    house.app.scoring.edit(house.bruno, draft.id, "w1", [Edit(1, path, ClearChoice())])
    partly = card(open_page(house.bruno, "evaluate", call=str(draft.call_id)))
    assert partly["summary"] == {"score": "", "verdict": ""}
    assert set(whole["scores"]) - set(partly["scores"]) == {path.partition("/")[0]}


def test_publishing_leads_to_the_next_call(house: House, open_page: Open) -> None:
    first, second = house.call(house.anna), house.call(house.anna)
    house.app.sampling.set_plan(house.bruno, house.nord, 20)
    draft = house.draft(house.bruno, first)
    page = open_page(house.bruno, "evaluate", call=str(first))
    page.button(key=f"publish_{draft.call_id}").click().run()
    assert house.app.scoring.read(house.bruno, draft.id).status is Status.PUBLISHED
    assert page.query_params["call"] == str(second)


def test_a_request_for_the_published_call_that_comes_late_leads_on_all_the_same(
    house: House, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The strip asks while a recording is being measured; Streamlit would draw the page that was left once more."""
    first, second = house.call(house.anna), house.call(house.anna)
    house.app.sampling.set_plan(house.bruno, house.nord, 20)
    draft = house.draft(house.bruno, first)
    page = open_page(house.bruno, "evaluate", call=str(first))
    clock = SimpleNamespace(monotonic=lambda: 7.0)  # late means soon after: no time passes here, however slow the test
    monkeypatch.setattr("benvenuto.ui.streamlit.redirects.time", clock)
    page.button(key=f"publish_{draft.call_id}").click().run()
    page.query_params["call"] = str(first)
    page.run()
    assert page.query_params["call"] == str(second)
    assert [toast.value for toast in page.toast] == ["Pubblicata. L'operatore può già leggerla."]


def test_who_goes_back_to_a_published_call_on_their_own_sees_it(
    house: House, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = house.call(house.anna)
    draft = house.draft(house.bruno, first)
    page = open_page(house.bruno, "evaluate", call=str(first))
    page.button(key=f"publish_{draft.call_id}").click().run()
    monkeypatch.setattr("benvenuto.ui.streamlit.redirects.time.monotonic", lambda now=time.monotonic: now() + 3)
    page.switch_page(str(Path("../../pages/scoring/evaluate.py")))
    page.query_params["call"] = str(first)
    page.run()
    assert "Ha pubblicato questa valutazione" in words(page)


def test_a_press_that_an_overtaken_run_never_saw_still_publishes(house: House, open_page: Open) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    page.session_state["memory"]["pressed"].add(f"publish_{draft.call_id}")
    page.run()
    assert house.app.scoring.read(house.bruno, draft.id).status is Status.PUBLISHED


def test_a_press_is_forgotten_once_another_page_was_drawn(house: House, open_page: Open) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    other = house.call(house.anna)
    page = open_page(house.bruno, "evaluate", call=str(other))
    page.session_state["memory"]["pressed"].add(f"publish_{draft.call_id}")
    page.run()
    page.query_params["call"] = str(draft.call_id)
    page.run()
    assert house.app.scoring.read(house.bruno, draft.id).status is Status.DRAFT


def test_a_draft_is_discarded_only_after_a_second_yes(house: House, open_page: Open) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    page.button(key=f"discard_{draft.id}").click().run()
    assert house.app.scoring.read(house.bruno, draft.id).status is Status.DRAFT
    page.button(key=f"discard_{draft.id}_yes").click().run()
    with house.app.database.read() as tx:
        assert tx.evaluations.get(draft.id) is None


@pytest.mark.parametrize("wanted", ["999999", "1e3", "-1", "<script>", "9" * 40])
def test_an_address_that_names_no_call_of_his_is_refused_in_words(house: House, open_page: Open, wanted: str) -> None:
    page = open_page(house.bruno, "evaluate", call=wanted)
    assert not page.exception


def test_another_teams_call_is_refused_like_one_that_does_not_exist(house: House, open_page: Open) -> None:
    there = open_page(house.bruno, "evaluate", call=str(house.call(house.andrea)))
    nowhere = open_page(house.bruno, "evaluate", call="999999")
    assert "Accesso non consentito." in words(there)
    assert words(there) == words(nowhere)


def test_a_selected_call_is_skipped_for_a_reason_and_the_next_one_comes(house: House, open_page: Open) -> None:
    first, second = house.drawn_call(house.anna, house.bruno), house.drawn_call(house.anna, house.bruno)
    page = open_page(house.bruno, "evaluate", call=str(first))
    key = f"skip_{first}"
    page.button(key=key).click().run()
    assert page.button(key=f"{key}_yes").disabled  # there is no skipping without a reason
    page.radio(key=f"{key}_reason").set_value(SkipReason.INAUDIBLE).run()
    page.button(key=f"{key}_yes").click().run()
    assert not page.exception
    assert page.query_params["call"] == str(second)
    assert house.audit().count("call_skipped") == 1


def test_a_call_picked_by_hand_has_nothing_to_skip(house: House, open_page: Open) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    assert f"skip_{draft.call_id}" not in [button.key for button in page.button]


def test_what_could_not_be_stored_is_neither_acknowledged_nor_left_out_of_what_is_published(
    house: House, open_page: Open
) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    path = paths(draft)[0]
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    edit = {"seq": 1, "path": path, "kind": "note", "value": "Brava."}
    page.session_state[f"scorecard_{draft.call_id}"] = {
        "outbox": {"evaluation": str(draft.id), "boxes": [{"client": "w1", "edits": [edit]}]}
    }

    def refuse(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    def allow(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA query_only = OFF")

    event.listen(house.app.database.engine, "checkout", refuse)
    page.button(key=f"publish_{draft.call_id}").click().run()
    assert not page.exception
    assert card(page)["acknowledged"] == {}
    assert "non accetta modifiche" in words(page)
    event.remove(house.app.database.engine, "checkout", refuse)
    event.listen(house.app.database.engine, "checkout", allow)
    assert house.app.scoring.read(house.bruno, draft.id).status is Status.DRAFT
    page.run()
    assert card(page)["acknowledged"] == {"w1": 1}
    assert house.app.scoring.read(house.bruno, draft.id).answers[path].note == "Brava."
