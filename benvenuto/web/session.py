"""The session cookie, and who stands behind it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import Response

from benvenuto.bootstrap import Benvenuto
from benvenuto.config import Settings
from benvenuto.domain.people import Actor
from benvenuto.services.people.sign_in import DEVICE_LIFETIME, SESSION_LIFETIME, hash_token


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in, and the hash of their session's token."""

    token_hash: str
    actor: Actor


def cookie_name(settings: Settings) -> str:
    """The cookie's name: under https with the prefix that keeps other hosts and plain http from setting it."""
    return "__Host-benvenuto_session" if settings.secure else "benvenuto_session"


async def visitor(app: Benvenuto, connection: HTTPConnection, *, by_hand: bool = True) -> Visitor | None:
    """Who asks; None when nobody is signed in. What a browser asks by itself (not `by_hand`) keeps no session awake."""
    token = connection.cookies.get(cookie_name(app.settings))
    if not token:
        return None
    token_hash = hash_token(token)
    actor = await run_in_threadpool(app.sign_in.actor, token_hash, by_hand=by_hand)
    return None if actor is None else Visitor(token_hash, actor)


def give_cookie(response: Response, token: str, settings: Settings) -> None:
    """Let the browser keep the session."""
    response.set_cookie(
        cookie_name(settings),
        token,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def device_of(connection: HTTPConnection, settings: Settings) -> str:
    """The token by which this browser is known, a new one where it has none yet."""
    return connection.cookies.get(_device_cookie(settings)) or secrets.token_urlsafe(32)


def remember_device(response: Response, device: str, settings: Settings) -> None:
    """Let the browser be known the next time that somebody signs in with it."""
    response.set_cookie(
        _device_cookie(settings),
        device,
        max_age=int(DEVICE_LIFETIME.total_seconds()),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="strict",
    )


def _device_cookie(settings: Settings) -> str:
    return "__Host-benvenuto_device" if settings.secure else "benvenuto_device"


def take_cookie(response: Response, settings: Settings) -> None:
    """Let the browser forget the session."""
    response.delete_cookie(cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="lax")
