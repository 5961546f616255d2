"""Time zones as cells, headers, titles and the names of files write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from benvenuto.formats.calls.call_log.vocabulary import fold

_FIXED = {"cet": 1, "cest": 2, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
_NAMED = {"CET": "CET", "CEST": "CET", "MEZ": "CET", "MESZ": "CET", "BST": "Europe/London"} | {
    f"{letter}{half}": f"{letter}ST{hours}{letter}DT"
    for letter, hours in (("E", 5), ("C", 6), ("M", 7), ("P", 8))
    for half in ("ST", "DT")
}
"""What is said of a whole column means the clocks of a place, that change twice a year."""
_EAST = "".join(rf"(?<!(?i:{word})[ _-])" for word in ("nord", "sud", "zona", "area", "sede"))  # Nord EST, of Italy
_ABBREVIATION = re.compile(rf"(?<![A-Za-z]){_EAST}({'|'.join(_NAMED)})(?![A-Za-z])")
_IN_WORDS = {
    re.compile(rf"\b(?:{words})\b"): zone
    for words, zone in (
        ("(?:w|central) europe(?:an)? (?:standard |summer )?time|romance standard time|rome time", "CET"),
        ("ora (?:locale )?(?:italiana|di (?:roma|milano))|mitteleuropaische (?:sommer)?zeit", "CET"),
        ("(?:gmt standard|british summer|london|uk) time|ora (?:locale )?di londra", "Europe/London"),
        ("(?<!aus )eastern (?:standard |daylight )?time", "EST5EDT"),
        ("(?<!aus )central (?:standard |daylight )?time", "CST6CDT"),
        ("mountain (?:standard |daylight )?time", "MST7MDT"),
        ("pacific (?:standard |daylight )?time", "PST8PDT"),
    )
}
_HYPHEN = re.compile(r"(?<!(?<!-)(?:utc|gmt))-|-(?!\d\d?(?![\d-]))", re.IGNORECASE)
_OFFSET = re.compile(r"(?:utc|gmt)\s?([+-](?:0?\d|1[0-4])(?::?\d{2})?)(?!\d)\)?([a-z, ]{0,100})", re.IGNORECASE)
_REGIONS = ("Europe", "America", "Asia", "Africa", "Australia", "Atlantic", "Pacific", "Indian")
_PLACE = re.compile(rf"({'|'.join(_REGIONS)})[/_]([a-z]+)(?:([/_])([a-z]+(?:_[a-z]+)?))?", re.IGNORECASE)


def zone_said(words: str) -> tzinfo | None:
    """The zone that a header, a title or the name of a file names; None where it names none."""
    return next(_zones_said(words), None)


def zone_of_name(file: str) -> tzinfo | None:
    """The zone that the name of a file names: its hyphens part words, but `UTC-5.csv` says minus."""
    return zone_said(_HYPHEN.sub("_", file))


def _zones_said(words: str) -> Iterator[tzinfo]:
    for region, place, mark, rest in _PLACE.findall(words):
        for name in (f"{place}{mark}{rest}", place):
            with suppress(ValueError):
                yield named_zone(f"{region}/{name}")
    for offset, places in _OFFSET.findall(words):  # (UTC+01:00) Amsterdam, Berlin, Rome
        for name in filter(None, map(str.strip, places.split(","))):
            with suppress(ValueError):
                yield named_zone(f"Europe/{name.replace(' ', '_')}")
        if (zone := zone_of(offset)) is not None:
            yield zone
    for name in _ABBREVIATION.findall(words):
        yield ZoneInfo(_NAMED[name])
    folded = fold(words)
    for known, clocks in _IN_WORDS.items():
        if known.search(folded):
            yield ZoneInfo(clocks)
    if {"utc", "gmt", "zulu"} & set(folded.split()):
        yield UTC


def zone_of(name: str | None) -> tzinfo | None:
    """A zone as a cell names it. Raises ValueError for one nobody knows."""
    name = (name or "").strip().lower()
    if not name:
        return None
    if name in {"z", "utc", "gmt"}:
        return UTC
    if name in _FIXED:
        return timezone(timedelta(hours=_FIXED[name]))
    if "/" in name:
        return named_zone(name)
    sign, digits = (-1 if "-" in name else 1), re.sub(r"\D", "", name)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))


def named_zone(name: str) -> tzinfo:
    """A zone of the time zone database, however its letters are written. Raises ValueError."""
    try:
        return ZoneInfo("/".join("_".join(part.capitalize() for part in word.split("_")) for word in name.split("/")))
    except (OSError, ValueError, LookupError) as error:
        raise ValueError(name) from error
