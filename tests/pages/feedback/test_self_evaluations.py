"""Self-evaluations as the agent sees them, and whoever they are shared with; without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.domain.edits import AddMoment, ChooseLevel, Edit, SetNote
from benvenuto.domain.evaluation import Evaluation
from tests.house import House, criterion_at, paths
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

SECRET = "Lo so solo io."


@pytest.fixture
def call_id(house: House) -> int:
    return house.recorded(house.call(house.anna))


def sent(page: AppTest) -> str:
    """Everything of the page as it goes over the wire."""
    return "\n".join(str(getattr(node, "proto", "")) for node in page.main).replace("\\'", "'")


def own(house: House, call_id: int) -> Evaluation:
    """Anna's draft, ready to be handed in, with a note of her own on its first criterion."""
    draft = house.draft(house.anna, call_id, level=1)
    path = paths(draft)[0]
    edits = [Edit(900, path, SetNote(SECRET)), Edit(901, path, AddMoment("m", 3.0, SECRET))]
    house.app.scoring.edit(house.anna, draft.id, "own", edits)
    return draft


def test_anna_hands_in_what_she_scored_and_finds_it_beside_the_supervisors(
    house: House, open_page: Open, call_id: int
) -> None:
    draft = own(house, call_id)
    page = open_page(house.anna, "score-own", call=str(call_id))
    assert not page.exception
    assert "Solo per sé" in words(page)
    page.button(key=f"hand_in_{call_id}").click().run()
    assert house.app.scoring.read(house.anna, draft.id).handed_in_at == house.clock()
    assert not page.exception
    assert "Per ora nessuna chiamata da valutare" in words(page)
    house.published(house.bruno, call_id)
    listed = open_page(house.anna, "self-evaluations")
    assert f"/own-beside?evaluation={draft.id}" in sent(listed)
    both = open_page(house.anna, "own-beside", evaluation=str(draft.id))
    assert not both.exception
    assert SECRET in words(both)
    assert all(f"{name} · " in words(both) for name in ("Anna", "Bruno"))
    assert house.app.notices.unread(house.anna) == 0  # she has read the feedback by that


def test_handed_in_after_the_supervisor_it_leads_to_both(house: House, open_page: Open, call_id: int) -> None:
    house.published(house.bruno, call_id)
    draft = own(house, call_id)
    page = open_page(house.anna, "score-own", call=str(call_id))
    assert "C'è un riscontro su questa chiamata" in words(page)
    page.button(key=f"hand_in_{call_id}").click().run()
    assert page.query_params["evaluation"] == str(draft.id)
    assert "Ciascuno ha valutato la chiamata senza conoscere i livelli dell'altro." in words(page)


def test_what_is_not_complete_is_not_handed_in(house: House, open_page: Open, call_id: int) -> None:
    blank = house.app.scoring.begin(house.anna, call_id)
    page = open_page(house.anna, "score-own", call=str(call_id))
    page.button(key=f"hand_in_{call_id}").click().run()
    assert not page.exception
    assert house.app.scoring.read(house.anna, blank.id).handed_in_at is None


def test_the_supervisors_page_carries_no_byte_of_it_before_it_publishes(
    house: House, open_page: Open, call_id: int
) -> None:
    draft = own(house, call_id)
    house.app.self_evaluations.hand_in(house.anna, draft.id)
    house.app.self_evaluations.share_all(house.anna, shared=True)
    addresses = ("evaluate", "inbox", "scored", "for-you", "disputes", "self-evaluations", "trend")
    query = {"evaluate": {"call": str(call_id)}, "self-evaluations": {"agent": str(house.anna.id)}}
    for actor in (house.bruno, house.elena):
        for address in addresses:
            page = open_page(actor, address, **query.get(address, {}))
            assert not page.exception
            assert SECRET not in sent(page) + words(page)
            assert f"own-beside?evaluation={draft.id}" not in sent(page)
        assert SECRET not in words(open_page(actor, "own-beside", evaluation=str(draft.id)))
    house.published(house.bruno, call_id)
    assert SECRET in words(open_page(house.bruno, "own-beside", evaluation=str(draft.id)))


def test_anna_shares_one_and_shares_it_no_longer(house: House, open_page: Open, call_id: int) -> None:
    draft = own(house, call_id)
    house.app.self_evaluations.hand_in(house.anna, draft.id)
    evaluation = house.published(house.bruno, call_id)
    page = open_page(house.anna, "own-beside", evaluation=str(draft.id))
    page.button(key=f"share_{draft.id}").click().run()
    assert "Può ripensarci quando vuole" in words(page)
    theirs = open_page(house.bruno, "own-beside", evaluation=str(draft.id))
    assert "Anna le condivide dal 4 marzo 2026" in words(theirs)
    assert "Accanto all'autovalutazione dell'operatore" in sent(
        open_page(house.carla, "evaluation", id=str(evaluation.id))
    )
    page.button(key=f"unshare_{draft.id}").click().run()
    assert "chi l'ha letta può ricordarsi" in words(page)
    assert "Accesso non consentito." in words(open_page(house.bruno, "own-beside", evaluation=str(draft.id)))


def test_whoever_all_is_shared_with_reads_the_agreement_and_since_when(
    house: House, open_page: Open, call_id: int
) -> None:
    draft = own(house, call_id)
    house.app.self_evaluations.hand_in(house.anna, draft.id)
    house.published(house.bruno, call_id)
    page = open_page(house.anna, "self-evaluations")
    page.button(key="share_all").click().run()
    assert "Dal 4 marzo 2026 le condivide tutte" in words(page)
    assert "tutte, dal 4 marzo 2026" in sent(open_page(house.carla, "self-evaluations"))
    theirs = open_page(house.carla, "self-evaluations", agent=str(house.anna.id))
    assert "Anna le condivide dal 4 marzo 2026" in words(theirs)
    assert "1 chiamata valutata da tutti e due: troppo poche" in words(theirs)
    page.button(key="unshare_all").click().run()
    page.button(key="unshare_all_yes").click().run()
    assert "le vede solo lei" in words(page)
    refused = open_page(house.carla, "self-evaluations", agent=str(house.anna.id))
    assert "Accesso non consentito." in words(refused)


def test_opening_the_feedback_first_leads_to_the_own_that_was_started(
    house: House, open_page: Open, call_id: int
) -> None:
    own(house, call_id)
    evaluation = house.published(house.bruno, call_id)
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    assert "Prima la sua autovalutazione" in words(page)
    assert "Sentito al telefono" not in sent(page)
    inbox = open_page(house.anna, "for-you")
    assert "prima consegni la sua autovalutazione" in sent(inbox)
    assert f"/score-own?call={call_id}" in sent(inbox)


def test_the_notice_says_that_scoring_oneself_first_is_possible(house: House, open_page: Open, call_id: int) -> None:
    evaluation = house.published(house.bruno, call_id)
    page = open_page(house.anna, "for-you")
    assert "o prima valuti la chiamata" in sent(page)
    assert "own-calls" in sent(page)
    open_page(house.anna, "evaluation", id=str(evaluation.id))
    assert "o prima valuti la chiamata" not in sent(open_page(house.anna, "for-you"))


def test_what_is_not_opened_tells_no_score_in_the_list(house: House, open_page: Open, call_id: int) -> None:
    draft = house.draft(house.bruno, call_id)
    path = paths(draft)[0]
    worst = criterion_at(draft, path).scale[-1].id
    house.app.scoring.edit(house.bruno, draft.id, "w", [Edit(900, path, ChooseLevel(worst))])
    evaluation = house.app.scoring.publish(house.bruno, draft.id)
    assert evaluation.score is not None
    assert evaluation.score.final is not None
    points = f"<b>{evaluation.scorecard.shown(evaluation.score.final)}</b>".replace(".", ",")
    page = open_page(house.anna, "feedback")
    assert "non ancora aperto" in words(page)
    assert points not in words(page)
    open_page(house.anna, "evaluation", id=str(evaluation.id))
    assert points in words(open_page(house.anna, "feedback"))


def test_who_also_supervises_is_led_from_the_supervisors_page_to_her_own(house: House, open_page: Open) -> None:
    mine = house.recorded(house.call(house.elena))
    page = open_page(house.elena, "evaluate", call=str(mine))
    assert not page.exception
    assert "hand_in" in "".join(button.key or "" for button in page.button)
    assert not any((button.key or "").startswith("publish") for button in page.button)


@pytest.mark.parametrize(
    ("name", "address", "teaching"),
    [
        ("anna", "own-calls", "chiamate registrate delle ultime due settimane"),
        ("anna", "self-evaluations", "Ne valuti una in tre minuti"),
        ("bruno", "self-evaluations", "Gli operatori possono valutare le proprie chiamate"),
    ],
)
def test_an_empty_list_teaches_what_it_is_for(
    house: House, open_page: Open, name: str, address: str, teaching: str
) -> None:
    assert teaching in words(open_page(house.people[name.capitalize()], address))


@pytest.mark.parametrize("query", [{}, {"call": "x"}, {"call": "99999999999999"}, {"call": "4711"}])
def test_an_address_that_is_no_call_of_hers_is_refused(house: House, open_page: Open, query: dict[str, str]) -> None:
    page = open_page(house.anna, "score-own", **query)
    assert not page.exception
    assert "Accesso non consentito." in words(page)
