"""What may be recorded and scored: the page for everybody, and what other pages say by the works agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.hearing import HearingReason
from benvenuto.domain.works_agreement import NeverFor
from benvenuto.languages import language
from benvenuto.ui.context import PageContext
from benvenuto.ui.people.works_agreement_words import never_for
from benvenuto.ui.quality.downloads import DataTable, with_never_for
from tests.agreed import EXAMPLES, under, under_file
from tests.calibrated import with_words
from tests.databases import ROME
from tests.house import House
from tests.pages.conftest import Open, words
from tests.services.scene import FAILED

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

Agreed = Callable[[str], House]


@pytest.fixture
def agreed(house: House, monkeypatch: pytest.MonkeyPatch, open_page: Open) -> Agreed:
    """The house whose pages are opened, under a works agreement: an example by its name, or these clauses."""

    def set_up(clauses: str) -> House:
        example = EXAMPLES / f"{clauses}.yaml"
        bound = under_file(house, example) if example.exists() else under(house, clauses)
        monkeypatch.setattr("benvenuto.ui.context.running", lambda: bound.app)
        return bound

    return set_up


def test_anna_reads_every_clause_with_who_signed_it_and_when(house: House, open_page: Open, agreed: Agreed) -> None:
    agreed("3-a-few-calls-a-month")
    page = open_page(house.anna, "works-agreement")
    assert not page.exception
    told = words(page)
    for sentence in (
        "12 gennaio 2026",
        "RSU di Casa Lume",
        "In un mese si ascoltano al massimo 4 sue chiamate, fra tutti.",
        "Una chiamata si ascolta entro 30 giorni",
        "Una chiamata si valuta entro 45 giorni",
        "provvedimenti disciplinari, retribuzione",
        "mai per un singolo operatore",
        "non è un parere legale",
    ):
        assert sentence in told


@pytest.mark.parametrize("example", sorted(path.stem for path in EXAMPLES.glob("*.yaml")))
def test_every_example_can_be_read_by_everybody(house: House, open_page: Open, agreed: Agreed, example: str) -> None:
    agreed(example)
    for actor in (house.anna, house.carla):
        page = open_page(actor, "works-agreement")
        assert not page.exception
        assert "Firmato da" in words(page)


def test_without_one_the_page_says_so_and_the_menu_leaves_it_out(house: House, open_page: Open) -> None:
    page = open_page(house.anna, "works-agreement")
    assert "Nessun accordo aziendale impostato" in words(page)
    told = words(open_page(house.dario, "people"))
    assert "Nessun accordo aziendale impostato" in told
    assert "docs/works-agreement.it.md" in told


def test_dario_is_told_of_a_team_that_is_not_there(house: House, open_page: Open, agreed: Agreed) -> None:
    agreed("purposes: [quality]\nscoring: {forbidden: [Nrod]}")
    for address in ("people", "works-agreement"):
        assert "Non c&#x27;è nessuna squadra «Nrod»" in words(open_page(house.dario, address)).replace("'", "&#x27;")


def test_bruno_reads_why_a_call_is_kept_from_him(house: House, open_page: Open, agreed: Agreed) -> None:
    call_id = with_words(house, house.anna, at=house.clock() - timedelta(days=40))
    evaluation = house.published(house.bruno, call_id)
    agreed("purposes: [quality]\nhearing: {oldest_days: 30}")
    for address, query in (("evaluation", {"id": str(evaluation.id)}), ("evaluate", {"call": str(call_id)})):
        page = open_page(house.bruno, address, **query)
        assert not page.exception
        assert "una chiamata si ascolta per 30 giorni; questa è più vecchia" in words(page)
        assert "1 dicembre 2025" in words(page)


def test_a_draft_of_a_call_that_may_no_longer_be_heard_can_be_thrown_away(
    house: House, open_page: Open, agreed: Agreed
) -> None:
    draft = house.draft(house.bruno, with_words(house, house.anna, at=house.clock() - timedelta(days=40)))
    agreed("purposes: [quality]\nhearing: {oldest_days: 30}")
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    assert not page.exception
    page.button(key=f"discard_{draft.id}").click().run()
    page.button(key=f"discard_{draft.id}_yes").click().run()
    assert not page.exception
    with house.app.database.read() as tx:
        assert tx.evaluations.get(draft.id) is None


def test_bruno_hears_a_call_for_a_complaint_that_may_not_be_scored(
    house: House, open_page: Open, agreed: Agreed
) -> None:
    call_id = with_words(house, house.anna)
    bound = agreed("5-orders-and-complaints")
    page = open_page(house.bruno, "evaluate", call=str(call_id))
    assert "qui le chiamate non si valutano" in words(page)
    page.button(key=f"why_{call_id}_complaint").click().run()
    assert not page.exception
    assert bound.app.calls.listen(house.bruno, call_id).turns
    [line] = bound.app.hearings.mine(house.anna)[0]
    assert line.hearing.reason is HearingReason.COMPLAINT


def test_a_publication_that_a_clause_refuses_says_which(house: House, open_page: Open, agreed: Agreed) -> None:
    draft = house.draft(house.bruno, with_words(house, house.anna))
    agreed("purposes: [quality]\nscoring: {forbidden: [Nord]}")
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    page.button(key=f"publish_{draft.call_id}").click().run()
    assert not page.exception
    assert "le chiamate di Nord non si valutano" in words(page)


def test_the_inbox_says_of_whom_no_more_calls_are_heard(house: House, open_page: Open, agreed: Agreed) -> None:
    bound = agreed("purposes: [quality]\nhearing: {calls_per_agent_and_month: 1}")
    assert "non si ascoltano altre chiamate" not in words(open_page(house.bruno, "inbox"))
    bound.app.hearings.say_why(house.bruno, with_words(house, house.anna), HearingReason.SUPERVISION)
    assert "questo mese non si ascoltano altre chiamate di Anna" in words(open_page(house.bruno, "inbox"))


def test_an_evaluation_for_training_says_that_it_has_no_score(house: House, open_page: Open, agreed: Agreed) -> None:
    bound = agreed("2-training-only")
    draft = bound.draft(house.bruno, with_words(house, house.anna), lowest=FAILED)
    page = open_page(house.bruno, "evaluate", call=str(draft.call_id))
    assert not page.exception
    published = bound.app.scoring.publish(house.bruno, draft.id)
    for actor in (house.anna, house.bruno):
        page = open_page(actor, "evaluation", id=str(published.id))
        assert not page.exception
        assert "non c'è punteggio e non entra in nessuna media" in words(page).replace("&#x27;", "'")
    assert not open_page(house.anna, "feedback").exception
    assert not open_page(house.bruno, "scored").exception


def test_what_is_never_to_be_is_said_in_one_sentence(house: House) -> None:
    english = language("en", ROME)
    assert never_for(english, house.app.works_agreement.never_for(house.anna)) == ""
    assert never_for(english, frozenset(NeverFor)).endswith("never used for: disciplinary action, pay.")


def test_every_table_that_is_downloaded_says_what_it_is_never_used_for(house: House) -> None:
    table = DataTable(["Agente", "Punteggio"], [("Anna", 90.0)])

    def carried(app: Benvenuto) -> DataTable:
        return with_never_for(PageContext(app, house.carla, "", language("it", ROME)), table)

    assert carried(house.app) == table
    rows = carried(under(house, "purposes: [quality]\nnever_for: [pay]").app).rows
    sentence = "Per accordo aziendale, valutazioni e cifre non si usano mai per: retribuzione."
    assert rows == [("Anna", 90.0), (sentence, None)]
