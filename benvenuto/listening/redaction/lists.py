"""First names and surnames that are common in Italy, Britain, Ireland and the United States, from Faker's lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module

_LOCALES = {"it": ("it_IT",), "en": ("en_GB", "en_US", "en_IE")}
ALSO_WORDS = frozenset(
    "alba ambra april benvenuto amore angel angela art aurora autumn azzurra bella bianca bill bob brook brooke candy carol celeste chance"
    " christian clemente costanza crystal dale daisy dawn dean destiny diamante drew eva eve fabbri faith fiore fortuna"
    " franco frank gene gentile gioia gioconda grace grant grazia guy harmony heather hope iris ivy jade jack jasmine jean"
    " joy june lance laura lee libero lily luna margherita marina mark martina max may melody mercedes miles mira nick"
    " norma olive onesto page pace pat patience penny perla porter prudenza ray reed rich robin rod rosa rose ruby rusty"
    " salvi serena skip sky sole sonny stella sterling summer sunny sue terra tiffany tosca trinity vera verona victor"
    " vincenti violet viola virginia vita vito will worth wood west chase colin major ora era ida ave lea sara paris"
    " austin dallas brooklyn sydney florence savannah georgia jordan chelsea madison carolina siena lorena".split()
) - frozenset("angela laura martina sara franco eva max florence jordan jack lee christian virginia victor nick".split())
"""First names that are more often something else."""


@cache
def first_names(language: str) -> frozenset[str]:
    """In lower case; without those that are words as well."""
    return frozenset(
        name.casefold() for name in _listed(language, "first_names") if len(name) > 2 and name.casefold() not in ALSO_WORDS
    )


@cache
def surnames(language: str) -> frozenset[str]:
    """In lower case."""
    return frozenset(name.casefold() for name in _listed(language, "last_names"))


def _listed(language: str, kind: str) -> Sequence[str]:
    providers = [import_module(f"faker.providers.person.{locale}").Provider for locale in _LOCALES[language]]
    return [name for provider in providers for name in getattr(provider, kind)]
