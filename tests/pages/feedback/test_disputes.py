"""What happens with an evaluation once it is read: acknowledged, commented, disputed, answered, decided."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from benvenuto.domain.dispute import DisputedCriterion
from benvenuto.domain.evaluation import Evaluation, Status
from benvenuto.domain.faults import Forbidden
from tests.house import House, criterion_at, drawn_twice, paths
from tests.pages.conftest import Open, as_sent, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

REFUSED = "Accesso non consentito."


def status(house: House, evaluation: Evaluation) -> Status:
    return house.app.scoring.read(house.bruno, evaluation.id).status


def confirm(page: AppTest, opening: str, words_key: str, said: str, confirming: str) -> None:
    """Open a dialog, write, confirm."""
    page.button(key=opening).click().run()
    if opening.startswith("dispute_"):
        page.radio(key=f"{opening}_kind").set_value("whole").run()
    page.text_area(key=words_key).set_value(said)
    page.button(key=confirming).click().run()


def test_an_agent_acknowledges_once(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    assert "non essere d'accordo" in words(page)
    page.button(key=f"acknowledge_{evaluation.id}").click().run()
    assert status(house, evaluation) is Status.ACKNOWLEDGED
    assert "Presa visione registrata" in words(page)
    assert f"acknowledge_{evaluation.id}" not in [button.key for button in page.button]
    assert house.audit().count("evaluation_acknowledged") == 1


def test_an_agent_comments_and_the_field_is_empty_again(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    page.text_area(key=f"words_{evaluation.id}_0").set_value("Grazie, ci provo.")
    page.button(key=f"send_words_{evaluation.id}_0").click().run()
    assert "Grazie, ci provo." in words(page)
    assert page.text_area(key=f"words_{evaluation.id}_1").value == ""
    assert "Grazie, ci provo." in words(open_page(house.bruno, "evaluation", id=str(evaluation.id)))


def test_a_comment_without_words_is_refused_and_nothing_is_kept(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    page.button(key=f"send_words_{evaluation.id}_0").click().run()
    assert "bv-notice" in words(page)
    assert not house.app.feedback.read(house.anna, evaluation.id).comments


def test_an_agent_disputes_with_a_reason(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    confirm(
        page,
        f"dispute_{evaluation.id}",
        f"dispute_words_{evaluation.id}",
        "L'indirizzo l'ho riletto.",
        f"dispute_{evaluation.id}_yes",
    )
    assert status(house, evaluation) is Status.DISPUTED
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    assert as_sent("L'indirizzo l'ho riletto.") in words(page)
    assert f"dispute_{evaluation.id}" not in [button.key for button in page.button]


def test_a_dispute_without_a_reason_is_refused_in_its_dialog(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    confirm(page, f"dispute_{evaluation.id}", f"dispute_words_{evaluation.id}", "  ", f"dispute_{evaluation.id}_yes")
    assert status(house, evaluation) is Status.PUBLISHED
    assert any("bv-notice" in node.proto.body for node in page.get("html"))


def test_a_step_taken_meanwhile_in_another_tab_is_told_in_the_readers_language(house: House, open_page: Open) -> None:
    evaluation = house.disputed(house.anna, house.bruno)
    page = open_page(house.bruno, "evaluation", id=str(evaluation.id))
    page.text_area(key=f"answer_{evaluation.id}_0").set_value("Troppo tardi.")
    send = page.button(key=f"send_answer_{evaluation.id}_0").click()
    # the decision falls while this page runs, after it has read how things stand
    steps = house.app.feedback
    house.decide(house.carla, evaluation.id, uphold=False, words="Deciso altrove.")
    send.run()
    assert "Troppo tardi." not in [comment.text for comment in steps.read(house.bruno, evaluation.id).comments]


def test_a_comment_sent_right_after_somebody_elses_arrives(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    page.text_area(key=f"words_{evaluation.id}_0").set_value("Ho una domanda.")
    house.app.feedback.comment(house.bruno, evaluation.id, "Brava.")
    page.button(key=f"send_words_{evaluation.id}_0").click().run()
    comments = house.app.feedback.read(house.anna, evaluation.id).comments
    assert [comment.text for comment in comments] == ["Brava.", "Ho una domanda."]


def test_a_supervisor_answers_a_dispute(house: House, open_page: Open) -> None:
    evaluation = house.disputed(house.anna, house.bruno)
    page = open_page(house.bruno, "evaluation", id=str(evaluation.id))
    page.text_area(key=f"answer_{evaluation.id}_0").set_value("Al minuto uno non si sente.")
    page.button(key=f"send_answer_{evaluation.id}_0").click().run()
    assert [comment.kind for comment in house.app.feedback.read(house.anna, evaluation.id).comments] == [
        "dispute",
        "answer",
    ]


def test_an_agent_disputes_one_criterion_with_its_reason_and_its_place(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna), level=1)
    page, path = open_page(house.anna, "evaluation", id=str(evaluation.id)), paths(evaluation)[0]
    key = f"dispute_{evaluation.id}"
    page.button(key=key).click().run()
    page.multiselect(key=f"{key}_criteria").select(path).run()
    page.text_area(key=f"dispute_why_{evaluation.id}_{path}").set_value("Lo dico subito.")
    page.text_input(key=f"dispute_at_{evaluation.id}_{path}").set_value("un minuto")
    page.button(key=f"{key}_yes").click().run()
    assert status(house, evaluation) is Status.PUBLISHED
    assert any("«un minuto»" in node.proto.body for node in page.get("html"))
    page.text_input(key=f"dispute_at_{evaluation.id}_{path}").set_value("1:23")
    page.button(key=f"{key}_yes").click().run()
    (criterion,) = house.app.feedback.read(house.anna, evaluation.id).dispute.criteria
    assert criterion == DisputedCriterion(path, "Lo dico subito.", 83.0)
    assert "Lo dico subito." in words(open_page(house.bruno, "evaluation", id=str(evaluation.id)))


def test_a_dispute_that_names_no_criterion_is_refused_in_its_dialog(house: House, open_page: Open) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    page = open_page(house.anna, "evaluation", id=str(evaluation.id))
    page.button(key=f"dispute_{evaluation.id}").click().run()
    page.button(key=f"dispute_{evaluation.id}_yes").click().run()
    assert status(house, evaluation) is Status.PUBLISHED
    assert any("Nessun criterio" in node.proto.body for node in page.get("html"))


def disputed(house: House) -> tuple[Evaluation, str]:
    """An evaluation with one criterion in dispute."""
    evaluation = house.published(house.bruno, house.call(house.anna), level=1)
    path = paths(evaluation)[0]
    criteria = [DisputedCriterion(path, "Lo dico subito.", 12.0)]
    house.app.feedback.dispute(house.anna, evaluation.id, criteria=criteria)
    return evaluation, path


def test_a_manager_listens_without_the_marks_then_changes_one_criterion(house: House, open_page: Open) -> None:
    evaluation, path = disputed(house)
    page = open_page(house.carla, "evaluation", id=str(evaluation.id))
    assert "Lo dico subito." not in words(page)
    assert "Sentito al telefono." not in words(page)
    best = criterion_at(evaluation, path).scale[0].id
    page.button(key=f"blind_{evaluation.id}_yes").click().run()
    assert "bv-notice" in words(page)  # nothing was said yet
    assert "Lo dico subito." not in words(page)
    page.radio(key=f"blind_{evaluation.id}_{path}").set_value(best)
    page.button(key=f"blind_{evaluation.id}_yes").click().run()
    assert "Lo dico subito." in words(page)
    page.radio(key=f"decide_{evaluation.id}_{path}").set_value(f"changed {best}")
    page.text_area(key=f"decide_why_{evaluation.id}_{path}").set_value("Si sente, al terzo secondo.")
    page.button(key=f"decide_{evaluation.id}_yes").click().run()
    assert status(house, evaluation) is Status.CHANGED
    for reader in (house.anna, house.bruno, house.carla):
        page = open_page(reader, "evaluation", id=str(evaluation.id))
        assert "Si sente, al terzo secondo." in words(page)
        assert "Deciso da Carla" in words(page)
        assert "Sentito prima di vedere il livello" in words(page)
        assert f"decide_{evaluation.id}_yes" not in [button.key for button in page.button]


def test_a_decision_that_leaves_a_criterion_out_is_refused_with_all_that_was_written(
    house: House, open_page: Open
) -> None:
    evaluation, path = disputed(house)
    house.app.feedback.listen(house.carla, evaluation.id, {})
    page = open_page(house.carla, "evaluation", id=str(evaluation.id))
    page.text_area(key=f"decide_why_{evaluation.id}_{path}").set_value("Ho riascoltato.")
    page.button(key=f"decide_{evaluation.id}_yes").click().run()
    assert status(house, evaluation) is Status.DISPUTED
    assert "bv-notice" in words(page)
    assert page.text_area(key=f"decide_why_{evaluation.id}_{path}").value == "Ho riascoltato."


@pytest.mark.parametrize(("kind", "outcome"), [("uphold", Status.UPHELD), ("strike", Status.OVERTURNED)])
def test_a_whole_evaluation_is_decided_with_one_reason(
    house: House, open_page: Open, kind: str, outcome: Status
) -> None:
    evaluation = house.disputed(house.anna, house.bruno)
    house.app.feedback.listen(house.carla, evaluation.id, {})
    page = open_page(house.carla, "evaluation", id=str(evaluation.id))
    page.radio(key=f"decide_{evaluation.id}_whole").set_value(kind).run()
    page.text_area(key=f"decide_words_{evaluation.id}").set_value("Ho riascoltato la chiamata.")
    page.button(key=f"decide_{evaluation.id}_yes").click().run()
    assert status(house, evaluation) is outcome
    assert "Ho riascoltato la chiamata." in words(open_page(house.anna, "evaluation", id=str(evaluation.id)))


def test_of_a_whole_evaluation_one_criterion_is_changed(house: House, open_page: Open) -> None:
    evaluation = house.disputed(house.anna, house.bruno)
    house.app.feedback.listen(house.carla, evaluation.id, {})
    page, path = open_page(house.carla, "evaluation", id=str(evaluation.id)), paths(evaluation)[0]
    page.radio(key=f"decide_{evaluation.id}_whole").set_value("some").run()
    page.multiselect(key=f"decide_{evaluation.id}_criteria").select(path).run()
    page.radio(key=f"decide_{evaluation.id}_{path}").set_value("struck")
    page.text_area(key=f"decide_why_{evaluation.id}_{path}").set_value("Qui non c'entra.")
    page.button(key=f"decide_{evaluation.id}_yes").click().run()
    assert status(house, evaluation) is Status.CHANGED


def test_nobody_is_offered_a_step_that_is_not_theirs(house: House, open_page: Open) -> None:
    evaluation = house.disputed(house.anna, house.bruno)
    offered = {
        name: {
            button.key
            for button in open_page(house.people[name], "evaluation", id=str(evaluation.id)).button
            if button.key
        }
        for name in ("Anna", "Bruno", "Carla")
    }
    assert offered["Anna"] == {f"send_words_{evaluation.id}_1"}
    correcting = {f"correct_{evaluation.id}_1_{what}" for what in ("ending", "summary")}
    assert offered["Bruno"] == {f"send_answer_{evaluation.id}_0", *correcting}
    assert offered["Carla"] == {f"blind_{evaluation.id}_yes"}


# disputes


def test_supervisor_and_manager_find_the_open_disputes_of_their_teams(house: House, open_page: Open) -> None:
    house.disputed(house.anna, house.bruno)
    house.clock.forward(days=6)
    for person in (house.bruno, house.carla):
        page = words(open_page(person, "disputes"))
        # who decides has yet to listen
        assert (as_sent("Non sono d'accordo.") in page) is (person is house.bruno)
        assert "aperta da 6 giorni" in page
        assert "risposta in ritardo dal 9 marzo" in page
    assert "Nessuna contestazione aperta" in words(open_page(house.beatrice, "disputes"))


def test_a_decided_dispute_leaves_the_list(house: House, open_page: Open) -> None:
    evaluation = house.disputed(house.anna, house.bruno)
    house.decide(house.carla, evaluation.id, uphold=True, words="Resta così.")
    assert "Nessuna contestazione aperta" in words(open_page(house.carla, "disputes"))


def test_an_agent_has_no_page_of_disputes(house: House, open_page: Open) -> None:
    assert REFUSED in words(open_page(house.anna, "disputes"))
    with pytest.raises(Forbidden):
        house.app.feedback.mine(house.bruno)


def test_whoever_has_to_listen_first_reads_so_at_every_address_of_the_call(house: House, open_page: Open) -> None:
    call_id = drawn_twice(house)
    first, second = house.published(house.bruno, call_id), house.published(house.elena, call_id)
    own = house.handed_in(house.anna, call_id)
    house.app.self_evaluations.share(house.anna, own.id, shared=True)
    house.clock.forward(hours=1)
    house.app.feedback.dispute(house.anna, first.id, "No.")
    for address, query in (
        ("evaluation", {"id": str(second.id)}),
        ("side-by-side", {"call": str(call_id)}),
        ("own-beside", {"evaluation": str(own.id)}),
    ):
        content = words(open_page(house.carla, address, **query))
        assert "Deve decidere una contestazione su questa chiamata" in content, address
        assert "Apra la valutazione contestata dalla pagina delle contestazioni" in content, address
        assert "Sentito al telefono." not in content, address
