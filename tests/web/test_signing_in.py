from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pyotp
import pytest
from starlette.testclient import TestClient

from benvenuto.domain.patience import ONE_PLACE
from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.sample.people import add_people
from benvenuto.services.people.second_factor import new_secret
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
    cookie = browser.post("/signin", data=ANNA).headers.get_list("set-cookie")[0].lower()
    assert cookie.startswith("benvenuto_session=")
    assert {"httponly", "samesite=lax", "path=/", "max-age=43200"} <= set(cookie.split("; "))
    assert "secure" not in cookie.split("; ")
    cookie = secure.post("/signin", data=ANNA).headers.get_list("set-cookie")[0].lower()
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
    for _ in range(ONE_PLACE.free):
        browser.post("/signin", data=WRONG)
    answer = browser.post("/signin", data=ANNA)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "60"
    assert "Troppe password sbagliate." in answer.text
    assert "1 min" in answer.text
    house.clock.forward(minutes=1)
    assert browser.post("/signin", data=ANNA).status_code == 303


def test_who_has_signed_in_here_before_waits_for_no_stranger(browser: TestClient, house: House) -> None:
    sign_in(browser, "anna")
    browser.post("/signout")
    with house.app.database.write() as tx:
        for number in range(100):
            tx.failed_sign_ins.note("anna", f"203.0.113.{number}", "", house.clock())
    with visiting(house.app) as elsewhere:
        assert elsewhere.post("/signin", data=ANNA).status_code == 429
    assert browser.post("/signin", data=ANNA).status_code == 303


def test_the_browser_is_remembered_out_of_reach_for_scripts_and_other_sites(secure: TestClient) -> None:
    cookies = secure.post("/signin", data=ANNA).headers.get_list("set-cookie")
    device = next(cookie for cookie in cookies if "device" in cookie).lower()
    assert device.startswith("__host-benvenuto_device=")
    assert {"httponly", "samesite=strict", "path=/", "secure"} <= set(device.split("; "))


def test_a_code_is_asked_for_where_there_is_a_second_factor_and_only_there(browser: TestClient, house: House) -> None:
    assert 'name="code"' not in browser.get("/signin").text
    secret = new_secret()
    maker = pyotp.TOTP(secret)
    house.app.sign_in.set_second_factor(house.anna, PASSWORD, secret, maker.at(house.clock()))
    house.clock.forward(minutes=2)
    answer = browser.post("/signin", data=ANNA)
    assert (answer.status_code, 'name="code"' in answer.text) == (401, True)
    assert "benvenuto_session" not in browser.cookies
    assert browser.post("/signin", data=ANNA | {"code": maker.at(house.clock())}).status_code == 303


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
    headers = {"Origin": "http://localhost:8501", "Sec-Fetch-Site": "same-origin"}
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


@pytest.mark.parametrize(
    ("proxies", "lines", "address"),
    [
        (0, ["6.6.6.6"], "testclient"),
        (1, ["6.6.6.6, 10.0.0.7"], "10.0.0.7"),
        (1, ["6.6.6.6", "10.0.0.7"], "10.0.0.7"),  # HAProxy adds a line of its own
        (1, ["6.6.6.6, 7.7.7.7", "8.8.8.8 , 10.0.0.7"], "10.0.0.7"),
        (2, ["6.6.6.6, 10.0.0.7", "10.0.0.1"], "10.0.0.7"),
        (2, ["10.0.0.7"], "testclient"),  # it did not come by both
        (1, ["10.0.0.7:4711"], "10.0.0.7"),
        (1, ["[2001:db8::7]:4711"], "2001:db8::7"),
        (1, ["2001:DB8:0::7"], "2001:db8::7"),
        (1, [""], "testclient"),
        (1, [], "testclient"),
        (1, ["<script>"], "testclient"),
        (1, ["6.6.6.6, " + "A" * 5000], "testclient"),
    ],
)
def test_the_address_is_the_one_that_our_own_proxies_saw(
    house: House, proxies: int, lines: list[str], address: str
) -> None:
    settings = replace(house.app.settings, trusted_proxies=proxies)
    with visiting(replace(house.app, settings=settings)) as browser:
        browser.post("/signin", data=WRONG, headers=[("X-Forwarded-For", line) for line in lines])
    assert house.app.audit.latest(house.dario, 1)[0].detail == {"address": address}


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
