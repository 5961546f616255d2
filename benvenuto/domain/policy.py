"""Policy facts: what the company's rules say, and from when until when each of them holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from benvenuto.domain.text import Text


@dataclass(frozen=True, slots=True)
class Term:
    """What a fact says from `start` to `until`, both days included; `until` is None while it is in force.

    `value` is short enough to stand inside a sentence, `rule` is the whole of it; `by_role` gives a value for each
    role where they differ; `source` is where it can be read, "" when it is the company's own word.
    """

    start: date
    until: date | None
    value: Text
    rule: Text
    source: Text
    by_role: Mapping[str, Text]

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on this day."""
        return self.start <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that callers ask about. `criteria` are paths that it bears on; `reasons` empty is every reason."""

    id: str
    title: Text
    criteria: tuple[str, ...]
    reasons: tuple[str, ...]
    terms: tuple[Term, ...]

    def on(self, day: date) -> Term | None:
        """The term in force on this day, None before the first."""
        return next((term for term in self.terms if term.holds_on(day)), None)


@dataclass(frozen=True, slots=True)
class FactInForce:
    """A fact as it stood on one day."""

    fact: Fact
    term: Term


@dataclass(frozen=True, slots=True)
class Policy:
    """Every fact, in the order of its file."""

    facts: tuple[Fact, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """What may be quoted: "fact", and "fact.role" where every term of the fact has one for that role."""
        names = {fact.id for fact in self.facts}
        for fact in self.facts:
            roles = set.intersection(*(set(term.by_role) for term in fact.terms)) if fact.terms else set()
            names |= {f"{fact.id}.{role}" for role in roles}
        return frozenset(names)

    def quote(self, name: str, day: date, language: str) -> str | None:
        """The value of "fact" or "fact.role" on this day; None when nothing was in force."""
        wanted, _, role = name.partition(".")
        term = next((fact.on(day) for fact in self.facts if fact.id == wanted), None)
        value = term and (term.by_role.get(role) if role else term.value)
        return value.in_language(language) if value else None

    def values(self, name: str, language: str) -> tuple[str, ...]:
        """Every value that "fact" or "fact.role" has had, the earliest first."""
        wanted, _, role = name.partition(".")
        terms = (term for fact in self.facts if fact.id == wanted for term in fact.terms)
        values = (term.by_role.get(role) if role else term.value for term in terms)
        return tuple(value.in_language(language) for value in values if value)

    def bearing_on(self, path: str, reason: str, day: date) -> tuple[FactInForce, ...]:
        """What a criterion is to be judged by for a call of this contact reason on this day."""
        bearing = (
            fact for fact in self.facts if path in fact.criteria and (not fact.reasons or reason in fact.reasons)
        )
        return tuple(FactInForce(fact, term) for fact in bearing if (term := fact.on(day)))
