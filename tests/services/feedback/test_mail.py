"""E-mail against a real server with TLS, an account and a certificate of the company's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from benvenuto.config import MailServer, WrongSetting, read_settings
from benvenuto.domain.outbox import Channel, ChannelChoice, Frequency, MessageState
from benvenuto.services.feedback import mail
from benvenuto.services.feedback.mail import MailCarrier
from tests.certificates import Certified, certified
from tests.databases import Databases, SqliteFiles
from tests.house import House
from tests.post import Post, post

PASSWORD = "segretissimo"
ACCOUNTS = {"benvenuto": PASSWORD}


@pytest.fixture
def databases(sqlite: SqliteFiles) -> Databases:
    return sqlite


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    """The company's authority and its mail server's certificate."""
    return certified(tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="module")
def starttls(company: Certified) -> Iterator[Post]:
    with post(company.serving, accounts=ACCOUNTS) as office:
        yield office


@pytest.fixture(scope="module")
def implicit(company: Certified) -> Iterator[Post]:
    with post(company.serving, implicit=True, accounts=ACCOUNTS) as office:
        yield office


@pytest.fixture(scope="module")
def bare() -> Iterator[Post]:
    with post() as office:
        yield office


@pytest.fixture(autouse=True)
def _nothing_came(starttls: Post, implicit: Post, bare: Post) -> None:
    for office in (starttls, implicit, bare):
        office.letters.clear()


def server(office: Post, company: Certified, security: str = "starttls", **changes: object) -> MailServer:
    known = replace(office.server, security=security, user="benvenuto", password=PASSWORD)
    return replace(known, authority=company.authority, **changes)  # type: ignore[arg-type]


def sent(house: House, server: MailServer) -> int:
    """Ask for a test message and let the server send what is due; how many left."""
    choice = ChannelChoice(0, Channel.EMAIL, Frequency.AT_ONCE, "anna@example.com")
    outside = replace(house.app.outside, channels=tuple(Channel))
    outside.choose(house.anna, choice)
    outside.test(house.anna, Channel.EMAIL)
    return again(house, server)


def again(house: House, server: MailServer) -> int:
    carrier = MailCarrier(server, "localhost", house.clock)
    return replace(house.app.sending, reminders=(), carriers={Channel.EMAIL: carrier}).run()


def kept_because(house: House) -> str:
    """Why the message waits still."""
    (row,) = house.app.outside.standing(house.dario).latest
    assert row.state is MessageState.WAITING
    assert PASSWORD not in row.reason
    return row.reason


def test_it_leaves_by_starttls_with_an_account_and_a_certificate_of_the_companys_own(
    house: House, starttls: Post, company: Certified
) -> None:
    assert sent(house, server(starttls, company)) == 1
    assert [letter["To"] for letter in starttls.letters] == ["anna@example.com"]


def test_it_leaves_by_tls_from_the_first_byte(house: House, implicit: Post, company: Certified) -> None:
    assert sent(house, server(implicit, company, "tls")) == 1
    assert len(implicit.letters) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_knows_is_told_with_what_to_set_and_then_it_leaves(
    house: House, starttls: Post, implicit: Post, company: Certified, security: str
) -> None:
    office = starttls if security == "starttls" else implicit
    known = server(office, company, security)
    assert sent(house, replace(known, authority=None)) == 0
    assert kept_because(house) == mail.NOT_TRUSTED
    assert office.letters == []
    house.clock.now += timedelta(hours=1)
    assert again(house, known) == 1
    assert len(office.letters) == 1


def test_a_certificate_for_another_name_is_told_as_that(house: House, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = certified(tmp_path_factory.mktemp("elsewhere"), "DNS:posta.casa-lume.example")
    with post(elsewhere.serving, accounts=ACCOUNTS) as office:
        assert sent(house, server(office, elsewhere)) == 0
    assert kept_because(house) == mail.OTHER_NAME
    assert office.letters == []


def test_a_wrong_password_is_told_and_the_message_waits_until_it_is_right(
    house: House, starttls: Post, company: Certified
) -> None:
    assert sent(house, server(starttls, company, password="sbagliata")) == 0
    assert kept_because(house) == mail.WRONG_PASSWORD
    house.clock.now += timedelta(hours=1)
    assert again(house, server(starttls, company)) == 1


def test_a_server_without_starttls_gets_neither_letter_nor_password(
    house: House, bare: Post, company: Certified
) -> None:
    assert sent(house, server(bare, company)) == 0
    assert kept_because(house) == mail.NO_STARTTLS
    assert bare.letters == []


def test_a_server_that_takes_no_sign_in_is_told_as_that(house: House, bare: Post, company: Certified) -> None:
    assert sent(house, server(bare, company, "none")) == 0
    assert kept_because(house) == mail.NO_SIGN_IN
    assert bare.letters == []


def test_an_authority_that_is_no_certificate_is_refused_at_the_start(company: Certified) -> None:
    environment = {
        "BENVENUTO_SMTP_HOST": "posta.casa-lume.example",
        "BENVENUTO_SMTP_FROM": "benvenuto@casa-lume.example",
    }
    settings = read_settings(environment | {"BENVENUTO_SMTP_CA": str(company.authority)})
    assert settings.mail is not None
    assert settings.mail.authority == company.authority
    for wrong in (company.key, company.authority.with_name("nowhere.pem")):
        with pytest.raises(WrongSetting) as refused:
            read_settings(environment | {"BENVENUTO_SMTP_CA": str(wrong)})
        assert refused.value.params["name"] == "BENVENUTO_SMTP_CA"
