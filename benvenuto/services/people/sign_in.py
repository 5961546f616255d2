"""Signing in and out: sessions, one-time passwords, and the browsers that are known."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher

from benvenuto.domain.faults import BenvenutoError, Forbidden, message
from benvenuto.domain.people import Actor, OpenSession, Person, Role
from benvenuto.domain.published import PUBLISHED_PASSWORD, is_published
from benvenuto.domain.text import known_language
from benvenuto.services.clock import Clock
from benvenuto.services.people.passwords import (
    HASHER,
    check_new,
    hash_password,
    matches,
    nobodys_hash,
)
from benvenuto.services.people.second_factor import CodeWanted, WrongCode, matching_step
from benvenuto.services.people.throttle import Place, admit
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.people.people import Credentials
from benvenuto.storage.sample_week import SampleAccount

SESSION_LIFETIME = timedelta(hours=12)
IDLE_TIMEOUT = timedelta(minutes=60)
DEVICE_LIFETIME = timedelta(days=180)
_SEEN_AGAIN = timedelta(minutes=1)
_LONGEST_USERNAME = 119


class WrongPassword(BenvenutoError):
    """The name or the password is wrong; which of them is not said."""

    template = message("That name and password do not match.")
    remedy = message("Try again, or ask your administrator for a new password.")


class OneTimePasswordExpired(BenvenutoError):
    """A one-time password that was right, and is too old."""

    template = message("That one-time password has expired.")
    remedy = message("Ask your administrator for a new one. On the server, python -m benvenuto go-live gives one.")


class PublishedPassword(BenvenutoError):
    """The sample's password, typed where it opens nothing; whether there is such an account is not said."""

    template = message("That is the sample week's password: it is public, and opens no account here.")
    remedy = message(
        "Ask your administrator for a new one. On the server, python -m benvenuto go-live removes the sample week "
        "and lets an administrator in."
    )


def hash_token(token: str) -> str:
    """What is stored of a session's or device's token, so that a stolen database opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class SignIn:
    """The service of signing in; `published_opens`: whether the sample's published password may open an account.

    `company` are names that no password may consist of; a session that nobody uses for `idle` is over. Where a second
    factor is wanted, administrators hold no role until they have set one up.
    """

    database: Database
    clock: Clock
    published_opens: bool = False
    company: Sequence[str] = ()
    idle: timedelta = IDLE_TIMEOUT
    hasher: PasswordHasher = HASHER
    second_factor_wanted: bool = False

    def sign_in(self, username: str, password: str, address: str, device: str = "", code: str = "") -> str:
        """Begin a session and return its token; WrongPassword, TooManyAttempts or PublishedPassword otherwise.

        `device` is a token that the browser keeps: where its person has been in, strangers' guesses keep nobody out.
        """
        typed = username.strip().lower()[:_LONGEST_USERNAME].strip()
        if not self.published_opens and is_published(password):  # whoever types it: it tells nothing of accounts
            raise PublishedPassword
        with self.database.write() as tx:
            known, now = tx.people.credentials(typed), self.clock()
            place = Place.of(known.username if known else typed, address, _known_device(tx, known, device))
            admit(tx, place, now)
        stored = known.password_hash if known and known.active else None
        right = matches(stored or nobodys_hash(self.hasher), password, self.hasher)
        if not right or stored is None or known is None:
            with self.database.write() as tx:
                tx.audit.write(now, None, "sign_in_failed", "account", place.account, address=address)
            raise WrongPassword
        if known.expires_at is not None and known.expires_at <= now:
            raise OneTimePasswordExpired
        step = self._second_factor(known, code, place, address, now)
        anew = hash_password(password, self.hasher) if self.hasher.check_needs_rehash(stored) else None
        with self.database.write() as tx:
            held = tx.people.password_hash(known.person_id)
            # reset while it was compared: then it was the one before; the same one hashed anew is right still
            if held is None or (held != stored and not matches(held, password, self.hasher)):
                raise WrongPassword
            if step is not None and not tx.people.use_second_factor(known.person_id, step):
                raise WrongCode
            if anew is not None:
                tx.people.change(known.person_id, password_hash=anew)
            tx.failed_sign_ins.forgive(place.account, place.address, place.device)
            return self._begin(tx, known.person_id, address, device, now)

    def actor(self, token_hash: str, *, by_hand: bool = True) -> Actor | None:
        """Who this session belongs to: None as soon as it is ended, over or idle, or the account is closed.

        It stays in use by what people do, not by what their browsers ask by themselves (not `by_hand`). Who has a
        one-time password holds no role until it is changed; nor who lacks a second factor that is wanted.
        """
        now = self.clock()
        with self.database.read() as tx:
            session = self._in_use(tx, token_hash, now)
            person = tx.people.get(session.person_id) if session else None
        if session is None or person is None or not person.active:
            return None
        if by_hand and now - session.seen_at >= _SEEN_AGAIN:
            with self.database.write() as tx:
                tx.sessions.seen(token_hash, now)
        held = () if person.must_change_password or self._lacks_second_factor(person) else person.memberships
        return Actor(person.id, person.name, frozenset(held), person.language)

    def shut_published(self) -> Sequence[str]:
        """Where the published password opens nothing, end the sessions of who has it still; their user names."""
        if self.published_opens:
            return []
        with self.database.read() as tx:
            shut = with_published_password(tx.sample_week.accounts())
            signed_in = [account for account in shut if tx.sessions.of(account.id, self.clock())]
        if signed_in:
            with self.database.write() as tx:
                for account in signed_in:
                    tx.sessions.end_all(account.id)
                names = [account.username for account in signed_in]
                tx.audit.write(self.clock(), None, "sessions_ended", "sample", "", username=names)
        return [account.username for account in shut]

    def sign_out(self, token_hash: str) -> None:
        """End the session; nothing happens when there is none."""
        with self.database.write() as tx:
            session = tx.sessions.get(token_hash, self.clock())
            tx.sessions.end(token_hash)
            if session is not None:
                tx.audit.write(self.clock(), session.person_id, "signed_out", "person", session.person_id)

    def sessions(self, actor: Actor) -> Sequence[OpenSession]:
        """Where the actor is signed in, the latest used first."""
        now = self.clock()
        with self.database.read() as tx:
            return [session for session in tx.sessions.of(actor.id, now) if not self._is_idle(session, now)]

    def sign_out_there(self, actor: Actor, token_hash: str) -> None:
        """End one of the actor's own sessions; Forbidden when it is somebody else's."""
        with self.database.write() as tx:
            session = tx.sessions.get(token_hash, self.clock())
            if session is None:
                return
            if session.person_id != actor.id:
                raise Forbidden
            tx.sessions.end(token_hash)
            tx.audit.write(self.clock(), actor.id, "signed_out", "person", actor.id, address=session.address)

    def change_password(self, actor: Actor, current: str, new: str, keep_session: str = "") -> None:
        """Replace the actor's own password and end all other sessions of theirs.

        Who found a browser open may not try passwords for longer than at the door.
        """
        person, stored = self._confirmed(actor, current)
        with self.database.read() as tx:
            names = [person.username, person.name, *self.company, *(team.name for team in tx.people.teams())]
        check_new(new, names, current)
        hashed = hash_password(new, self.hasher)  # before the transaction: it takes a while, and others write too
        with self.database.write() as tx:
            if tx.people.password_hash(actor.id) != stored:  # changed meanwhile: then it was not the present one
                raise WrongPassword
            tx.people.change(actor.id, password_hash=hashed, must_change_password=False, password_expires_at=None)
            tx.sessions.end_all(actor.id, but=keep_session)
            tx.audit.write(self.clock(), actor.id, "password_changed", "person", actor.id)

    def lacks_second_factor(self, actor: Actor) -> bool:
        """Whether the actor must set up a second factor before anything else."""
        with self.database.read() as tx:
            person = tx.people.get(actor.id)
        return person is not None and self._lacks_second_factor(person)

    def set_second_factor(self, actor: Actor, current: str, secret: str, code: str, keep_session: str = "") -> None:
        """Let the actor sign in with codes of this secret from now on; WrongCode unless this is one of them.

        `current` is the password in use. All other sessions end. An administrator takes a second factor away.
        """
        self._confirmed(actor, current)
        with self.database.write() as tx:
            person, now = tx.people.get(actor.id), self.clock()
            if person is None or person.must_change_password or person.has_second_factor:
                raise Forbidden
            step = matching_step(secret, code, now)
            if step is None:
                raise WrongCode
            tx.people.change(actor.id, second_factor=secret, second_factor_step=step)
            tx.sessions.end_all(actor.id, but=keep_session)
            tx.audit.write(now, actor.id, "second_factor_set", "person", actor.id)

    def set_language(self, actor: Actor, language: str) -> None:
        """Remember the language that the actor reads in, by its code."""
        with self.database.write() as tx:
            tx.people.change(actor.id, language=known_language(language))

    def must_change_password(self, actor: Actor) -> bool:
        """Whether the actor still uses a one-time password."""
        with self.database.read() as tx:
            return tx.people.must_change_password(actor.id)

    def _confirmed(self, actor: Actor, current: str) -> tuple[Person, str | None]:
        """The actor's account and the hash of its password, once it was typed again; WrongPassword otherwise."""
        with self.database.write() as tx:
            stored, person, now = tx.people.password_hash(actor.id), tx.people.get(actor.id), self.clock()
            if person is None:
                raise WrongPassword
            place = Place.of(person.username, "")
            admit(tx, place, now)
        if not matches(stored or nobodys_hash(self.hasher), current, self.hasher):
            with self.database.write() as tx:
                tx.audit.write(now, None, "sign_in_failed", "account", person.username)
            raise WrongPassword
        with self.database.write() as tx:
            tx.failed_sign_ins.forgive(place.account, place.address, place.device)
        return person, stored

    def _second_factor(self, known: Credentials, code: str, place: Place, address: str, now: datetime) -> int | None:
        """The step of time whose code this is; None where no code is wanted."""
        if known.second_factor is None:
            return None
        if not code.strip():
            raise CodeWanted
        step = matching_step(known.second_factor, code, now, after=known.second_factor_step)
        if step is None:
            with self.database.write() as tx:
                tx.audit.write(now, None, "sign_in_failed", "account", place.account, address=address)
            raise WrongCode
        return step

    def _lacks_second_factor(self, person: Person) -> bool:
        administers = any(membership.role is Role.ADMINISTRATOR for membership in person.memberships)
        return self.second_factor_wanted and administers and not person.has_second_factor

    def _begin(self, tx: Transaction, person_id: int, address: str, device: str, now: datetime) -> str:
        token = secrets.token_urlsafe(32)
        tx.sessions.forget_expired(now)
        tx.sessions.add(hash_token(token), person_id, now, now + SESSION_LIFETIME, address)
        if device:
            tx.known_devices.forget(now - DEVICE_LIFETIME)
            tx.known_devices.seen(hash_token(device), person_id, now)
        tx.audit.write(now, person_id, "signed_in", "person", person_id, address=address)
        return token

    def _in_use(self, tx: Transaction, token_hash: str, now: datetime) -> OpenSession | None:
        session = tx.sessions.get(token_hash, now)
        return None if session is None or self._is_idle(session, now) else session

    def _is_idle(self, session: OpenSession, now: datetime) -> bool:
        return now - session.seen_at >= self.idle


def with_published_password(accounts: Sequence[SampleAccount]) -> Sequence[SampleAccount]:
    """Those of the sample's accounts that nobody has given a password of their own."""
    # they came with one hash for all, and to try it takes a while
    hashes = {account.password_hash for account in accounts if account.password_hash}
    published = {hashed for hashed in hashes if matches(hashed, PUBLISHED_PASSWORD)}
    return [account for account in accounts if account.password_hash in published]


def _known_device(tx: Transaction, known: Credentials | None, device: str) -> str:
    if not device or known is None:
        return ""
    token_hash = hash_token(device)
    return token_hash if tx.known_devices.knows(token_hash, known.person_id) else ""
