from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.sample.people import add_people
from benvenuto.services.people.sign_in import FAILURES_PER_ACCOUNT
from tests.house import PASSWORD, House
from tests.web.visiting import sign_in, visiting

ANNA = {"username": "anna", "password": PASSWORD}
WRONG = {"username": "anna", "password": "wrong"}
EVIL = {"Origin": "https://evil.example"}


@pytest.fixture
def showing(house: House) -> Iterator[TestClient]:
    """A browser at a Benvenuto that shows the sample's people."""
    with house.app.database.write() as tx:
        for person in tx.people.everyone():  # the house has a Bruno too, who is somebody else
            tx.people.change(person.id, username=f"house-{person.username}")
        add_people(tx, house.clock())
    with visiting(replace(house.app, sign_in=replace(house.app.sign_in, published_opens=True))) as client:
        yield client


def test_signing_in_leads_to_where_one_wanted_to_go(browser: TestClient) -> None:
    form = browser.get("/signin", params={"next": "/evaluate?call=12&x=%26"})
    assert 'value="/evaluate?call=12&amp;x=%26"' in form.text
    answer = browser.post("/signin", data={**ANNA, "next": "/evaluate?call=12&x=%26"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/evaluate?call=12&x=%26"


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(browser: TestClient, secure: TestClient) -> None:
    cookie = browser.post("/signin", data=ANNA).headers["set-cookie"].lower()
    assert cookie.startswith("benvenuto_session=")
    assert {"httponly", "samesite=lax", "path=/", "max-age=43200"} <= set(cookie.split("; "))
    assert "secure" not in cookie.split("; ")
    cookie = secure.post("/signin", data=ANNA).headers["set-cookie"].lower()
    assert cookie.startswith("__host-benvenuto_session=")
    assert {"httponly", "samesite=lax", "path=/", "secure"} <= set(cookie.split("; "))
    assert "domain" not in cookie


def test_a_wrong_password_is_told_kindly_and_the_name_stays(browser: TestClient) -> None:
    answer = browser.post("/signin", data={**WRONG, "next": "/inbox"})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert "Nome e password non corrispondono." in answer.text
    assert 'role="alert" tabindex="-1" autofocus' in answer.text
    assert 'name="username" value="anna"' in answer.text
    assert 'name="next" value="/inbox"' in answer.text
    assert "wrong" not in answer.text


def test_an_unknown_name_is_answered_like_a_wrong_password(browser: TestClient) -> None:
    known, unknown = browser.post("/signin", data=WRONG), browser.post("/signin", data=WRONG | {"username": "nobody"})
    assert unknown.status_code == known.status_code
    assert unknown.text == known.text.replace('value="anna"', 'value="nobody"')


def test_after_too_many_wrong_passwords_even_the_right_one_must_wait(browser: TestClient, house: House) -> None:
    for _ in range(FAILURES_PER_ACCOUNT):
        browser.post("/signin", data=WRONG)
    answer = browser.post("/signin", data=ANNA)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"
    assert "Troppe password sbagliate." in answer.text
    assert "15 minuti" in answer.text
    house.clock.forward(minutes=15)
    assert browser.post("/signin", data=ANNA).status_code == 303


def test_user_text_is_escaped(browser: TestClient) -> None:
    answer = browser.post("/signin", data={"username": '"><script>x</script>', "password": "x"})
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("username", ["an\0na", "\x1b[2J", "x" * 5000, "ànna🙂", ""])
def test_odd_names_are_wrong_names_and_no_failures(browser: TestClient, username: str) -> None:
    assert browser.post("/signin", data={"username": username, "password": "x"}).status_code == 401


@pytest.mark.parametrize("headers", [EVIL, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
                                     {"Sec-Fetch-Site": "same-site"}])  # fmt: skip
def test_a_form_on_another_site_signs_nobody_in_or_out(browser: TestClient, headers: dict[str, str]) -> None:
    answer = browser.post("/signin", data=ANNA, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "La richiesta veniva da un altro sito" in answer.text
    sign_in(browser, "anna")
    assert browser.post("/signout", headers=headers).status_code == 403
    assert browser.get("/inbox").status_code == 200


def test_our_own_pages_may_post(browser: TestClient) -> None:
    headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert browser.post("/signin", data=ANNA, headers=headers).status_code == 303


@pytest.mark.parametrize("wanted", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example",
                                    "javascript:alert(1)", "/\n/evil.example", "evil", "", "/signout", "/signin?x",
                                    "/" + "x" * 3000])  # fmt: skip
def test_it_leads_to_no_other_site(browser: TestClient, wanted: str) -> None:
    assert browser.post("/signin", data={**ANNA, "next": wanted}).headers["location"] == "/"
    assert browser.get("/signin", params={"next": wanted}).headers["location"] == "/"


def test_who_is_signed_in_goes_straight_on(browser: TestClient) -> None:
    answer = sign_in(browser, "anna").get("/signin?next=/feedback")
    assert (answer.status_code, answer.headers["location"]) == (303, "/feedback")


@pytest.mark.parametrize("body", [b"password=" + b"x" * 9000, b"&".join(b"a=b" for _ in range(99))])
def test_a_form_too_long_is_refused(browser: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = browser.post("/signin", content=body, headers=headers)
    assert answer.status_code == 413
    assert "troppo lungo" in answer.text


def test_signing_in_again_ends_the_session_before(browser: TestClient) -> None:
    sign_in(browser, "anna")
    before = browser.cookies["benvenuto_session"]
    sign_in(browser, "bruno")
    browser.cookies.clear()
    browser.cookies.set("benvenuto_session", before)
    assert browser.get("/inbox").status_code == 401


def test_signing_out_ends_the_session_for_good(browser: TestClient, house: House) -> None:
    sign_in(browser, "anna")
    token = browser.cookies["benvenuto_session"]
    answer = browser.post("/signout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin")
    assert answer.headers["clear-site-data"] == '"storage"'  # of what waits there to be sent
    assert "benvenuto_session" not in browser.cookies
    browser.cookies.set("benvenuto_session", token)
    assert browser.get("/inbox").status_code == 401
    assert house.audit()[-2:] == ["signed_in", "signed_out"]


def test_a_link_of_ours_signs_out_and_any_other_one_asks_first(browser: TestClient) -> None:
    sign_in(browser, "anna")
    clicked = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
    picture, ahead = clicked | {"Sec-Fetch-Mode": "no-cors"}, clicked | {"Sec-Purpose": "prefetch"}
    for headers in ({}, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, picture, ahead):
        answer = browser.get("/signout", headers=headers)
        assert answer.status_code == 200
        assert "Vuole uscire?" in answer.text
    assert browser.get("/inbox").status_code == 200
    assert browser.get("/signout", headers=clicked).status_code == 303
    assert browser.get("/inbox").status_code == 401


def test_the_address_behind_our_proxy_is_the_one_that_it_saw(house: House) -> None:
    settings = replace(house.app.settings, trusted_proxy=True)
    with visiting(replace(house.app, settings=settings)) as behind_proxy:
        behind_proxy.post("/signin", data=WRONG, headers={"X-Forwarded-For": "6.6.6.6, 10.0.0.7"})
    with visiting(house.app) as direct:
        direct.post("/signin", data=WRONG, headers={"X-Forwarded-For": "6.6.6.6"})
    with house.app.database.read() as tx:
        counted = {one: tx.sessions.failures(house.clock().replace(year=2000), address=one)
                   for one in ("10.0.0.7", "testclient", "6.6.6.6")}  # fmt: skip
    assert counted == {"10.0.0.7": 1, "testclient": 1, "6.6.6.6": 0}


def test_a_language_chosen_here_goes_along(browser: TestClient, house: House) -> None:
    assert "User name" in browser.get("/signin?lang=en").text
    assert "User name" in browser.get("/signin").text  # remembered
    answer = browser.post("/signin?lang=en", data=ANNA)
    assert answer.status_code == 303
    with house.app.database.read() as tx:
        person = tx.people.get(house.anna.id)
    assert person is not None
    assert person.language == "en"


def test_a_language_that_was_not_chosen_changes_nobody(browser: TestClient, house: House) -> None:
    browser.get("/signin?lang=en")
    sign_in(browser, "bruno")
    with house.app.database.read() as tx:
        person = tx.people.get(house.bruno.id)
    assert person is not None
    assert person.language == "it"


def test_one_click_signs_in_as_somebody_of_the_sample(showing: TestClient) -> None:
    text = showing.get("/signin").text
    for name in ("Giulia Ferri", "Bruno Galli", "Carla Moretti", "Dario Conti"):
        assert name in text
    assert "Elena Sala" not in text
    assert showing.post("/signin", data={"username": "bruno", "password": "benvenuto"}).status_code == 303


def test_where_its_password_is_refused_the_sample_is_not_offered_and_who_types_it_is_told_what_to_do(
    showing: TestClient, house: House
) -> None:
    sign_in(showing, "bruno", password=PUBLISHED_PASSWORD)
    with visiting(house.app) as public:
        assert "Giulia Ferri" not in public.get("/signin").text
        answer = public.post("/signin?lang=it", data={"username": "dario", "password": PUBLISHED_PASSWORD})
        assert answer.status_code == 401
        assert "benvenuto_session" not in public.cookies
        assert "python -m benvenuto go-live" in answer.text
        assert "è pubblica" in answer.text


def test_the_sample_is_not_offered_to_a_house_with_people_of_its_own(house: House) -> None:
    with visiting(replace(house.app, sign_in=replace(house.app.sign_in, published_opens=True))) as client:
        assert "benvenuto</code>" not in client.get("/signin").text
