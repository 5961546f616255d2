"""Second listenings: which drawn calls are heard by two, and by whom, settled before anybody has heard any of them.

A share of the calls that a plan draws is heard by a second evaluator, who knows nothing of the first one's marks: how
far two agree can be measured on no others. Both which and by whom come from a hash of the seed that the frame was drawn
with: nobody can guess them, neither can hang on how a call went, and whoever has the seed can compute both again.

By whom is the evaluator of the highest hash (rendezvous hashing: Thaler and Ravishankar, IEEE/ACM Trans. Networking 6,
1998), so that every pair of evaluators meets, and one who joins or leaves changes nothing between the others.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

LONGEST_SEED = 62
"""Bits: a signed whole number of 64 holds it in any database."""
_WHOLE = 2**64


@dataclass(frozen=True, slots=True)
class Lot:
    """What a frame's second listenings are drawn with: its seed, and the share, 0 to 1, of the drawn calls."""

    seed: int
    share: float


def heard_twice(seed: int, call_id: int, share: float) -> bool:
    """Whether a drawn call is among the share, 0 to 1, that is heard by two."""
    return _hash(seed, call_id) < share * _WHOLE


def second_evaluator(seed: int, call_id: int, candidates: Collection[int]) -> int | None:
    """Who of those that may score the call hears it second; None when there is nobody."""
    return max(candidates, key=lambda person: _hash(seed, call_id, person), default=None)


def _hash(*numbers: int) -> int:
    return int.from_bytes(sha256(":".join(map(str, numbers)).encode()).digest()[:8], "big")
