"""The languages of the house, and text in them: one string for all of them, or one for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benvenuto.domain.faults import BenvenutoError, message


@dataclass(frozen=True, slots=True)
class ReadingLanguage:
    """A language that screens, handbook and rubrics are written in.

    `name` is its own word for itself, `locale` decides how dates and numbers look, `quotation` holds {text}.
    """

    name: str
    locale: str
    quotation: str


LANGUAGES: Mapping[str, ReadingLanguage] = {
    "it": ReadingLanguage("Italiano", "it_IT", "«{text}»"),
    "en": ReadingLanguage("English", "en_GB", "“{text}”"),
}
"""By code, the site's default first. Whatever else depends on the language is found by these codes."""

DEFAULT_LANGUAGE = next(iter(LANGUAGES))


class UnknownLanguage(BenvenutoError):
    """A language that nothing here is written in."""

    template = message("“{code}” is not a language of this site.")
    remedy = message("Choose one of: {codes}.")


def known_language(code: str) -> str:
    """The code itself. Raises UnknownLanguage when it is none of ours."""
    if code not in LANGUAGES:
        raise UnknownLanguage(code=code, codes=", ".join(LANGUAGES))
    return code


@dataclass(frozen=True, slots=True)
class Text:
    """A text per language; the empty language code holds a string that serves them all."""

    versions: Mapping[str, str]

    @classmethod
    def plain(cls, text: str) -> Text:
        """A text that reads the same in every language."""
        return cls({"": text})

    def in_language(self, language: str) -> str:
        """The text in this language, else the one that serves all, else any that there is."""
        return self.versions.get(language) or self.versions.get("") or next(iter(self.versions.values()), "")
