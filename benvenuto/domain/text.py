"""Text in the languages of the house: one string for all of them, or one for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("it", "en")


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
