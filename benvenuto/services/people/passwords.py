"""Passwords: how they are kept, which are too easy, and those that are handed over once."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.published import is_published

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 256
ONE_TIME_LIFETIME = timedelta(days=3)
HASHES_AT_ONCE = 2
"""Each takes 64 MiB and all cores for a moment."""

HASHER = PasswordHasher()
"""argon2id, with the library's present parameters (RFC 9106)."""

_EASY = 3  # of zxcvbn's scores, 0 to 4: fewer than 10^8 guesses are below it
_LONGEST_ESTIMATED = 72  # zxcvbn's own limit; what is that long is hard, or a repetition already
_SHORTEST_WORD = 3
_SHORTEST_REST = 8
_WORD = re.compile(r"\w+")
_places = BoundedSemaphore(HASHES_AT_ONCE)


class WeakPassword(BenvenutoError):
    """A new password that is too short or too long, or the one before."""

    template = message("A password needs {length} to {longest} characters, and cannot be the old one.")
    remedy = message("Choose a longer one: three or four words are easy to remember.")

    def __init__(self) -> None:
        super().__init__(length=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD)


class EasyPassword(WeakPassword):
    """A new password that is among the first that anybody tries."""

    template = message("That password is easy to guess: a common one, a repetition, or a name that others know.")


class PublishedChosen(WeakPassword):
    """The sample's password, chosen as somebody's own."""

    template = message("That is the sample week's password, and it is public.")


def hash_password(password: str, hasher: PasswordHasher = HASHER) -> str:
    """The argon2id hash to store; when too many are made at once, it waits for its turn."""
    with _places:
        return hasher.hash(password)


def matches(stored: str, password: str, hasher: PasswordHasher = HASHER) -> bool:
    """Whether this is the password that was hashed; when too many are compared at once, it waits for its turn."""
    with _places:
        try:
            return hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False


@lru_cache(maxsize=4)
def nobodys_hash(hasher: PasswordHasher = HASHER) -> str:
    """What an unknown name is compared with: it must cost as much time as a known one, or time tells which exist."""
    return hash_password(secrets.token_hex(), hasher)


def new_password() -> str:
    """A one-time password to hand over: 80 bits, easy to read aloud."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))


def check_new(password: str, names: Iterable[str], before: str) -> None:
    """WeakPassword for one that is too easy; `names` are those of the person, the teams and the company."""
    if is_published(password):
        raise PublishedChosen
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or password == before:
        raise WeakPassword
    known = sorted({*_words(names)}, key=len, reverse=True)
    if len(_without(password.lower(), known)) < _SHORTEST_REST:
        raise EasyPassword
    from zxcvbn import zxcvbn  # its dictionaries take a third of a second, and few processes ever need them

    if zxcvbn(password[:_LONGEST_ESTIMATED], user_inputs=known)["score"] < _EASY:
        raise EasyPassword


def _words(names: Iterable[str]) -> Iterator[str]:
    yield "benvenuto"
    for name in names:
        lower = name.lower()
        yield from (word for word in (lower, *_WORD.findall(lower)) if len(word) >= _SHORTEST_WORD)


def _without(password: str, words: Iterable[str]) -> str:
    for word in words:
        password = password.replace(word, "")
    return password
