"""What a reader reads in their language: messages from its catalogue, numbers, dates and plurals by Babel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from gettext import NullTranslations
from io import BytesIO
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from benvenuto.config import HOME
from benvenuto.domain.faults import BenvenutoError, Fault
from benvenuto.domain.text import DEFAULT_LANGUAGE, LANGUAGES


@dataclass(frozen=True)
class Language:
    """One language and the site's time zone: everything that is said to a reader goes through here."""

    code: str
    catalogue: NullTranslations
    timezone: ZoneInfo

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale. Kept: a page asks for it hundreds of times."""
        return Locale.parse(LANGUAGES[self.code].locale)

    def text(self, message: str, /, **params: object) -> str:
        """A message in this language, filled in; an English message is its own id."""
        translated = self.catalogue.gettext(message) if message else ""  # to "" a catalogue answers with its own head
        return translated.format(**params) if params else translated

    def plural(self, singular: str, many: str, number: int, /, **params: object) -> str:
        """A message that depends on a number, given to it as {n}: in the form that the catalogue's own rule chooses."""
        return self.catalogue.ngettext(singular, many, number).format(n=self.number(number), **params)

    def quoted(self, text: str) -> str:
        """The text between this language's quotation marks."""
        return LANGUAGES[self.code].quotation.format(text=text)

    def fault(self, fault: Fault | BenvenutoError) -> tuple[str, str]:
        """A fault's message and remedy."""
        params = fault.params
        if isinstance(fault, BenvenutoError):  # what is quoted from a file stays as it is written there
            params = {key: self.day(each, "long") if type(each) is date else each for key, each in params.items()}
        return self.text(fault.template, **params), self.text(fault.remedy, **params)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with this many decimals; nothing has no sign."""
        return _number(self.locale, value + 0, decimals)  # -0.0 + 0 is 0.0

    def exact(self, figure: Decimal) -> str:
        """A decimal figure with the decimals that it has."""
        return self.number(float(figure), max(0, -int(figure.as_tuple().exponent)))

    def day(self, timestamp: datetime | date, form: str = "medium") -> str:
        """A day, in the site's zone; `form` is Babel's: short, medium, long, full, or a pattern."""
        local = timestamp.astimezone(self.timezone) if isinstance(timestamp, datetime) else timestamp
        return format_date(local, format=form, locale=self.locale)

    def timestamp(self, timestamp: datetime, form: str = "medium") -> str:
        """A day and time, in the site's zone."""
        return format_datetime(timestamp, format=form, tzinfo=self.timezone, locale=self.locale)

    def time(self, timestamp: datetime) -> str:
        """A time of day, in the site's zone."""
        return format_time(timestamp, format="short", tzinfo=self.timezone, locale=self.locale)


def language(code: str, timezone: ZoneInfo) -> Language:
    """The language of this code, the default one when there is no such."""
    known = code if code in LANGUAGES else DEFAULT_LANGUAGE
    return Language(known, _catalogue(known), timezone)


def clock_time(seconds: float) -> str:
    """A place in a recording, as mm:ss, or h:mm:ss from an hour on."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes:02}:{whole % 60:02}"


@cache
def _catalogue(code: str) -> NullTranslations:
    """A language without a catalogue reads the messages themselves: they are English."""
    file = HOME / "locales" / code / "LC_MESSAGES" / "benvenuto.po"
    if not file.exists():
        return NullTranslations()
    with file.open("rb") as lines:
        compiled = BytesIO()
        # compiled at start: there is no .mo to be forgotten when a text changes
        write_mo(compiled, read_po(lines, locale=code))
    compiled.seek(0)
    return Translations(compiled)


@lru_cache(maxsize=10_000)
def _number(locale: Locale, value: float, decimals: int) -> str:
    # the same figures are written at every click, and writing them costs more than drawing them
    return format_decimal(value, format="#,##0" + ("." + "0" * decimals if decimals else ""), locale=locale)
