"""Services that note what they answer: to ask of every method at once what it tells somebody."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from typing import Any

from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.people import Actor
from tests.services.deeds import BY_ACTOR
from tests.services.scene import Scene

_APART = ("rubric_uploads.", "outside.", "calibrations.begin")
DEEDS = {method for method in BY_ACTOR if not method.startswith(_APART)}
"""All but those on files and channels alone, whose deeds take their service to pieces, and what blinds its actor."""


def all_answers(on: Scene, actor: Actor, deeds: Collection[str] = DEEDS) -> dict[str, str]:
    """Everything that the methods of all services answer this actor, by method."""
    return overhear(on, actor, deeds).told


def overhear(on: Scene, actor: Actor, deeds: Collection[str] = DEEDS) -> Overheard:
    """The same, in words and as it was answered."""
    notes = Overheard()
    services = {
        each.name: notes.around(each.name, getattr(on.house.app, each.name))
        for each in fields(on.house.app)
        if type(getattr(on.house.app, each.name)).__module__.startswith("benvenuto.services")
    }
    heard = replace(on, house=replace(on.house, app=replace(on.house.app, **services)))
    for method in deeds:
        with suppress(BenvenutoError):
            BY_ACTOR[method](heard, actor)
    return notes


@dataclass
class Overheard:
    """Services that note what they answer; `told` is all of it in words by method, `answers` as it was answered."""

    told: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[object]] = field(default_factory=dict)

    def around(self, name: str, service: object) -> Any:
        """The service, overheard."""
        overheard = self

        class Listening:
            def __getattr__(self, method: str) -> object:
                answer = getattr(service, method)
                return overheard._noting(f"{name}.{method}", answer) if callable(answer) else answer

        return Listening()

    def _noting(self, method: str, answer: Callable[..., object]) -> Callable[..., object]:
        def asked(*arguments: object, **named: object) -> object:
            try:
                result = answer(*arguments, **named)
            except BenvenutoError as error:
                self.told[method] = self.told.get(method, "") + repr((error, error.params))
                raise
            self.told[method] = self.told.get(method, "") + repr(result)
            self.answers.setdefault(method, []).append(result)
            return result

        return asked
