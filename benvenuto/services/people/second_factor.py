"""A second factor: codes that an app makes of a secret and of the time (RFC 6238)."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp

from benvenuto.domain.faults import BenvenutoError, message

_ISSUER = "Benvenuto"
_STEPS_APART = 1  # a telephone's clock may be so far off


class CodeWanted(BenvenutoError):
    """The password was right, and the account has a second factor."""

    template = message("This account also needs a code.")
    remedy = message("Enter your password again, and the code that your app shows now.")


class WrongCode(BenvenutoError):
    """A code that is none, or was used before."""

    template = message("That code is wrong, or has been used already.")
    remedy = message("Wait for the next one. If none works, check that the phone sets its clock by itself.")


def new_secret() -> str:
    """A secret to put into an app: 160 bits."""
    return pyotp.random_base32()


def app_address(secret: str, username: str) -> str:
    """What an app reads from a picture: the secret, and whose it is."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=_ISSUER)


def matching_step(secret: str, code: str, now: datetime, after: int | None = None) -> int | None:
    """The step of time whose code this is, at present or one step from it; None for none after the one last used."""
    typed, maker = "".join(code.split()), pyotp.TOTP(secret)
    present = maker.timecode(now)
    for step in range(present - _STEPS_APART, present + _STEPS_APART + 1):
        right = hmac.compare_digest(maker.generate_otp(step).encode(), typed.encode("utf-8", "replace"))
        if right and (after is None or step > after):
            return step
    return None
