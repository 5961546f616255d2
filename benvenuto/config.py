"""Settings, all from the environment; every one has a default that works on a laptop."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from benvenuto.domain.deadlines import Deadlines
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.outbox import is_mail_address
from benvenuto.domain.published import is_this_machine, published_opens
from benvenuto.domain.text import DEFAULT_LANGUAGE, LANGUAGES

PACKAGE = Path(__file__).resolve().parent
"""The package's own folder, with the handbook's chapters in it."""

_CARRIED = PACKAGE / "shipped"  # what a wheel carries of the checkout (hatch_build.py)
_IN_A_WHEEL = _CARRIED.is_dir()

HOME = _CARRIED if _IN_A_WHEEL else PACKAGE.parent
"""The folder that holds app.py, pages/, locales/, rubrics/ and sample_data/: the checkout, or what a wheel carries."""

NO_HOLIDAYS = "no"
"""In the place of a calendar: only Saturdays and Sundays are no working days."""

_LONGEST_WAIT_S = 86_400
_MOST_DAYS = 60
_LONGEST_IDLE_MIN = 12 * 60
_ITALY = "IT"


class WrongSetting(BenvenutoError):
    """A setting that cannot be understood."""

    template = message("{name} is {value}; expected {expected}.")
    remedy = message("Correct it in the environment, or leave it out to use the default.")


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our e-mail; `security` is starttls, tls or none, the password a secret never printed.

    `authority` is the file of a certificate authority of the company's own, trusted beside those of the machine.
    """

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    sender: str
    authority: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. `data` holds the default database and the recordings; `public_url` is how browsers reach us.

    `handbook` is a folder of a company's own chapters, which take the place of those that ship or are added to them.
    `company` holds the names under which agents answer; without one, no evidence looks for it.
    `trusted_proxies` is how many proxies stand before us and each add the address that they see.
    `second_share` is the share, 0 to 1, of the drawn calls that a second evaluator hears without the first one's marks.
    `works_agreement` is the file of clauses that the services keep; None where there is none.
    `backup` is the folder that backups are written to, `agreement` the file of the works agreement, for go-live.
    `holidays` names the calendar of working days (IT, IT-MI, "no"), in which `deadlines` are counted.
    `log` is the shape of the server's log, `log_level` what is worth a line: with info every request is.
    `mail` is None and `webhooks` "no" until somebody sets them: nothing leaves the machine by itself.
    `transcriber` names the recogniser that makes transcripts, "" for none; its key is a secret and is never printed.
    """

    data: Path
    database_url: str
    recordings_url: str
    rubrics: Path
    policy: Path
    learning_path: Path
    works_agreement: Path | None
    handbook: Path | None
    sample_data: Path
    sample: bool
    company: tuple[str, ...]
    timezone: ZoneInfo
    language: str
    public_url: str
    host: str
    port: int
    trusted_proxies: int
    idle_timeout: timedelta
    second_factor: str
    backup: Path | None
    agreement: Path | None
    analyse: bool
    deadlines: Deadlines
    holidays: str
    second_share: float
    transcriber: str
    transcriber_model: str
    transcriber_url: str
    transcriber_key: str = field(repr=False)
    transcriber_timeout_s: int
    mail: MailServer | None
    webhooks: str
    log: str
    log_level: str

    @property
    def secure(self) -> bool:
        """Whether browsers reach us by https, so that cookies may be marked Secure."""
        return self.public_url.startswith("https://")

    @property
    def local(self) -> bool:
        """Whether only this machine can reach us."""
        return is_this_machine(self.host) and is_this_machine(self.public_host)

    @property
    def public_host(self) -> str:
        """The name or address by which browsers reach us."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def published_opens(self) -> bool:
        """Whether the sample's published password may open an account here."""
        return published_opens(sample=self.sample, listens_on=self.host, visited_at=self.public_host)


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in this environment; WrongSetting names the first that cannot be understood.

    Files that somebody may write are the checkout's own; a wheel's Benvenuto takes those of the working directory,
    and what is not there as it was shipped.
    """

    def setting(name: str, default: object) -> str:
        # set and empty is not set: compose files and unit files often hand over every name
        return environment.get(f"BENVENUTO_{name}", "").strip() or str(default)

    own = Path.cwd() if _IN_A_WHEEL else HOME  # nothing of anybody's is kept among the installed packages

    def file(name: str) -> Path:
        return own / name if (own / name).exists() else HOME / name

    data = Path(setting("DATA", own / "data")).expanduser().resolve()
    port = _number("BENVENUTO_PORT", setting("PORT", 8501))
    host = setting("HOST", "127.0.0.1")
    sample = _yes_or_no("BENVENUTO_SAMPLE", setting("SAMPLE", "yes"))
    return Settings(
        data=data,
        database_url=setting("DATABASE_URL", f"sqlite:///{data / 'benvenuto.db'}"),
        recordings_url=setting("RECORDINGS_URL", data / "recordings"),
        rubrics=Path(setting("RUBRICS", file("rubrics"))).expanduser().resolve(),
        policy=Path(setting("POLICY", file("policy.yaml"))).expanduser().resolve(),
        learning_path=Path(setting("LEARNING_PATH", file("learning_path.yaml"))).expanduser().resolve(),
        works_agreement=_works_agreement(setting("WORKS_AGREEMENT", ""), file("works-agreement.yaml")),
        handbook=Path(folder).expanduser().resolve() if (folder := setting("HANDBOOK", "")) else None,
        sample_data=HOME / "sample_data",
        sample=sample,
        company=_names(setting("COMPANY", "Casa Lume" if sample else "")),
        timezone=_zone("BENVENUTO_TIMEZONE", setting("TIMEZONE", "Europe/Rome")),
        language=_one_of("BENVENUTO_LANGUAGE", setting("LANGUAGE", DEFAULT_LANGUAGE), tuple(LANGUAGES)),
        public_url=setting("PUBLIC_URL", f"http://localhost:{port}").rstrip("/"),
        host=host,
        port=port,
        trusted_proxies=_proxies("BENVENUTO_TRUSTED_PROXY", setting("TRUSTED_PROXY", "no").lower()),
        idle_timeout=timedelta(minutes=_minutes("BENVENUTO_IDLE_MINUTES", setting("IDLE_MINUTES", 60))),
        second_factor=_one_of(
            "BENVENUTO_SECOND_FACTOR", setting("SECOND_FACTOR", "no").lower(), ("no", "administrators")
        ),
        backup=Path(backup).expanduser().resolve() if (backup := setting("BACKUP", "")) else None,
        agreement=Path(signed).expanduser().resolve() if (signed := setting("AGREEMENT", "")) else None,
        deadlines=Deadlines(
            *(
                _days(f"BENVENUTO_{name}_DAYS", setting(f"{name}_DAYS", days))
                for name, days in (("ACKNOWLEDGE", 5), ("ANSWER", 3), ("DECIDE", 5))
            )
        ),
        holidays=_calendar("BENVENUTO_HOLIDAYS", setting("HOLIDAYS", _ITALY)),
        transcriber=setting("TRANSCRIBER", ""),
        transcriber_model=setting("TRANSCRIBER_MODEL", ""),
        transcriber_url=setting("TRANSCRIBER_URL", ""),
        transcriber_key=setting("TRANSCRIBER_KEY", ""),
        transcriber_timeout_s=_seconds("BENVENUTO_TRANSCRIBER_TIMEOUT", setting("TRANSCRIBER_TIMEOUT", 600)),
        mail=_mail_server(setting),
        webhooks=_one_of("BENVENUTO_WEBHOOKS", setting("WEBHOOKS", "no").lower(), ("no", "public", "any")),
        log=_one_of("BENVENUTO_LOG", setting("LOG", "text").lower(), ("text", "json")),
        log_level=_one_of("BENVENUTO_LOG_LEVEL", setting("LOG_LEVEL", "warning").lower(), ("warning", "info")),
        analyse=_yes_or_no("BENVENUTO_ANALYSE", setting("ANALYSE", "yes")),
        second_share=_percent("BENVENUTO_SECOND_LISTENINGS", setting("SECOND_LISTENINGS", 5)) / 100,
    )


def _works_agreement(named: str, usual: Path) -> Path | None:
    if named:  # also one that is not there: what was named must not be missing without a word
        return Path(named).expanduser().resolve()
    return usual.resolve() if usual.exists() else None


def _mail_server(setting: Callable[[str, object], str]) -> MailServer | None:
    host = setting("SMTP_HOST", "")
    if not host:
        return None
    names = ("starttls", "tls", "none")
    security = _one_of("BENVENUTO_SMTP_SECURITY", setting("SMTP_SECURITY", "starttls").lower(), names)
    usual = {"starttls": 587, "tls": 465, "none": 25}[security]
    user, password = setting("SMTP_USER", ""), setting("SMTP_PASSWORD", "")
    if user and security == "none" and not is_this_machine(host):
        # the password would cross the network for everybody to read
        raise WrongSetting(name="BENVENUTO_SMTP_SECURITY", value=security, expected="starttls | tls")
    sender = setting("SMTP_FROM", "")
    if not is_mail_address(sender):
        raise WrongSetting(name="BENVENUTO_SMTP_FROM", value=sender or "—", expected="benvenuto@example.com")
    port = _number("BENVENUTO_SMTP_PORT", setting("SMTP_PORT", usual))
    authority = Path(file).expanduser().resolve() if (file := setting("SMTP_CA", "")) else None
    if authority is not None:
        _check_authority("BENVENUTO_SMTP_CA", authority)
    return MailServer(host, port, security, user, password, sender, authority)


def _check_authority(name: str, file: Path) -> None:
    try:
        ssl.create_default_context(cafile=str(file))
    except OSError as error:  # missing, not ours to read, or no certificate in it
        raise WrongSetting(
            name=name, value=str(file), expected="/…/ca.pem (PEM, -----BEGIN CERTIFICATE-----)"
        ) from error


def _number(name: str, value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise WrongSetting(name=name, value=value, expected="1-65535")
    return int(value)


def _seconds(name: str, value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) <= _LONGEST_WAIT_S:
        raise WrongSetting(name=name, value=value, expected=f"1-{_LONGEST_WAIT_S}")
    return int(value)


def _minutes(name: str, value: str) -> int:
    if not value.isdecimal() or not 5 <= int(value) <= _LONGEST_IDLE_MIN:
        raise WrongSetting(name=name, value=value, expected=f"5-{_LONGEST_IDLE_MIN}")
    return int(value)


def _days(name: str, value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) <= _MOST_DAYS:
        raise WrongSetting(name=name, value=value, expected=f"1-{_MOST_DAYS}")
    return int(value)


def _calendar(name: str, value: str) -> str:
    if value.lower() == NO_HOLIDAYS:
        return NO_HOLIDAYS
    if value.upper() == _ITALY:
        return _ITALY
    from holidays import list_supported_countries  # whoever keeps the default need not wait for it

    country, _, part = value.partition("-")
    known = list_supported_countries()
    if country.upper() not in known or (part and part not in known[country.upper()]):
        raise WrongSetting(name=name, value=value, expected="IT, IT-MI, FR, …, no")
    return f"{country.upper()}-{part}" if part else country.upper()


def _percent(name: str, value: str) -> int:
    if not value.isdecimal() or not 0 <= int(value) <= 100:
        raise WrongSetting(name=name, value=value, expected="0-100")
    return int(value)


def _proxies(name: str, value: str) -> int:
    number = {"no": "0", "yes": "1"}.get(value, value)
    if number not in set("0123456789"):
        raise WrongSetting(name=name, value=value, expected="no | yes | 2-9")
    return int(number)


def _yes_or_no(name: str, value: str) -> bool:
    return _one_of(name, value.lower(), ("yes", "no")) == "yes"


def _names(value: str) -> tuple[str, ...]:
    return tuple(name for part in value.split(",") if (name := part.strip()))


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise WrongSetting(name=name, value=value, expected=" | ".join(allowed))
    return value


def _zone(name: str, value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongSetting(name=name, value=value, expected="Europe/Rome, UTC, …") from None
