"""Signing in and out: passwords, sessions, and patience with wrong passwords."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import Actor
from benvenuto.domain.published import PUBLISHED_PASSWORD, is_published
from benvenuto.domain.text import known_language
from benvenuto.services.clock import Clock
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.people.sessions import Sessions
from benvenuto.storage.sample_week import SampleAccount

SESSION_LIFETIME = timedelta(hours=12)
THROTTLE_WINDOW = timedelta(minutes=15)
FAILURES_PER_ACCOUNT = 8
FAILURES_PER_ADDRESS = 40
SHORTEST_PASSWORD = 10

_HASHER = PasswordHasher()


@cache
def _nobodys_hash() -> str:
    """What an unknown name is compared with: it must cost as much time as a known one, or time tells which exist."""
    return _HASHER.hash(secrets.token_hex())


class WrongPassword(BenvenutoError):
    """The name or the password is wrong; which of them is not said."""

    template = message("That name and password do not match.")
    remedy = message("Try again, or ask your administrator for a new password.")


class TooManyAttempts(BenvenutoError):
    """Too many wrong passwords lately, for this account or from this address."""

    template = message("Too many wrong passwords.")
    remedy = message("Wait {minutes} minutes, then try again.")

    def __init__(self) -> None:
        super().__init__(minutes=int(THROTTLE_WINDOW.total_seconds() // 60))


class WeakPassword(BenvenutoError):
    """A new password that is too easy."""

    template = message("A password needs at least {length} characters, and cannot be the old one or your name.")
    remedy = message("Choose a longer one: three or four words are easy to remember.")

    def __init__(self) -> None:
        super().__init__(length=SHORTEST_PASSWORD)


class PublishedPassword(BenvenutoError):
    """The sample's password, typed where it opens nothing; whether there is such an account is not said."""

    template = message("That is the sample week's password: it is public, and opens no account here.")
    remedy = message(
        "Ask your administrator for a new one. On the server, python -m benvenuto go-live removes the sample week "
        "and lets an administrator in."
    )


class PublishedChosen(WeakPassword):
    """The sample's password, chosen as somebody's own."""

    template = message("That is the sample week's password, and it is public.")


def hash_password(password: str) -> str:
    """The argon2id hash to store, with the library's present parameters."""
    return _HASHER.hash(password)


def new_password() -> str:
    """A one-time password to hand over: 80 bits, easy to read aloud."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))


def hash_token(token: str) -> str:
    """What is stored of a session's token, so that a stolen database opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class SignIn:
    """The service of signing in; `published_opens`: whether the sample's published password may open an account."""

    database: Database
    clock: Clock
    published_opens: bool = False

    def sign_in(self, username: str, password: str, address: str) -> str:
        """Begin a session and return its token; WrongPassword, TooManyAttempts or PublishedPassword otherwise."""
        now, account = self.clock(), username.strip().lower()[:120]
        with self.database.read() as tx:
            _refuse_when_throttled(tx.sessions, account, now, address)
            if not self.published_opens and is_published(password):  # whoever types it: it tells nothing of accounts
                raise PublishedPassword
            known = tx.people.credentials(account)
        stored, nobodys = known.password_hash if known and known.active else None, _nobodys_hash()
        if not _matches(stored or nobodys, password) or stored is None or known is None:
            with self.database.write() as tx:
                _note_failure(tx, account, now, address=address)
            raise WrongPassword
        return self._begin(known.person_id, account, address, now)

    def actor(self, token_hash: str) -> Actor | None:
        """Who this session belongs to: None as soon as it is ended, over, or the account is closed."""
        with self.database.read() as tx:
            person_id = tx.sessions.person(token_hash, self.clock())
            return None if person_id is None else tx.people.actor(person_id)

    def shut_published(self) -> Sequence[str]:
        """Where the published password opens nothing, end the sessions of who has it still; their user names."""
        if self.published_opens:
            return []
        with self.database.read() as tx:
            shut = with_published_password(tx.sample_week.accounts())
            signed_in = [one for one in shut if tx.sessions.any_of(one.id)]
        if signed_in:
            with self.database.write() as tx:
                for one in signed_in:
                    tx.sessions.end_all(one.id)
                names = [one.username for one in signed_in]
                tx.audit.write(self.clock(), None, "sessions_ended", "sample", "", username=names)
        return [one.username for one in shut]

    def sign_out(self, token_hash: str) -> None:
        """End the session; nothing happens when there is none."""
        with self.database.write() as tx:
            person_id = tx.sessions.person(token_hash, self.clock())
            tx.sessions.end(token_hash)
            if person_id is not None:
                tx.audit.write(self.clock(), person_id, "signed_out", "person", person_id)

    def change_password(self, actor: Actor, current: str, new: str, keep_session: str = "") -> None:
        """Replace the actor's own password and end all other sessions of theirs.

        Who found a browser open may not try passwords for longer than at the door.
        """
        now = self.clock()
        with self.database.read() as tx:
            stored, person = tx.people.password_hash(actor.id), tx.people.get(actor.id)
            if person is None:
                raise WrongPassword
            _refuse_when_throttled(tx.sessions, person.username, now)
        if not _matches(stored or _nobodys_hash(), current):
            with self.database.write() as tx:
                _note_failure(tx, person.username, now)
            raise WrongPassword
        with self.database.write() as tx:
            if tx.people.password_hash(actor.id) != stored:  # changed meanwhile: then it was not the present one
                raise WrongPassword
            if is_published(new):
                raise PublishedChosen
            if len(new) < SHORTEST_PASSWORD or new == current or new.lower() in (person.username, person.name.lower()):
                raise WeakPassword
            tx.people.change(actor.id, password_hash=hash_password(new), must_change_password=False)
            tx.sessions.end_all(actor.id, but=keep_session)
            tx.sessions.forgive(person.username)
            tx.audit.write(now, actor.id, "password_changed", "person", actor.id)

    def set_language(self, actor: Actor, language: str) -> None:
        """Remember the language that the actor reads in, by its code."""
        with self.database.write() as tx:
            tx.people.change(actor.id, language=known_language(language))

    def must_change_password(self, actor: Actor) -> bool:
        """Whether the actor still uses a one-time password."""
        with self.database.read() as tx:
            return tx.people.must_change_password(actor.id)

    def _begin(self, person_id: int, account: str, address: str, now: datetime) -> str:
        token = secrets.token_urlsafe(32)
        with self.database.write() as tx:
            tx.sessions.forgive(account)
            tx.sessions.forget_expired(now)
            tx.sessions.add(hash_token(token), person_id, now, now + SESSION_LIFETIME, address)
            tx.audit.write(now, person_id, "signed_in", "person", person_id, address=address)
        return token


def with_published_password(accounts: Sequence[SampleAccount]) -> Sequence[SampleAccount]:
    """Those of the sample's accounts that nobody has given a password of their own."""
    # they came with one hash for all, and to try it takes a while
    hashes = {one.password_hash for one in accounts if one.password_hash}
    published = {hashed for hashed in hashes if _matches(hashed, PUBLISHED_PASSWORD)}
    return [one for one in accounts if one.password_hash in published]


def _refuse_when_throttled(sessions: Sessions, account: str, now: datetime, address: str = "") -> None:
    since = now - THROTTLE_WINDOW
    if sessions.failures(since, username=account) >= FAILURES_PER_ACCOUNT:
        raise TooManyAttempts
    if address and sessions.failures(since, address=address) >= FAILURES_PER_ADDRESS:
        raise TooManyAttempts


def _note_failure(tx: Transaction, account: str, now: datetime, **where: str) -> None:
    tx.sessions.forget_failures(now - THROTTLE_WINDOW)
    tx.sessions.failed(account, where.get("address", ""), now)
    tx.audit.write(now, None, "sign_in_failed", "account", account, **where)


def _matches(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except VerificationError:
        return False
