"""The handbook: chapters and sections to read, found by words or by a criterion's anchor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import Fault
from benvenuto.domain.people import Actor
from benvenuto.formats.handbook import Chapter, Hit, Section, overdue, search, sections_of
from benvenuto.services.clock import Clock


@dataclass(frozen=True)
class Handbook:
    """The service of the handbook, read once at the start."""

    all_chapters: tuple[Chapter, ...]
    faults: tuple[Fault, ...]
    clock: Clock

    @property
    def sections(self) -> frozenset[str]:
        """Every address ("slug#anchor") that a criterion may point to."""
        return sections_of(self.all_chapters)

    def chapters(self, actor: Actor, language: str) -> Sequence[Chapter]:
        """The chapters in one language, by number."""
        authorise(actor, Permission.READ_HANDBOOK)
        return [chapter for chapter in self.all_chapters if chapter.language == language]

    def find(self, actor: Actor, address: str, language: str) -> tuple[Chapter, Section | None] | None:
        """The chapter, and the section when one is named, at "slug" or "slug#anchor"; None when there is none."""
        slug, _, anchor = address.partition("#")
        for chapter in self.chapters(actor, language):
            if chapter.slug == slug:
                return chapter, next((one for one in chapter.sections if one.anchor == anchor), None)
        return None

    def search(self, actor: Actor, words: str, language: str) -> Sequence[Hit]:
        """Where the words are, best first."""
        return search(self.chapters(actor, language), words, language)

    def overdue(self, actor: Actor) -> Sequence[Chapter]:
        """Chapters whose review date has passed: for the administrator."""
        authorise(actor, Permission.ADMINISTER)
        return overdue(self.all_chapters, self.clock().date())
