"""Who reads, for what is drawn without a page: only the language matters."""

from __future__ import annotations

from typing import cast
from zoneinfo import ZoneInfo

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.people import Actor
from benvenuto.languages import language
from benvenuto.ui.charts.ink import Ink
from benvenuto.ui.context import PageContext

INK = Ink("#1f5f5b", "#24211d", "#faf8f5", "Hanken Grotesk")


def reader(code: str) -> PageContext:
    """A reader of this language; there is no application behind."""
    return PageContext(cast("Benvenuto", None), Actor(1, "Carla"), "", language(code, ZoneInfo("Europe/Rome")))


EN, IT = reader("en"), reader("it")
