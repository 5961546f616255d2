"""Whose is what Streamlit keeps for the windows that are open: files sent to it, and files made to be fetched.

Streamlit asks nobody: it takes a file for any window, and gives a file to whoever knows its address. The gate
(benvenuto/web/auth_middleware.py) asks here first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from threading import Lock

from streamlit.runtime import Runtime, exists, get_instance
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from benvenuto.ui.streamlit.uploads import held_bytes

_MOST_REMEMBERED = 10_000


class StreamlitWindows:
    """The windows of this process, by the hash of the token of the session that opened them."""

    def opened_by(self, window: str) -> str | None:
        """Who opened an open window; None for one that is not there."""
        session = get_instance().get_app_session(window) if exists() else None
        return None if session is None else str(session._user_info.get("session") or "")

    def held(self, token_hash: str) -> Sequence[int]:
        """How long each file is that was sent to any open window of somebody, and not taken back."""
        manager = _runtime().uploaded_file_mgr if exists() else None
        sent = list(manager.file_storage.items()) if isinstance(manager, MemoryUploadedFileManager) else []
        mine = [list(files.values()) for window, files in sent if self.opened_by(window) == token_hash]
        return [held_bytes(file) for files in mine for file in files]

    def made_for(self, media: str, token_hash: str) -> bool:
        """Whether a file that can be fetched was made in an open window of somebody."""
        return any(self.opened_by(window) == token_hash for window in _makers(media))


def remember_who_asks() -> None:
    """Remember in which window a file is made that is made when it is asked for: Streamlit itself does not."""
    if getattr(MediaFileManager.execute_deferred, "remembers", False):
        return
    original = MediaFileManager.execute_deferred

    def execute(self: MediaFileManager, file_id: str) -> str:
        entry = self._deferred_callables.get(file_id)
        address = original(self, file_id)
        if entry is not None:
            _asked.note(_media_id(address), entry["session_id"])
        return address

    execute.remembers = True  # type: ignore[attr-defined]
    MediaFileManager.execute_deferred = execute  # type: ignore[method-assign]


class _Asked:
    """In which windows files were made on request, the latest so many."""

    def __init__(self) -> None:
        self._windows: OrderedDict[str, frozenset[str]] = OrderedDict()
        self._lock = Lock()

    def note(self, media: str, window: str) -> None:
        with self._lock:
            self._windows[media] = self._windows.pop(media, frozenset()) | {window}
            if len(self._windows) > _MOST_REMEMBERED:
                self._windows.popitem(last=False)

    def windows(self, media: str) -> frozenset[str]:
        with self._lock:
            return self._windows.get(media, frozenset())


_asked = _Asked()


def _makers(media: str) -> Iterator[str]:
    if not exists():
        return
    wanted = _media_id(media)
    yield from _asked.windows(wanted)
    for window, files in list(_runtime().media_file_mgr._files_by_session_and_coord.items()):
        if wanted in list(files.values()):
            yield window


def _media_id(address: str) -> str:
    """The name of a file without its folder and ending, which Streamlit guesses anew."""
    return address.rsplit("/", 1)[-1].partition(".")[0]


def _runtime() -> Runtime:
    return get_instance()
