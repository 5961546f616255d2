"""Every deed survives a run that another request overtakes, wherever in the run that is, and is told afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from benvenuto.domain.edits import Edit, SetSummary
from benvenuto.domain.evaluation import Status
from tests.house import PASSWORD, House
from tests.pages.conftest import Open, as_sent, words
from tests.pages.feedback.test_feedback import component, recorded, remarked
from tests.pages.overtaking import at_look, overtaken

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

NEW = "tre case aperte"
TOLD = 'class="bv-told"'
LOG = b"Id chiamata;Data e ora;Operatore\nA-1;03/03/2026 09:15;anna\nA-2;03/03/2026 09:25;anna\n"


def click(page: AppTest, key: str) -> Button:
    """Press the button whose key begins so."""
    found = [one for one in page.button if str(one.key).startswith(key)]
    assert found, f"no button {key} among {[one.key for one in page.button]}"
    return found[0].click()


def evaluation_of(house: House, open_page: Open) -> AppTest:
    """Anna before an evaluation, number 1 of the house."""
    evaluation, reader = house.published(house.bruno, house.call(house.anna)), house.anna
    # read before: what it is opened for the first time is noted, and the page is drawn once more
    house.app.responses.note_read(reader, evaluation.id)
    house.app.notices.opened(reader, evaluation_id=evaluation.id)
    return open_page(reader, "evaluation", id=str(evaluation.id))


def disputing(house: House, open_page: Open) -> AppTest:
    page = dialog("dispute")(evaluation_of(house, open_page))
    page.radio(key="dispute_1_kind").set_value("whole").run()
    page.text_area(key="dispute_words_1").set_value("L'indirizzo l'ho riletto.")
    return page


def deciding(house: House, open_page: Open) -> AppTest:
    evaluation = house.disputed(house.anna, house.bruno)
    house.app.feedback.listen(house.carla, evaluation.id, {})
    house.app.notices.opened(house.carla, evaluation_id=evaluation.id)
    page = open_page(house.carla, "evaluation", id=str(evaluation.id))
    page.text_area[-1].set_value("Riascoltata.")
    return page


def status(house: House) -> Status:
    return house.app.scoring.read(house.bruno, 1).status


@dataclass(frozen=True)
class Deed:
    """`prepare` leads to the page and fills it in; then `key` is pressed, and `done` looks what became of it."""

    name: str
    prepare: Callable[[House, Open], AppTest]
    key: str
    done: Callable[[House, AppTest], bool]


def dialog(opening: str, said: str = "") -> Callable[[AppTest], AppTest]:
    """Open a dialog and write into it."""

    def opened(page: AppTest) -> AppTest:
        click(page, opening).run()
        if said:
            page.text_area[-1].set_value(said)
        return page

    return opened


def publishing(house: House, open_page: Open) -> AppTest:
    draft = house.draft(house.bruno, house.call(house.anna))
    return open_page(house.bruno, "evaluate", call=str(draft.call_id))


def having_published(house: House, open_page: Open) -> AppTest:
    house.published(house.bruno, house.call(house.anna))
    return open_page(house.bruno, "inbox")


def having_come_late(house: House, open_page: Open) -> AppTest:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    for client, summary in (("desk", "Bene."), ("train", "Male.")):
        house.app.scoring.edit(house.bruno, draft.id, client, [Edit(1, "", SetSummary(summary), seen=0)])
    return open_page(house.bruno, "evaluate", call=str(draft.call_id))


def drafts(house: House) -> list[Status]:
    with house.app.database.read() as tx:
        return [one.status for one in (tx.evaluations.get(1),) if one]


def commenting(house: House, open_page: Open) -> AppTest:
    page = evaluation_of(house, open_page)
    page.text_area[-1].set_value("Grazie.")
    return page


def comments(house: House) -> list[str]:
    return [one.text for one in house.app.feedback.read(house.bruno, 1).comments]


def changing_password(house: House, open_page: Open) -> AppTest:
    page = open_page(house.anna, "account")
    for field, value in zip(page.text_input, (PASSWORD, NEW, NEW), strict=True):
        field.set_value(value)
    return page


def adding(house: House, open_page: Open) -> AppTest:
    page = open_page(house.dario, "people", person="new")
    page.text_input(key="new_name").set_value("Gino Rossi")
    page.text_input(key="new_username").set_value("gino.rossi")
    page.button_group(key="new_agent").set_value([house.nord])
    return page


def comes_in(house: House, page: AppTest) -> bool:
    """Whether the one-time password on the screen opens the account."""
    username, password = page.code[0].value.splitlines()
    return bool(house.app.sign_in.sign_in(username, password, "127.0.0.1"))


def person(house: House, open_page: Open) -> AppTest:
    return open_page(house.dario, "people", person=str(house.anna.id))


def naming(house: House, open_page: Open) -> AppTest:
    page = person(house, open_page)
    page.text_input(key=f"name_{house.anna.id}").set_value("Anna Maria")
    return page


def new_team(house: House, open_page: Open) -> AppTest:
    page = open_page(house.dario, "people")
    page.text_input(key="team_name_2_new").set_value("Est")
    return page


def renaming(house: House, open_page: Open) -> AppTest:
    page = open_page(house.dario, "people")
    page.text_input(key=f"team_name_{house.nord}").set_value("Nord Ovest")
    return page


def teams(house: House) -> set[str]:
    return {team.name for team in house.app.people.teams(house.dario)}


def is_active(house: House) -> bool:
    return next(one.active for one in house.app.people.everyone(house.dario) if one.id == house.anna.id)


def listing(house: House, open_page: Open) -> AppTest:
    page = open_page(house.dario, "people", person="list")
    page.file_uploader(key="people_list").upload("people.csv", b"name,username,role,team\nGino,gino,agent,Est\n")
    return page.run()


def usernames(house: House) -> set[str]:
    return {person.username for person in house.app.people.everyone(house.dario)}


def proposing(house: House, open_page: Open) -> AppTest:
    house.call(house.anna)
    return open_page(house.bruno, "inbox")


def importing(house: House, open_page: Open) -> AppTest:
    page = open_page(house.dario, "call-logs")
    page.file_uploader(key="call_log").upload("log.csv", LOG)
    return page.run()


def importing_texts(house: House, open_page: Open) -> AppTest:
    house.call(house.anna, external_id="A-1")
    page = open_page(house.dario, "recordings-import")
    page.file_uploader(key="recordings").upload("A-1.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nAgent: Buongiorno.\n")
    return page.run()


def exercising(house: House, open_page: Open) -> AppTest:
    one = next(
        each for each in house.app.practice.exercises(house.anna, "it") if type(each.exercise.task).__name__ == "Choose"
    )
    page = open_page(house.anna, "practice", exercise=one.exercise.path)
    page.radio[0].set_value(0)
    return page


def asking_for_practice(house: House, open_page: Open) -> AppTest:
    page = open_page(house.bruno, "practice")
    page.selectbox(key="pr_agent").select_index(0)
    page.selectbox(key="pr_criterion").select_index(0)
    return page


def many_lines(house: House, open_page: Open) -> AppTest:
    for _ in range(60):
        house.app.sign_in.sign_in("anna", PASSWORD, "127.0.0.1")
    return open_page(house.dario, "audit")


def with_a_moment(house: House, open_page: Open) -> AppTest:
    call_id = house.call(house.anna)
    recorded(house, call_id)
    evaluation, _ = remarked(house, call_id, "Qui", at_s=12.5)
    return open_page(house.anna, "evaluation", id=str(evaluation.id))


DEEDS = [
    Deed(
        "acknowledge",
        evaluation_of,
        "acknowledge",
        lambda house, page: (
            status(house) is Status.ACKNOWLEDGED
            and house.audit().count("evaluation_acknowledged") == 1
            and "Presa visione registrata" in words(page)
        ),
    ),
    Deed(
        "comment",
        commenting,
        "send_words",
        lambda house, page: comments(house) == ["Grazie."] and "Il suo commento" in words(page),
    ),
    Deed(
        "open a dialog",
        evaluation_of,
        "dispute",
        lambda _, page: any(one.key == "dispute_1_kind" for one in page.radio),
    ),
    Deed(
        "dispute",
        disputing,
        "dispute_1_yes",
        lambda house, page: status(house) is Status.DISPUTED and comments(house) == ["L'indirizzo l'ho riletto."],
    ),
    Deed(
        "ha deciso",
        deciding,
        "decide_1_yes",
        lambda house, page: status(house) is Status.UPHELD and TOLD in words(page),
    ),
    Deed("publish", publishing, "publish", lambda house, page: drafts(house) == [Status.PUBLISHED]),
    Deed(
        "use what came late",
        having_come_late,
        "use_overtaken",
        lambda house, page: house.app.scoring.read(house.bruno, 1).summary == "Male.",
    ),
    Deed("take back", having_published, "take_back", lambda house, page: drafts(house) == [Status.DRAFT]),
    Deed(
        "discard after a second yes",
        lambda house, open_page: dialog("discard")(publishing(house, open_page)),
        "discard_1_yes",
        lambda house, page: drafts(house) == [],
    ),
    Deed(
        "change the password",
        changing_password,
        "change_password",
        lambda house, page: (
            bool(house.app.sign_in.sign_in("anna", "tre case aperte", "127.0.0.1")) and TOLD in words(page)
        ),
    ),
    Deed("add a person", adding, "add_now", comes_in),
    Deed(
        "add people from a list",
        listing,
        "add_list_",
        lambda house, page: "gino" in usernames(house) and bool(page.get("download_button")),
    ),
    Deed(
        "start the plans",
        proposing,
        "propose_plan",
        lambda house, page: [plan.per_agent_per_week for _, plan in house.app.sampling.plans(house.bruno)] == [2],
    ),
    Deed(
        "open the form for a person",
        lambda house, open_page: open_page(house.dario, "people"),
        "add_person",
        lambda house, page: any(one.key == "new_name" for one in page.text_input),
    ),
    Deed(
        "make a one-time password",
        lambda house, open_page: dialog("new_password")(person(house, open_page)),
        "new_password_1_yes",
        comes_in,
    ),
    Deed(
        "close an account",
        lambda house, open_page: dialog("close")(person(house, open_page)),
        "close_1_yes",
        lambda house, page: not is_active(house) and TOLD in words(page),
    ),
    Deed(
        "rename somebody",
        naming,
        "save_name",
        lambda house, page: "Anna Maria" in words(page) and TOLD in words(page),
    ),
    Deed("add a team", new_team, "add_team_now", lambda house, page: "Est" in teams(house) and TOLD in words(page)),
    Deed(
        "rename a team",
        renaming,
        "rename_now",
        lambda house, page: "Nord Ovest" in teams(house) and TOLD in words(page),
    ),
    Deed(
        "read the rubrics again",
        lambda house, open_page: open_page(house.dario, "rubrics"),
        "reload",
        lambda house, page: TOLD in words(page),
    ),
    Deed(
        "import calls",
        importing,
        "import_calls",
        lambda house, page: 'Aggiunte</span><span class="bv-value">2' in words(page),
    ),
    Deed(
        "import transcripts",
        importing_texts,
        "import_recordings",
        lambda house, page: "A-1.vtt" in words(page) and "archiviat" in words(page),
    ),
    Deed("check an exercise", exercising, "pr_check", lambda house, page: "bv-outcome" in words(page)),
    Deed(
        "ask for practice",
        asking_for_practice,
        "pr_ask_now",
        lambda house, page: sum(len(one.assigned) for one in house.app.practice.team(house.bruno)) == 1,
    ),
    Deed(
        "sign a step",
        lambda house, open_page: open_page(house.anna, "learning-path"),
        "lp_do_read",
        lambda house, page: house.audit().count("step_signed") == 1 and "Firmato da Anna" in words(page),
    ),
    Deed("turn a page", many_lines, "page_on", lambda house, page: page.query_params["page"] in ("2", ["2"])),
    Deed("play a moment", with_a_moment, "moment", lambda house, page: component(page, "player")["seek"] is not None),
]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name.replace(" ", "_"))
@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.8])
def test_a_deed_survives_a_run_that_is_overtaken(house: House, open_page: Open, deed: Deed, share: float) -> None:
    with overtaken() as looks:
        page = deed.prepare(house, open_page)
    at = int(share * looks.taken)
    with overtaken(at) as looks:
        click(page, deed.key).run()
    assert looks.taken > at
    assert not page.exception
    assert deed.done(house, page)


def test_a_comment_is_sent_once_wherever_its_run_is_overtaken(house: House, open_page: Open) -> None:
    page = evaluation_of(house, open_page)
    for at in count():
        page.text_area[-1].set_value(f"Commento {at}")
        with overtaken(at) as looks:
            click(page, "send_words").run()
        assert comments(house) == [f"Commento {one}" for one in range(at + 1)]
        assert as_sent("Il suo commento") in words(page)
        if looks.taken <= at:
            break


def test_an_import_goes_on_wherever_it_is_overtaken_and_tells_what_it_brought(house: House, open_page: Open) -> None:
    page = importing(house, open_page)
    for at in count(step=3):
        log = LOG.replace(b"A-", f"B-{at}-".encode())
        page.file_uploader(key="call_log").upload("log.csv", log)
        page.run()
        with overtaken(at) as looks:
            click(page, "import_calls").run()
        assert 'Aggiunte</span><span class="bv-value">2' in words(page)
        if looks.taken <= at:
            break


@pytest.mark.parametrize("opening", ["dispute", "send_words"])
def test_a_refusal_is_told_until_the_next_press(house: House, open_page: Open, opening: str) -> None:
    page = evaluation_of(house, open_page)
    click(page, opening).run()
    if opening == "dispute":
        click(page, "dispute_1_yes").run()
    assert "bv-notice" in words(page) or any("bv-notice" in one.proto.body for one in page.get("html"))
    page.run()
    assert "bv-notice" in words(page) or any("bv-notice" in one.proto.body for one in page.get("html"))
    click(page, "acknowledge").run()
    assert "bv-notice" not in words(page)


def test_who_was_faster_is_told_on_the_page_as_it_stands_now(house: House, open_page: Open) -> None:
    page = evaluation_of(house, open_page)
    with overtaken() as looks:
        page.run()
    elsewhere = house.app.feedback
    with at_look(looks.taken // 2, lambda _: elsewhere.dispute(house.anna, 1, "Dal telefono.")):
        click(page, "acknowledge").run()
    assert status(house) is Status.DISPUTED
    assert "bv-notice" in words(page)
    assert not [one for one in page.button if str(one.key).startswith("acknowledge")]
