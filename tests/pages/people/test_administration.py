"""What only the administrator reaches; the rubrics in force, and the audit log."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from benvenuto.config import HOME
from benvenuto.domain.evaluation import Status
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Membership, Role
from benvenuto.domain.sampling import SkipReason
from benvenuto.formats.spreadsheet import csv_file
from benvenuto.languages import language
from benvenuto.services.people.sign_in import WrongPassword
from benvenuto.ui.calls import call_logs, recordings
from benvenuto.ui.context import PageContext
from benvenuto.ui.people import audit, people
from benvenuto.ui.people.audit_words import ACTIONS
from benvenuto.ui.scoring import rubrics
from benvenuto.ui.screens import screens
from tests.house import House
from tests.pages.conftest import Open, words

ADDRESSES = ("people", "first-steps", "call-logs", "imports", "recordings-import", "rubrics", "audit")

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def button(page: AppTest, key: str) -> AppTest:
    """Press the button with this key."""
    return page.button(key=key).click().run()


@pytest.mark.parametrize("name", ["anna", "bruno", "carla", "elena", "fulvio"])
@pytest.mark.parametrize("wanted", ADDRESSES)
def test_others_do_not_get_there_by_the_address(house: House, open_page: Open, name: str, wanted: str) -> None:
    page = open_page(getattr(house, name), wanted)
    titles = {now_says(house, screen.title) for screen in screens() if screen.address in ADDRESSES}
    assert not any(f"<h1>{title}" in words(page) for title in titles)


@pytest.mark.parametrize("name", ["anna", "bruno", "carla", "elena", "fulvio"])
@pytest.mark.parametrize("page", [people, call_logs, recordings, rubrics, audit])
def test_a_page_that_is_reached_all_the_same_refuses(house: House, name: str, page: ModuleType) -> None:
    with pytest.raises(Forbidden):
        page.show(PageContext(house.app, getattr(house, name), "", language("it", house.app.settings.timezone)))


def now_says(house: House, message: str) -> str:
    return language("it", house.app.settings.timezone).text(message)


def test_rubrics_in_force_read_in_both_languages(house: House, open_page: Open) -> None:
    page = open_page(house.dario, "rubrics")
    page.selectbox(key="rubrics_rubric").set_value("greeting").run()
    said = words(page)
    for text in ("Accoglienza e congedo", "Le prime parole", "The first words", "versione 1", "%"):
        assert text in said
    assert len(page.get("download_button")) == 12


@pytest.fixture
def own_rubrics(house: House, tmp_path: Path) -> Path:
    """A copy of the rubrics, which the house uses from now on."""
    folder = Path(shutil.copytree(house.app.scorecards.folder, tmp_path / "rubrics"))
    scorecards = replace(house.app.scorecards, folder=folder)
    uploads = replace(house.app.rubric_uploads, scorecards=scorecards)
    house.app = replace(house.app, scorecards=scorecards, rubric_uploads=uploads)
    return folder


def uploaded(house: House, open_page: Open, name: str, text: str) -> AppTest:
    """The rubrics page, with a file in its field."""
    page = open_page(house.dario, "rubrics")
    page.file_uploader(key="rubric_0").upload(name, text.encode())
    return page.run()


def test_an_uploaded_rubric_says_what_changes_and_is_in_force_after_one_press(
    house: House, open_page: Open, own_rubrics: Path
) -> None:
    text = (own_rubrics / "greeting.yaml").read_text("utf-8").replace("version: 5", "version: 6", 1)
    page = uploaded(house, open_page, "mia.yaml", text.replace("weight: 2", "weight: 4", 1))
    content = words(page)
    assert "Accoglienza e congedo: dalla versione 5 alla 6" in content
    assert "peso da 2 a 4" in content
    assert "La usano 3 schede." in content
    assert "version: 5" in (own_rubrics / "greeting.yaml").read_text("utf-8")
    next(each for each in page.button if each.label == "Metti in vigore").click().run()
    assert "«Accoglienza e congedo», versione 6, è in vigore." in words(page)
    assert "Metti in vigore" not in words(page)
    assert "weight: 4" in (own_rubrics / "greeting.yaml").read_text("utf-8")
    assert "versione: 6" in table(open_page(house.dario, "audit"))


def test_an_uploaded_rubric_with_faults_names_each_with_its_line_and_cannot_be_put_in_force(
    house: House, open_page: Open, own_rubrics: Path
) -> None:
    text = (own_rubrics / "greeting.yaml").read_text("utf-8").replace("weight: 2", "weight: 0", 1)
    content = words(uploaded(house, open_page, "mia.yaml", text.replace("id: greeting\n", "id: Greeting\n", 1)))
    assert "2 errori nel file" in content
    assert "mia.yaml:2" in content
    assert "Metti in vigore" not in content


def test_a_broken_rubric_leaves_the_last_good_one_in_force(house: House, open_page: Open, tmp_path: Path) -> None:
    shutil.copytree(house.app.scorecards.folder, tmp_path, dirs_exist_ok=True)
    house.app = replace(house.app, scorecards=replace(house.app.scorecards, folder=tmp_path))
    page = open_page(house.dario, "rubrics")
    greeting = tmp_path / "greeting.yaml"
    greeting.write_text(greeting.read_text("utf-8").replace("value: 1", "value: 7", 1), "utf-8")
    button(page, "reload")
    said = words(page)
    assert "greeting.yaml:" in said
    assert str(tmp_path.parent) not in said
    assert "ultima versione buona" in said
    assert len(house.app.scorecards.in_force()) == 3


def test_the_log_is_told_in_sentences_newest_first(house: House, open_page: Open) -> None:
    house.published(house.bruno, house.call(house.anna))
    said = words(open_page(house.dario, "audit"))
    assert said.index("Accesso effettuato") < said.index("Valutazione pubblicata") < said.index("Valutazione iniziata")


def test_the_log_is_filtered_and_paged_by_the_address(house: House, open_page: Open) -> None:
    for number in range(60):
        house.app.people.add_team(house.dario, f"Squadra {number}")
    page = open_page(house.dario, "audit", action="team_added")
    said = words(page)
    assert "Squadra 59" in said
    assert "Squadra 9<" not in said
    assert "Accesso effettuato" not in said
    assert "1–50" in said
    button(page, "page_on")
    assert "Squadra 9<" in words(page)
    assert page.query_params["page"] == "2"


def test_the_log_is_filtered_by_who_whom_and_day_and_cleared_by_a_button(house: House, open_page: Open) -> None:
    house.app.feedback.acknowledge(house.anna, house.published(house.bruno, house.call(house.anna)).id)
    house.clock.forward(days=1)
    house.app.people.add_team(house.dario, "Est")
    page = open_page(house.dario, "audit", who=str(house.anna.id), about=str(house.anna.id), to="2026-03-04")
    assert "Presa visione della valutazione" in words(page)
    assert "Valutazione pubblicata" not in table(page)
    page = open_page(house.dario, "audit", who=str(house.dario.id), to="2026-03-04")
    assert "Nessun risultato" in words(page)
    page.button(key="audit_clear").click().run()
    assert "Est" in table(page)
    assert dict(page.query_params) == {}


def table(page: AppTest) -> str:
    """The lines of the log; the filters name its actions too."""
    return "".join(str(node.proto.body) for node in page.get("html") if "<table" in node.proto.body)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "yesterday"])
def test_no_day_in_the_address_breaks_the_log(house: House, open_page: Open, day: str) -> None:
    page = open_page(house.dario, "audit", to=day, **{"from": day})
    assert not page.exception
    assert "Accesso effettuato" in table(page)


def test_a_skip_stands_in_the_log_with_its_reason_in_the_reader_s_language(house: House, open_page: Open) -> None:
    house.app.sampling.skip(house.bruno, house.drawn_call(house.anna, house.bruno), SkipReason.NO_CUSTOMER)
    assert "motivo: Non è un cliente" in table(open_page(house.dario, "audit"))


def test_the_log_says_from_what_to_what_and_is_filtered_by_the_kind_of_thing(house: House, open_page: Open) -> None:
    house.app.people.set_memberships(house.dario, house.anna.id, [Membership(Role.AGENT, house.sud)])
    house.app.people.rename_team(house.dario, house.nord, "Nord-Est")
    page = open_page(house.dario, "audit", kind="team")
    assert "nome: Nord → Nord-Est" in words(page)
    assert "ruoli" not in words(page)
    assert "ruoli: Operatore · Nord → Operatore · Sud" in words(open_page(house.dario, "audit", kind="person"))
    assert "Nord-Est" in words(open_page(house.dario, "audit", kind="nonsense"))


def test_the_download_holds_all_that_is_filtered_and_nothing_else(
    house: House, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        house.app.people.add_team(house.dario, f"Squadra {number}")
    offered: list[Callable[[], str]] = []
    monkeypatch.setattr(st, "download_button", lambda _label, data, **_: offered.append(data))
    open_page(house.dario, "audit", action="team_added")
    lines = offered[-1]().splitlines()
    assert len(lines) == 61
    assert lines[1] == "2026-03-04 12:00:00;Dario;Squadra aggiunta;Squadra 59;nome: Squadra 59"


def test_a_tried_user_name_is_never_a_formula_in_the_download(house: House) -> None:
    with pytest.raises(WrongPassword):
        house.app.sign_in.sign_in("=1+1", "x", "127.0.0.1")
    tried = house.app.audit.latest(house.dario, limit=1)[0].subject_id
    assert csv_file(["who"], [(tried,)], comma=True).splitlines()[1] == "'=1+1"


def written_actions() -> Iterator[str]:
    """Every action that a service writes to the audit log."""
    for file in [*(HOME / "benvenuto").glob("services/**/*.py"), *(HOME / "benvenuto").glob("sample/*.py")]:
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("audit.write"):
                action = call.args[2]
                if isinstance(action, ast.Constant):
                    yield str(action.value)
                elif isinstance(action, ast.JoinedStr):
                    yield from (f"evaluation_{status}" for status in Status if status is not Status.DRAFT)
                else:
                    assert ast.unparse(action) == "action"
                    yield from ("account_opened", "account_closed")


def test_every_action_that_is_written_has_its_words(house: House) -> None:
    assert set(written_actions()) <= set(ACTIONS)
    italian = language("it", house.app.settings.timezone)
    assert all(italian.text(said) != said for said in ACTIONS.values())
