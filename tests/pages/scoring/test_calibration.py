"""Calibration sessions as whoever leads them and whoever scores in them see them; without a browser."""

from __future__ import annotations

from html import unescape

import pytest

from benvenuto.domain.calibration import CalibrationStatus, NewProposal, SessionChange
from benvenuto.domain.edits import AddMoment, Edit, SetNote
from benvenuto.domain.text import Text
from tests.calibrated import FRIDAY, called, handed_in, with_words
from tests.house import House, criterion_at, paths
from tests.pages.conftest import Open, words
from tests.services.scoring.test_where_features_meet import supervising_nord

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def call_id(house: House) -> int:
    """Anna's call."""
    return with_words(house, house.anna)


@pytest.fixture
def session_id(house: House, call_id: int) -> int:
    """Carla's session about it."""
    return called(house, call_id)


def test_an_empty_list_says_how_to_begin(house: House, open_page: Open) -> None:
    assert "Ancora nessuna sessione di calibrazione" in words(open_page(house.carla, "calibration"))
    assert "Non c'è ancora nulla da scegliere" in words(open_page(house.carla, "calibration", new="1"))


def test_a_session_is_called_with_calls_chosen_by_hand_or_drawn(house: House, open_page: Open, call_id: int) -> None:
    page = open_page(house.carla, "calibration", new="1")
    page.radio(key="calibration_way").set_value("by_hand").run()
    page.text_input(key="calibration_title").set_value("Saluti")
    page.multiselect(key="calibration_calls_by_hand").set_value([call_id])
    page.button(key="calibration_call").click().run()
    assert not page.exception
    (seen,) = house.app.calibrations.sessions(house.carla)
    assert ([each.call.id for each in seen.session.calls], seen.session.title) == ([call_id], "Saluti")
    assert page.query_params["session"] == str(seen.session.id)
    assert "0 di 1 consegnate" in words(page)
    house.app.calibrations.cancel(house.carla, seen.session.id)
    page = open_page(house.carla, "calibration", new="1")
    page.text_input(key="calibration_title").set_value("Sorte")
    page.number_input(key="calibration_drawn").set_value(1)
    page.button(key="calibration_call").click().run()
    assert [each.session.title for each in house.app.calibrations.sessions(house.carla)] == ["Sorte", "Saluti"]


def test_a_form_that_lacks_something_says_what_and_keeps_what_was_chosen(
    house: House, open_page: Open, call_id: int
) -> None:
    page = open_page(house.carla, "calibration", new="1")
    page.radio(key="calibration_way").set_value("by_hand").run()
    page.button(key="calibration_call").click().run()
    assert "La sessione non ha ancora un nome." in words(page)
    page.text_input(key="calibration_title").set_value("Saluti")
    page.button(key="calibration_call").click().run()
    assert "Una sessione di calibrazione vuole almeno una chiamata." in words(page)
    assert page.text_input(key="calibration_title").value == "Saluti"
    page.radio(key="calibration_way").set_value("argued").run()
    assert "Negli ultimi 90 giorni nessuna chiamata è stata contestata" in words(page)
    assert house.app.calibrations.sessions(house.carla) == []


def test_who_is_invited_finds_the_way_and_scores_without_the_name(
    house: House, open_page: Open, call_id: int, session_id: int
) -> None:
    assert house.app.notices.unread(house.bruno) == 1
    page = open_page(house.bruno, "calibration", session=str(session_id))
    assert house.app.notices.unread(house.bruno) == 0
    assert "Anna" not in words(page)
    page = open_page(house.bruno, "evaluate", call=str(call_id))
    assert not page.exception
    assert "sessione di calibrazione: si valuta senza il nome" in words(page)
    assert "Anna" not in words(page)
    house.draft(house.bruno, call_id)
    page = open_page(house.bruno, "evaluate", call=str(call_id))
    page.button(key=f"publish_{call_id}").click().run()
    assert not page.exception
    assert "In corso" in words(page)
    assert "Anna" not in words(page)  # nor in the line that offers to take it back
    mine = house.app.scoring.just_published(house.bruno)
    assert mine is not None
    own = open_page(house.bruno, "evaluation", id=str(mine.evaluation.id))
    assert not own.exception
    assert "Anna" not in words(own)
    page = open_page(house.bruno, "calibration", session=str(session_id))
    assert "Ha consegnato tutto." in words(page)
    assert "1 di 1 consegnate" in words(page)


def test_a_draft_that_the_session_went_on_without_is_refused_in_words(
    house: House, open_page: Open, call_id: int, session_id: int
) -> None:
    house.published(house.elena, call_id)
    house.draft(house.bruno, call_id)
    page = open_page(house.carla, "calibration", session=str(session_id))
    page.button(key=f"close_{session_id}").click().run()
    page.button(key=f"close_{session_id}_yes").click().run()
    assert house.app.calibrations.session(house.carla, session_id).session.status is CalibrationStatus.COMPARING
    page = open_page(house.bruno, "evaluate", call=str(call_id))
    page.button(key=f"publish_{call_id}").click().run()
    assert "La sessione di calibrazione è andata avanti senza questa valutazione" in words(page)


def test_where_they_differ_comes_first_level_by_level_with_what_each_wrote(
    house: House, open_page: Open, call_id: int, session_id: int
) -> None:
    draft = house.draft(house.bruno, call_id)
    path = paths(draft)[0]
    edits = [Edit(1, path, SetNote("<i>Qui sì.</i>")), Edit(2, path, AddMoment("m", 3.0, "qui"))]
    house.app.scoring.edit(house.bruno, draft.id, "w1", edits)
    house.app.scoring.publish(house.bruno, draft.id)
    other = house.draft(house.elena, call_id, lowest=path)
    house.app.scoring.publish(house.elena, other.id)
    page = open_page(house.elena, "calibration", session=str(session_id))
    assert not page.exception
    text = words(page)
    assert "&lt;i&gt;Qui sì.&lt;/i&gt;" in text
    assert "Bruno: qui" in text
    assert text.index(criterion_at(draft, path).title.in_language("it")) < text.index("segnati")
    assert "Anna" not in text


def test_the_group_records_a_consensus_and_a_proposal_and_ends(
    house: House, open_page: Open, call_id: int, session_id: int
) -> None:
    first, _ = handed_in(house, call_id)
    path = paths(first)[0]
    best = criterion_at(first, path).scale[0]
    page = open_page(house.bruno, "calibration", session=str(session_id))
    key = f"consensus_{session_id}_{call_id}_{path}"
    page.button(key=key).click().run()
    page.button(key=f"{key}_yes").click().run()
    assert any("Scelga il livello su cui siete d'accordo." in unescape(node.proto.body) for node in page.get("html"))
    page.selectbox(key=f"{key}_level").set_value(best.id)
    page.text_area(key=f"{key}_words").set_value("Il nome si sente <b>dopo</b>.")
    page.button(key=f"{key}_yes").click().run()
    assert not page.exception
    assert "Il nome si sente &lt;b&gt;dopo&lt;/b&gt;." in words(page)
    key = f"propose_{session_id}_{call_id}_{path}"
    page.button(key=key).click().run()
    page.selectbox(key=f"{key}_level").set_value(best.id)
    page.text_area(key=f"{key}_it").set_value("Dice il nome, anche dopo.")
    page.text_area(key=f"{key}_why").set_value("Lo leggevamo in due modi.")
    page.button(key=f"{key}_yes").click().run()
    assert not page.exception
    assert "Dice il nome, anche dopo." in words(page)
    page = open_page(house.carla, "calibration", session=str(session_id))
    page.button(key=f"end_{session_id}").click().run()
    page.button(key=f"end_{session_id}_yes").click().run()
    assert "Conclusa." in words(page)
    assert "Anna" in words(page)
    assert "Il nome si sente" in words(open_page(house.bruno, "calibration", session=str(session_id)))


def test_what_was_agreed_is_read_beside_the_criterion_in_the_rubric_and_in_evaluations(
    house: House, open_page: Open, call_id: int, session_id: int
) -> None:
    first, _ = handed_in(house, call_id)
    path = paths(first)[0]
    level = criterion_at(first, path).scale[0].id
    house.app.consensus.write(house.bruno, session_id, call_id, path, level, "Il nome si sente dopo.")
    house.app.calibrations.end(house.carla, session_id)
    later = house.published(house.bruno, house.call(house.anna))
    assert "Come concordato il 4 marzo 2026" in words(open_page(house.anna, "evaluation", id=str(later.id)))
    rubric = open_page(house.dario, "rubrics", rubric=path.partition("/")[0])
    assert "Il nome si sente dopo." in words(rubric)


def test_dario_takes_a_proposal_into_the_file_and_settles_it(
    house: House, open_page: Open, call_id: int, session_id: int
) -> None:
    first, _ = handed_in(house, call_id)
    path = paths(first)[0]
    new = NewProposal(path, criterion_at(first, path).scale[0].id, Text({"it": "Dice il nome."}), "Chiarisce.")
    house.app.consensus.propose(house.bruno, session_id, call_id, new)
    page = open_page(house.dario, "rubrics")
    assert "Dice il nome." in words(page)
    page.button(key="proposal_done_1").click().run()
    assert not page.exception
    assert "Nessuna proposta aperta." in words(page)
    assert "accolta nella rubrica (Dario, " in words(open_page(house.bruno, "calibration", session=str(session_id)))


@pytest.mark.parametrize("wanted", ["999999", "1e3", "-1", "9" * 40])
def test_an_address_that_names_no_session_is_refused_in_words(house: House, open_page: Open, wanted: str) -> None:
    assert "Accesso non consentito." in words(open_page(house.carla, "calibration", session=wanted))


def test_who_leads_a_planned_session_changes_its_calls_and_evaluators(
    house: House, open_page: Open, call_id: int, session_id: int
) -> None:
    other = with_words(house, house.anna)
    page = open_page(house.carla, "calibration", session=str(session_id))
    calls, people = page.multiselect[0], page.multiselect[1]
    assert (calls.value, people.value) == ([call_id], [house.bruno.id, house.elena.id])
    calls.set_value([other])
    page.button(key=f"calibration_move_{session_id}").click().run()
    assert "Fatto. Gli invitati ne ricevono notizia." in words(page)
    assert page.multiselect[0].value == [other]
    page.multiselect[1].set_value([house.bruno.id])
    page.button(key=f"calibration_move_{session_id}").click().run()
    assert "la valuterebbero meno di due delle persone invitate" in words(page)
    assert {*house.app.calibrations.session(house.carla, session_id).session.evaluators} == {
        house.bruno.id,
        house.elena.id,
    }


def test_once_somebody_has_begun_the_form_says_what_stays_and_offers_the_day(
    house: House, open_page: Open, call_id: int, session_id: int
) -> None:
    house.app.scoring.begin(house.bruno, call_id)
    page = open_page(house.carla, "calibration", session=str(session_id))
    assert "chiamate e valutatori restano quelli" in words(page)
    assert len(page.multiselect) == 0
    assert page.button(key=f"calibration_move_{session_id}").label == "Cambia il giorno"


def test_who_is_no_longer_invited_finds_it_among_what_happened_and_reads_so_there(
    house: House, open_page: Open, call_id: int, session_id: int
) -> None:
    beatrice = supervising_nord(house, house.beatrice)
    invited = SessionChange(FRIDAY, [call_id], [house.bruno.id, beatrice.id])
    house.app.calibrations.change(house.carla, session_id, invited)
    page = open_page(house.elena, "calibration", left=str(session_id))
    assert not page.exception
    assert "Non è più fra gli invitati di quella sessione" in words(page)
    assert house.app.notices.unread(house.elena) == 0
    assert "invitati: Beatrice, non più invitati: Elena" in "".join(
        str(node.proto.body) for node in open_page(house.dario, "audit").get("html")
    )


def test_nothing_on_the_pages_of_who_scored_it_names_the_agent_before_the_session_is_over(
    house: House, open_page: Open, call_id: int, session_id: int
) -> None:
    first, _ = handed_in(house, call_id)
    house.clock.forward(hours=1)
    for address, query in (
        ("evaluation", {"id": str(first.id)}),
        ("scored", {}),
        ("trend", {"split": "agent"}),
        ("calibration", {"session": str(session_id)}),
        ("evaluate", {"call": str(call_id)}),
        ("inbox", {}),
        ("for-you", {}),
        ("disputes", {}),
    ):
        page = open_page(house.bruno, address, **query)
        assert not page.exception
        sent = "".join(text for text in (words(page), *(str(node.proto) for node in page.get("bidi_component"))))
        assert "Anna " not in sent, address
        assert "Anna<" not in sent, address
