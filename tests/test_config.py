"""Settings: a laptop needs none, and one that cannot be understood is named with what was expected."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from benvenuto.config import HOME, Settings, WrongSetting, read_settings


def test_without_any_setting_it_runs_on_a_laptop() -> None:
    settings = read_settings({})
    assert settings.data == HOME / "data"
    assert settings.database_url == f"sqlite:///{HOME / 'data' / 'benvenuto.db'}"
    assert settings.recordings_url == str(HOME / "data" / "recordings")
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 8501, "http://localhost:8501")
    assert (settings.sample, settings.language, settings.trusted_proxies) == (True, "it", 0)
    assert settings.timezone == ZoneInfo("Europe/Rome")
    assert (settings.rubrics / "greeting.yaml").is_file()


def test_the_data_folder_moves_the_database_and_the_recordings_with_it(tmp_path: Path) -> None:
    settings = read_settings({"BENVENUTO_DATA": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'benvenuto.db'}"
    assert settings.recordings_url == str(tmp_path / "recordings")


def test_the_database_and_the_recordings_can_lie_elsewhere() -> None:
    settings = read_settings(
        {"BENVENUTO_DATABASE_URL": "postgresql://db/benvenuto", "BENVENUTO_RECORDINGS_URL": "s3://bucket/calls"}
    )
    assert settings.database_url == "postgresql://db/benvenuto"
    assert settings.recordings_url == "s3://bucket/calls"


@pytest.mark.parametrize(("given", "proxies"), [("no", 0), ("yes", 1), ("Yes", 1), ("0", 0), ("1", 1), ("2", 2)])
def test_proxies_are_trusted_by_their_number(given: str, proxies: int) -> None:
    assert read_settings({"BENVENUTO_TRUSTED_PROXY": given}).trusted_proxies == proxies


def test_an_empty_setting_is_no_setting() -> None:
    assert read_settings({"BENVENUTO_PORT": "  ", "BENVENUTO_SAMPLE": ""}) == read_settings({})


@pytest.mark.parametrize(("url", "secure"), [("https://care.example/", True), ("http://localhost:8501", False)])
def test_how_browsers_reach_us_decides_whether_cookies_are_secure(url: str, secure: bool) -> None:
    settings = read_settings({"BENVENUTO_PUBLIC_URL": url})
    assert settings.secure is secure
    assert not settings.public_url.endswith("/")


def test_the_port_is_part_of_the_address_unless_that_is_given() -> None:
    assert read_settings({"BENVENUTO_PORT": "9000"}).public_url == "http://localhost:9000"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "http"),
        ("SAMPLE", "maybe"),
        ("LANGUAGE", "fr"),
        ("TIMEZONE", "Europe/Atlantis"),
        ("TIMEZONE", "../../etc/passwd"),
        ("TRUSTED_PROXY", "10"),
        ("TRUSTED_PROXY", "perhaps"),
        ("IDLE_MINUTES", "4"),
        ("IDLE_MINUTES", "721"),
        ("SECOND_LISTENINGS", "101"),
        ("SECOND_LISTENINGS", "5%"),
    ],
)
def test_it_refuses_what_it_cannot_understand_and_names_it(name: str, value: str) -> None:
    with pytest.raises(WrongSetting) as wrong:
        read_settings({f"BENVENUTO_{name}": value})
    assert wrong.value.params["name"] == f"BENVENUTO_{name}"
    assert wrong.value.params["value"] == value
    assert wrong.value.params["expected"]


@pytest.mark.parametrize(
    ("given", "opens"),
    [
        ({}, True),
        ({"HOST": "127.0.0.2", "PUBLIC_URL": "http://[::1]:8501"}, True),
        ({"SAMPLE": "no"}, False),
        ({"PUBLIC_URL": "https://qa.example"}, False),
        ({"PUBLIC_URL": "https://qa.example", "SAMPLE": "no", "HOST": "0.0.0.0"}, False),  # noqa: S104
        ({"HOST": "0.0.0.0"}, False),  # noqa: S104
        ({"PUBLIC_URL": "localhost:8501"}, False),
    ],
)
def test_the_published_password_opens_where_the_sample_is_tried_and_nobody_else_can_come(
    given: dict[str, str], opens: bool
) -> None:
    settings = read_settings({f"BENVENUTO_{name}": value for name, value in given.items()})
    assert settings.published_opens is opens


def test_yes_and_no_may_be_written_in_any_case() -> None:
    assert read_settings({"BENVENUTO_SAMPLE": "No"}).sample is False


def test_no_recogniser_is_set_up_until_somebody_does() -> None:
    settings = read_settings({})
    assert (settings.transcriber, settings.transcriber_url, settings.transcriber_timeout_s) == ("", "", 600)


@pytest.mark.parametrize("seconds", ["0", "-1", "1.5", "for ever", "86401"])
def test_a_recogniser_is_waited_for_a_day_at_most(seconds: str) -> None:
    with pytest.raises(WrongSetting, match="BENVENUTO_TRANSCRIBER_TIMEOUT"):
        read_settings({"BENVENUTO_TRANSCRIBER_TIMEOUT": seconds})


def test_the_key_of_a_service_is_never_printed() -> None:
    settings = read_settings({"BENVENUTO_TRANSCRIBER_KEY": "sk-casa-lume"})
    assert settings.transcriber_key == "sk-casa-lume"
    assert "sk-casa-lume" not in repr(settings)


def test_every_setting_of_the_recogniser_is_documented() -> None:
    page = (HOME / "docs" / "transcripts.md").read_text("utf-8")
    fields = [name for name in Settings.__dataclass_fields__ if name.startswith("transcriber")]
    assert [name for name in fields if f"`BENVENUTO_{name.upper().removesuffix('_S')}`" not in page] == []


def test_a_company_may_answer_under_several_names() -> None:
    assert read_settings({"BENVENUTO_COMPANY": " Casa Lume , Casa Lume Outlet,"}).company == (
        "Casa Lume",
        "Casa Lume Outlet",
    )


def test_only_the_sample_has_a_company_of_its_own() -> None:
    assert read_settings({}).company == ("Casa Lume",)
    assert read_settings({"BENVENUTO_SAMPLE": "no"}).company == ()


SMTP = {"BENVENUTO_SMTP_HOST": "mail.example", "BENVENUTO_SMTP_FROM": "benvenuto@example.com"}


def test_nothing_leaves_the_machine_until_somebody_says_so() -> None:
    settings = read_settings({})
    assert (settings.mail, settings.webhooks) == (None, "no")


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_a_mail_server_is_reached_as_its_security_usually_is(security: str, port: int) -> None:
    mail = read_settings(SMTP | {"BENVENUTO_SMTP_SECURITY": security}).mail
    assert mail is not None
    assert (mail.host, mail.port, mail.security) == ("mail.example", port, security)


def test_the_password_of_the_mail_server_is_not_printed() -> None:
    settings = read_settings(SMTP | {"BENVENUTO_SMTP_USER": "u", "BENVENUTO_SMTP_PASSWORD": "segretissimo"})
    assert settings.mail is not None
    assert settings.mail.password == "segretissimo"
    assert "segretissimo" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BENVENUTO_SMTP_FROM", ""),
        ("BENVENUTO_SMTP_FROM", "no address"),
        ("BENVENUTO_SMTP_PORT", "0"),
        ("BENVENUTO_SMTP_SECURITY", "maybe"),
        ("BENVENUTO_WEBHOOKS", "yes"),
    ],
)
def test_a_mail_setting_that_cannot_be_is_named(name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=name):
        read_settings(SMTP | {name: value})


def test_a_password_never_crosses_the_network_in_the_clear() -> None:
    open_line = SMTP | {"BENVENUTO_SMTP_SECURITY": "none", "BENVENUTO_SMTP_USER": "u"}
    with pytest.raises(WrongSetting, match="SMTP_SECURITY"):
        read_settings(open_line)
    assert read_settings(open_line | {"BENVENUTO_SMTP_HOST": "127.0.0.1"}).mail is not None


def test_a_works_agreement_that_is_named_is_taken_even_where_it_is_not_there(tmp_path: Path) -> None:
    assert read_settings({}).works_agreement is None
    named = tmp_path / "nowhere.yaml"
    assert read_settings({"BENVENUTO_WORKS_AGREEMENT": str(named)}).works_agreement == named
