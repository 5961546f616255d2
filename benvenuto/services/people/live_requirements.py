"""What going live asks for, apart from the sample: settings, proxy, encryption, closed folders, backup, agreement.

Whether the site answers at its address is asked by `go-live` alone: a page would make its reader wait for a network.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from time import monotonic

from benvenuto.config import Settings
from benvenuto.domain.faults import message
from benvenuto.domain.published import is_this_machine
from benvenuto.languages import Language
from benvenuto.services.people.backups import UNFINISHED
from benvenuto.storage.calls.recording_store import RecordingStore
from benvenuto.storage.private import database_files, is_open

_OLDEST_BACKUP = timedelta(days=2)
_LOOKED_AGAIN_AFTER_S = 60


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that going live asks for: done, or open with what to do."""

    done: bool
    words: str


def live_requirements(settings: Settings, say: Language) -> Iterator[Requirement]:
    """Each of them, as things stand now, in the reader's language."""
    yield _sample_off(settings, say)
    yield _encrypted(settings, say)
    yield _proxy(settings, say)
    yield _not_bypassed(settings, say)
    yield from _closed(settings, say)
    yield _backup(settings, say)
    yield _agreement(settings, say)


def is_encrypted(settings: Settings) -> bool:
    """Whether others reach the site, and by https."""
    return settings.secure and not is_this_machine(settings.public_host)


def _sample_off(settings: Settings, say: Language) -> Requirement:
    text = say.text
    if settings.sample:
        words = message("Set BENVENUTO_SAMPLE=no: the sample is no longer loaded, and its password is refused.")
        return Requirement(False, text(words))
    return Requirement(True, text(message("BENVENUTO_SAMPLE is “no”.")))


def _encrypted(settings: Settings, say: Language) -> Requirement:
    text = say.text
    if not is_encrypted(settings):
        words = message("Set BENVENUTO_PUBLIC_URL to the https:// address that people will use; now it is {address}.")
        return Requirement(False, text(words, address=settings.public_url))
    words = message("Browsers reach it at {address}, encrypted.")
    return Requirement(True, text(words, address=settings.public_url))


def _proxy(settings: Settings, say: Language) -> Requirement:
    text = say.text
    if settings.trusted_proxies:
        words = message("The proxy is trusted for visitors' addresses (BENVENUTO_TRUSTED_PROXY).")
        return Requirement(True, text(words))
    words = message(
        "Set BENVENUTO_TRUSTED_PROXY=yes once the https proxy passes on X-Forwarded-For: until then everybody has the "
        "proxy's address, and a stranger's wrong passwords hold up whoever signs in with a new browser."
    )
    return Requirement(False, text(words))


def _not_bypassed(settings: Settings, say: Language) -> Requirement:
    host, text = settings.host, say.text
    if is_this_machine(host):
        words = message("It listens only on {host}: nobody can bypass the proxy.")
        return Requirement(True, text(words, host=host))
    words = message("It listens on {host}: set BENVENUTO_HOST=127.0.0.1, so that nobody can bypass the proxy.")
    return Requirement(False, text(words, host=host))


def _closed(settings: Settings, say: Language) -> Iterator[Requirement]:
    if os.name != "posix":
        return
    text = say.text
    for place in _private(settings):
        if is_open(place):
            words = message(
                "Others on this machine can look into {folder}, with its voices and names: chmod go= {folder}"
            )
            yield Requirement(False, text(words, folder=place))
        else:
            yield Requirement(True, text(message("Only its owner can look into {folder}."), folder=place))


def _private(settings: Settings) -> list[Path]:
    """The folders and files on this machine that hold people's data, but those inside another."""
    recordings = RecordingStore(settings.recordings_url).local("")
    places = {settings.data, *database_files(settings.database_url)}
    if recordings is not None:
        places.add(recordings.resolve())
    return sorted(place for place in places if place.exists() and not places.intersection(place.parents))


def _backup(settings: Settings, say: Language) -> Requirement:
    folder, text = settings.backup, say.text
    if folder is None:
        words = message(
            "Nothing says that backups are made: set BENVENUTO_BACKUP to the folder that they are written to "
            "(docs/hardening.md)."
        )
        return Requirement(False, text(words))
    newest = _newest(folder, int(monotonic() // _LOOKED_AGAIN_AFTER_S))
    if newest is None:
        return Requirement(False, text(message("There is no backup in {folder} yet."), folder=folder))
    when = say.timestamp(newest)
    if datetime.now(UTC) - newest > _OLDEST_BACKUP:
        words = message("The newest backup in {folder} is of {when}: make one every night.")
        return Requirement(False, text(words, folder=folder, when=when))
    return Requirement(True, text(message("The newest backup in {folder} is of {when}."), folder=folder, when=when))


@lru_cache(maxsize=4)  # a page asks at every run, and a folder of backups may hold a million files
def _newest(folder: Path, _minute: int) -> datetime | None:
    """When the newest file below the folder was written, as of a minute ago at most."""
    files = folder.rglob("*") if folder.is_dir() else ()
    times = [file.stat().st_mtime for file in files if file.is_file() and file.suffix != UNFINISHED]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _agreement(settings: Settings, say: Language) -> Requirement:
    file, text = settings.agreement or settings.works_agreement, say.text
    if file is not None and file.is_file() and file.stat().st_size:
        return Requirement(True, text(message("The works agreement is in {file}."), file=file))
    words = message(
        "Set BENVENUTO_AGREEMENT to the file of the works agreement, or of what the law asks for where you are: what "
        "is recorded and scored, who hears it, and for how long."
    )
    return Requirement(False, text(words))
