"""How much of what is personal is marked, and how much of what is marked is personal."""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from benvenuto.domain.call import Speaker, Turn
from benvenuto.listening.redaction.kinds import Kind
from benvenuto.listening.redaction.replacing import personal_in
from tests.listening.redaction import dev, held_out, last, making

SETS = {"dev": (dev, making.DEV, 3), "held out": (held_out, making.HELD_OUT, 2), "last": (last, making.LAST, 3)}
"""Sentences, forms, and values drawn for each pair of them."""
NEGATIVE_ROUNDS = 5
KINDS = tuple(kind.value for kind in Kind)
_PLACE = re.compile(r"\{(\w+?)(\d?)\}")
_FILLED = {"last": "name", "first": "name", "agent": "name", "agentfirst": "name", "spelled": "name", "vat": "fiscal"}


@dataclass(frozen=True, slots=True)
class Sample:
    """Turns of a call, and of each turn what in it is personal: kind, start, end."""

    kind: str
    turns: Sequence[Turn]
    truth: Sequence[Sequence[tuple[str, int, int]]]
    agents: Sequence[str]
    label: str
    language: str


@dataclass(slots=True)
class Counts:
    """Of one kind."""

    sought: int = 0
    caught: int = 0
    marked: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@cache
def samples(split: str, language: str) -> Sequence[Sample]:
    """Always the same ones."""
    return [*_positives(split, language), *_negatives(split, language)]


def counted(split: str, language: str, *, bare: bool = False) -> Mapping[str, Counts]:
    """Counts by kind. With `bare`, in lower case and without punctuation, as some recognisers write."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for sample in samples(split, language):
        _count(counts, _bared(sample) if bare else sample)
    return counts


def _count(counts: Mapping[str, Counts], sample: Sample) -> None:
    marked = personal_in(sample.turns, sample.language, sample.agents)
    missed = False
    for turn, stretches, truth in zip(sample.turns, marked, sample.truth, strict=True):
        covered = {place for stretch in stretches for place in range(stretch.start, stretch.end)}
        letters = {place for place, char in enumerate(turn.text) if char.isalnum()}
        for _, start, end in truth:
            missed |= not letters & set(range(start, end)) <= covered
        for stretch in stretches:
            count = counts[stretch.kind.value]
            count.marked += 1
            inside = {place for _, start, end in truth for place in range(start, end)}
            own = letters & set(range(stretch.start, stretch.end))
            if own and len(own & inside) >= 0.8 * len(own):
                count.right += 1
            else:
                count.wrong.append(f"{stretch.kind}: {turn.text[stretch.start : stretch.end]!r} in {turn.text!r}")
    if sample.kind:
        count = counts[sample.kind]
        count.sought += 1
        count.caught += not missed
        if missed:
            count.missed.append(f"{sample.label}: {' | '.join(turn.text for turn in sample.turns)}")


def _positives(split: str, language: str) -> Iterator[Sample]:
    sentences, forms, rounds = SETS[split]
    for kind in KINDS:
        for template in sentences.SENTENCES[language][kind]:
            for form, make in forms.get(kind, {"": None}).items():
                rng = random.Random(zlib.crc32(f"{split}{language}{template}{form}".encode()))
                for _ in range(rounds if form else rounds * 6):
                    value = make(rng, language) if make else ""
                    yield _filled(template, kind, value, split, language, rng, form)


def _negatives(split: str, language: str) -> Iterator[Sample]:
    sentences, _, _ = SETS[split]
    for template in sentences.NEGATIVES[language]:
        rng = random.Random(zlib.crc32(f"{split}{language}{template}".encode()))
        for _ in range(NEGATIVE_ROUNDS):
            text = template
            for place in re.finditer(r"\{n(\d+)\}", template):
                text = text.replace(place.group(), making.figures(rng, int(place[1])), 1)
            text = text.replace("{tracking}", f"{rng.choice(['1Z', 'RR', 'JD'])}{making.figures(rng, 14)}")
            yield Sample("", [Turn(Speaker.CALLER, text)], [[]], sentences.AGENTS[language], "", language)


def _filled(template: str, kind: str, value: str, split: str, language: str, rng: random.Random, form: str) -> Sample:
    sentences = SETS[split][0]
    agent = rng.choice(sentences.AGENTS[language])
    first, last = rng.choice(sentences.FIRST[language]), rng.choice(sentences.LAST[language])
    pieces = value.split()
    third = max(1, len(pieces) // 3) if len(pieces) > 2 else 0
    cut = [" ".join(pieces[:third]), " ".join(pieces[third : 2 * third]), " ".join(pieces[2 * third :])]
    if not third:
        size = len(value) // 3
        cut = [value[:size], value[size : 2 * size], value[2 * size :]]
    # what joins two pieces belongs to neither
    cut = [re.sub(r"(?:[\s,]+|\b(?:e|poi|ehm|and|then|uh))+$", "", piece) for piece in cut]
    cities = making.CITIES if language == "it" else making.NATO
    link = "come" if language == "it" else "for"
    spelled = ", ".join(f"{char} {link} {cities[char]}" for char in last.upper() if char in cities)
    values = {
        "name": f"{first} {last}",
        "first": first,
        "last": last,
        "agent": agent,
        "agentfirst": agent.split()[0],
        "spelled": spelled,
        "vat": making.vat(rng),
        "address": rng.choice(sentences.PLACES[language]),
        "email": rng.choice(sentences.EMAILS[language]),
    }
    turns, truth = [], []
    for written in template.split("|"):
        agent_speaks = written.startswith("A:")
        part = written.removeprefix("A:").removeprefix("C:").strip() if written[1:2] == ":" else written
        text, spans, begin = "", [], 0
        for match in _PLACE.finditer(part):
            text += part[begin : match.start()]
            filling = cut[int(match[2]) - 1] if match[2] else values.get(match[1], value)
            spans.append((_FILLED.get(match[1], match[1]), len(text), len(text) + len(filling)))
            text += filling
            begin = match.end()
        turns.append(Turn(Speaker.AGENT if agent_speaks else Speaker.CALLER, text + part[begin:]))
        truth.append(spans)
    return Sample(kind, turns, truth, sentences.AGENTS[language], f"{form} · {template}", language)


_MARK = re.compile(r"[.,;:?!…]+(?=\s|$)")


def _bared(sample: Sample) -> Sample:
    turns, truths = [], []
    for turn, truth in zip(sample.turns, sample.truth, strict=True):
        # what is taken away leaves its place, so that everything else keeps its own
        text = _MARK.sub(lambda match: " " * len(match.group()), turn.text.lower())
        turns.append(Turn(turn.speaker, text if len(text) == len(turn.text) else turn.text))
        truths.append(truth)
    return Sample(sample.kind, turns, truths, sample.agents, sample.label, sample.language)
