"""The handbook: chapters and sections to read, found by words or by a criterion's anchor, with what can be heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import Fault, Forbidden
from benvenuto.domain.people import Actor
from benvenuto.domain.policy import FactInForce
from benvenuto.formats.handbook.chapters import (
    Chapter,
    Excerpt,
    Hit,
    Overdue,
    Section,
    excerpts,
    overdue,
    quoted,
    search,
)
from benvenuto.listening.excerpts import cut
from benvenuto.services.clock import Clock
from benvenuto.services.handbook.handbook_texts import HandbookTexts


@dataclass(frozen=True)
class Handbook:
    """The service of the handbook."""

    texts: HandbookTexts
    clock: Clock
    timezone: ZoneInfo

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong in chapters and policy."""
        return self.texts.faults

    def chapters(self, actor: Actor, language: str, on: date | None = None) -> Sequence[Chapter]:
        """The chapters in one language, by number, quoting the policy in force `on` a day, or today."""
        authorise(actor, Permission.READ_HANDBOOK)
        return _quoting(self.texts, on or self._today(), language)

    def find(
        self, actor: Actor, address: str, language: str, on: date | None = None
    ) -> tuple[Chapter, Section | None] | None:
        """The chapter, and the section when one is named, at "slug" or "slug#anchor"; None when there is none."""
        slug, _, anchor = address.partition("#")
        for chapter in self.chapters(actor, language, on):
            if chapter.slug == slug:
                return chapter, chapter.section(anchor)
        return None

    def search(self, actor: Actor, words: str, language: str) -> Sequence[Hit]:
        """Where the words are, best first."""
        return search(self.chapters(actor, language), words, language)

    def excerpt(self, actor: Actor, name: str) -> bytes:
        """The sound of an excerpt, by its name, as a WAV; Forbidden unless a chapter invites to hear that very one."""
        authorise(actor, Permission.READ_HANDBOOK)
        excerpt = next(
            (excerpt for chapter in self.texts.chapters for excerpt in excerpts(chapter) if excerpt.name == name), None
        )
        if excerpt is None or excerpt.call not in self.texts.recordings:
            raise Forbidden
        return _cut(self.texts.recordings[excerpt.call], excerpt)

    def policy_for(self, actor: Actor, path: str, reason: str, at: datetime) -> Sequence[FactInForce]:
        """What a criterion is judged by for a call of this contact reason: the policy of the day of the call."""
        authorise(actor, Permission.READ_HANDBOOK)
        return self.texts.policy.bearing_on(path, reason, at.astimezone(self.timezone).date())

    def overdue(self, actor: Actor) -> Sequence[Overdue]:
        """Chapters and laws that should have been read again by now: for the administrator."""
        authorise(actor, Permission.ADMINISTER)
        return overdue(self.texts.chapters, self._today())

    def _today(self) -> date:
        return self.clock().astimezone(self.timezone).date()


@lru_cache(maxsize=16)
def _quoting(texts: HandbookTexts, day: date, language: str) -> tuple[Chapter, ...]:
    def say(markdown: str) -> str:
        return quoted(markdown, texts.policy, day, language)

    return tuple(
        replace(
            chapter,
            introduction=say(chapter.introduction),
            sections=tuple(replace(part, body_markdown=say(part.body_markdown)) for part in chapter.sections),
        )
        for chapter in texts.chapters
        if chapter.language == language
    )


@lru_cache(maxsize=64)
def _cut(path: Path, excerpt: Excerpt) -> bytes:
    return cut(path, excerpt.start_s, excerpt.end_s)
