"""A published criterion corrected by its evaluator, and how everybody reads what changed."""

from __future__ import annotations

import pytest

from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.rubric import Ending
from tests.house import House, criterion_at, paths
from tests.pages.conftest import Open, words

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def published(house: House) -> Evaluation:
    return house.published(house.bruno, house.call(house.anna), level=1)


def test_the_evaluator_corrects_a_criterion_and_everybody_reads_before_and_after(
    house: House, open_page: Open, published: Evaluation
) -> None:
    path = paths(published)[0]
    scale = criterion_at(published, path).scale
    page, key = open_page(house.bruno, "evaluation", id=str(published.id)), f"correct_{published.id}_1_{path}"
    page.button(key=key).click().run()
    page.radio(key=f"{key}_level").set_value(scale[0].id).run()
    page.text_area(key=f"{key}_note").set_value("Sentito meglio in cuffia.")
    page.text_area(key=f"{key}_moments").set_value("0:07 il nome")
    page.text_area(key=f"correct_{published.id}_1_{path}_why").set_value("Avevo perso le prime parole.")
    page.button(key=f"{key}_yes").click().run()
    corrected = house.app.scoring.read(house.bruno, published.id).answers[path]
    assert (corrected.choice, corrected.note) == (scale[0].id, "Sentito meglio in cuffia.")
    assert [(moment.at_s, moment.note) for moment in corrected.moments] == [(7.0, "il nome")]
    for reader in (house.anna, house.bruno, house.carla):
        page = open_page(reader, "evaluation", id=str(published.id))
        read = words(page)
        for part in ("Avevo perso le prime parole.", "Sentito al telefono.", "Sentito meglio in cuffia.", "corretta"):
            assert part in read
        assert scale[1].label.in_language("it") in read
    assert "corretta" in words(open_page(house.anna, "feedback"))


def test_what_a_correction_lets_apply_is_marked_in_the_same_dialog(house: House, open_page: Open) -> None:
    published = house.published(house.bruno, house.call(house.anna, reason="complaint"), level=1)
    card = published.scorecard
    opening = next(criterion.applies_when for _, criterion in card.criteria() if criterion.applies_when.criterion)
    page = open_page(house.bruno, "evaluation", id=str(published.id))
    key = f"correct_{published.id}_1_{opening.criterion}"
    page.button(key=key).click().run()
    before = {radio.key for radio in page.radio}
    closed = [level.id for level in criterion_at(published, opening.criterion).scale if level.id not in opening.levels]
    standing = published.answers[opening.criterion].choice
    wanted = closed[0] if standing in opening.levels else opening.levels[0]
    page.radio(key=f"{key}_level").set_value(wanted).run()
    opened = {radio.key for radio in page.radio} - before
    assert bool(opened) is (standing not in opening.levels)


def test_a_line_that_is_no_moment_is_named_and_nothing_is_corrected(
    house: House, open_page: Open, published: Evaluation
) -> None:
    path = paths(published)[0]
    page, key = open_page(house.bruno, "evaluation", id=str(published.id)), f"correct_{published.id}_1_{path}"
    page.button(key=key).click().run()
    page.text_area(key=f"{key}_moments").set_value("0:07 il nome\nal minuto uno")
    page.text_area(key=f"correct_{published.id}_1_{path}_why").set_value("Mancava.")
    page.button(key=f"{key}_yes").click().run()
    assert any("«al minuto uno»" in node.proto.body for node in page.get("html"))
    assert house.app.scoring.read(house.bruno, published.id) == published


def test_the_words_for_the_agent_are_corrected_with_a_reason(
    house: House, open_page: Open, published: Evaluation
) -> None:
    page, key = open_page(house.bruno, "evaluation", id=str(published.id)), f"correct_{published.id}_1_summary"
    page.button(key=key).click().run()
    page.text_area(key=f"{key}_words").set_value("Una bella chiamata.")
    page.button(key=f"{key}_yes").click().run()
    assert house.app.scoring.read(house.bruno, published.id).summary == ""  # without a reason
    page.text_area(key=f"correct_{published.id}_1_summary_why").set_value("Le avevo dimenticate.")
    page.button(key=f"{key}_yes").click().run()
    assert house.app.scoring.read(house.bruno, published.id).summary == "Una bella chiamata."


def test_how_the_call_ended_is_corrected_and_what_applies_then_is_marked_in_the_same_dialog(
    house: House, open_page: Open
) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    draft = house.app.scoring.end_early(house.bruno, draft.id, Ending.DROPPED)
    published = house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft).id)
    page, key = open_page(house.bruno, "evaluation", id=str(published.id)), f"correct_{published.id}_1_ending"
    page.button(key=key).click().run()
    page.selectbox(key=f"{key}_ending").set_value("").run()
    opened = [radio for radio in page.radio if str(radio.key).startswith(key)]
    assert f"{key}_greeting/farewell_level" in {radio.key for radio in opened}
    page.text_area(key=f"correct_{published.id}_1_ending_why").set_value("Avevo sentito male.")
    page.button(key=f"{key}_yes").click().run()
    assert house.app.scoring.read(house.bruno, published.id) == published  # while some lack a mark
    while waiting := [r for r in page.radio if str(r.key).startswith(key) and r.value is None]:
        path = str(waiting[0].key).removeprefix(f"{key}_").removesuffix("_level")
        waiting[0].set_value(criterion_at(published, path).scale[0].id).run()
    page.button(key=f"{key}_yes").click().run()
    assert house.app.scoring.read(house.bruno, published.id).facts.ending is None
    for reader in (house.anna, house.bruno, house.carla):
        read = words(open_page(reader, "evaluation", id=str(published.id)))
        for part in ("Avevo sentito male.", "è caduta la linea", "no, è arrivata alla fine", "corretta"):
            assert part in read


def test_nobody_but_the_evaluator_is_offered_a_correction(house: House, open_page: Open, published: Evaluation) -> None:
    for reader in (house.anna, house.elena, house.carla):
        page = open_page(reader, "evaluation", id=str(published.id))
        assert not [button.key for button in page.button if str(button.key).startswith("correct_")]
