"""What the gate asks about the windows that people have open, of whatever draws the screens in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from starlette.requests import HTTPConnection

from benvenuto.domain.access import Permission, can
from benvenuto.web.session import Visitor

MOST_FILES, MOST_BYTES = 500, 1024**3
_MADE, _SENT = "/media/", "/_stcore/upload_file/"


class Windows(Protocol):
    """The open windows, by the hash of the token of the session that opened them."""

    def opened_by(self, window: str) -> str | None:
        """Who opened an open window; None for one that is not there."""
        ...

    def held(self, token_hash: str) -> Sequence[int]:
        """How long each file is that was sent to any open window of somebody, and not taken back."""
        ...

    def made_for(self, media: str, token_hash: str) -> bool:
        """Whether a file that can be fetched was made in an open window of somebody."""
        ...


class NoWindows:
    """Where nothing draws screens, nobody has a window."""

    def opened_by(self, window: str) -> str | None:
        """Nobody."""
        return None

    def held(self, token_hash: str) -> Sequence[int]:
        """Nothing."""
        return []

    def made_for(self, media: str, token_hash: str) -> bool:
        """No."""
        return False


@dataclass
class WindowGate:
    """What may be sent to a window and fetched from one; files under way count as if they had arrived."""

    windows: Windows
    _coming: dict[str, list[int]] = field(default_factory=dict)

    def refusal(self, scope_path: str, method: str, connection: HTTPConnection, known: Visitor) -> int | None:
        """The status with which a request is refused; None when it may pass."""
        if scope_path.startswith(_MADE):
            return None if self.windows.made_for(scope_path.removeprefix(_MADE), known.token_hash) else 404
        if scope_path.startswith(_SENT) and method in ("PUT", "DELETE"):
            return self._sending(scope_path, method, connection, known)
        return None

    def _sending(self, scope_path: str, method: str, connection: HTTPConnection, known: Visitor) -> int | None:
        window = scope_path.removeprefix(_SENT).partition("/")[0]
        if not can(known.actor, Permission.ADMINISTER) or self.windows.opened_by(window) != known.token_hash:
            return 403
        if method == "DELETE":
            return None
        size = length(connection)
        if size is None:
            return 411
        sizes = [*self.windows.held(known.token_hash), *self._coming.get(known.token_hash, []), size]
        return 413 if len(sizes) > MOST_FILES or sum(sizes) > MOST_BYTES else None

    @contextmanager
    def coming(self, connection: HTTPConnection, known: Visitor) -> Iterator[None]:
        """Count a file that is under way."""
        size, coming = length(connection), self._coming.setdefault(known.token_hash, [])
        if size is None:
            yield
            return
        coming.append(size)
        try:
            yield
        finally:
            coming.remove(size)
            if not coming:
                self._coming.pop(known.token_hash, None)


def length(connection: HTTPConnection) -> int | None:
    """How long a request says that it is, None when it does not say."""
    header = connection.headers.get("content-length", "")
    return int(header) if header.isascii() and header.isdigit() and len(header) < 16 else None
