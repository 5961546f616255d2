"""The recogniser that the site has chosen, among those that are installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from benvenuto.domain.faults import message
from benvenuto.transcribing.protocol import GROUP, Setup, Transcriber, Unusable


class NoTranscriber(Unusable):
    """The site has chosen none. `known`: those it could choose."""

    template = message("No recogniser is set up, so nothing is transcribed and no audio leaves this machine.")
    remedy = message("Choose one of these in BENVENUTO_TRANSCRIBER: {known}. See docs/transcripts.md.")


class UnknownTranscriber(Unusable):
    """A name that no installed package brings. `name`, `known`."""

    template = message("BENVENUTO_TRANSCRIBER is {name}, which is not installed.")
    remedy = message("Choose one of these: {known}. See docs/transcripts.md.")


class BrokenTranscriber(Unusable):
    """A package that does not load. `name`; `reason`: what Python says; `known`."""

    template = message("The recogniser {name} cannot be loaded: {reason}")
    remedy = message("Install its package again, or choose another of these: {known}.")


def find_transcriber(name: str, setup: Setup) -> Transcriber:
    """The recogniser of this name, ready to work; raises Unusable when there is none or it cannot be set up so."""
    installed = {entry.name: entry for entry in entry_points(group=GROUP)}
    known = ", ".join(sorted(installed))
    if not name:
        raise NoTranscriber(known=known)
    if name not in installed:
        raise UnknownTranscriber(name=name, known=known)
    try:
        opening: Callable[[Setup], Transcriber] = installed[name].load()
    except (ImportError, AttributeError) as error:
        raise BrokenTranscriber(name=name, reason=error, known=known) from error
    return opening(setup)
