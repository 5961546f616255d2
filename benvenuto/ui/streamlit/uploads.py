"""Files that people send: they wait on the disk, where Streamlit would keep each one whole in memory for an hour.

Streamlit's field, its addresses and its bookkeeping stay as they are. What it holds in a file's place is the name of
one in a folder of this process; when Streamlit gives that up (taken back, session ended), the file goes.
"""

from __future__ import annotations

import atexit
import re
import weakref
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, cast
from uuid import uuid4

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec
from streamlit.web.server.starlette.starlette_app_utils import validate_xsrf_token

from benvenuto.listening.faults import NoRoomToWork
from benvenuto.listening.prepare import CHUNK_BYTES
from benvenuto.listening.workroom import workroom
from benvenuto.listening.writing import new_file

_ADDRESS = re.compile(r"/_stcore/upload_file/(?P<window>[^/]+)/(?P<file_id>[^/]+)")
_XSRF_HEADER, _XSRF_COOKIE = "x-xsrftoken", "_streamlit_xsrf"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent. `id` tells it from every other, also from one of the same name."""

    id: str
    name: str
    _field: UploadedFile
    _stored: _Stored | None = None

    def open(self) -> BinaryIO:
        """It, open for reading from its beginning, anew at each call."""
        return self._stored.path.open("rb") if self._stored else BytesIO(self._field.getbuffer())

    @property
    def source(self) -> bytes | Path:
        """Where it lies on the disk as long as this is held; itself, where it came without its way through there."""
        return self._stored.path if self._stored else self._field.getvalue()

    @property
    def size(self) -> int:
        """How long it is, in bytes."""
        return self._stored.size if self._stored else len(self._field.getbuffer())

    def read(self) -> bytes:
        """The whole of it, in memory: for what is small, or read in one piece."""
        with self.open() as file:
            return file.read()


def largest_upload_mb() -> int:
    """How large one file may be, in MB."""
    return int(st.get_option("server.maxUploadSize"))


def choose_file(label: str, key: str, largest_mb: int | None = None) -> Upload | None:
    """A field for one file; the file once it is here. `largest_mb` where it may not be as large as any."""
    file = st.file_uploader(label, key=key, max_upload_size=largest_mb)
    return _upload(file) if file else None


def choose_files(label: str, key: str) -> Sequence[Upload]:
    """A field for several files; those that are here."""
    return [_upload(file) for file in st.file_uploader(label, accept_multiple_files=True, key=key)]


def held_bytes(record: UploadedFileRec) -> int:
    """How long a file is that Streamlit holds for a window."""
    return record.data.stored.size if isinstance(record.data, _InItsPlace) else len(record.data)


@dataclass(frozen=True)
class UploadsToDisk:
    """ASGI middleware that takes files in Streamlit's stead: it lets nobody else have a route of that address.

    The gate has asked whose window it is, whether this person may send, and how much there is already.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a file; everything else goes on."""
        address = _ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        answer = await _take(Request(scope, receive), **address.groupdict()) if address else self.app
        await answer(scope, receive, send)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class _Stored:
    path: Path
    size: int


class _InItsPlace(bytes):
    stored: _Stored


_stored: weakref.WeakValueDictionary[str, _Stored] = weakref.WeakValueDictionary()


def _upload(file: UploadedFile) -> Upload:
    return Upload(file.file_id, file.name, file, _stored.get(file.file_id))


async def _take(request: Request, window: str, file_id: str) -> Response:
    if not validate_xsrf_token(request.headers.get(_XSRF_HEADER), request.cookies.get(_XSRF_COOKIE)):
        return Response(status_code=403)
    try:
        async with request.form(max_files=1, max_fields=1) as form:
            sent = [part for part in form.values() if isinstance(part, UploadFile)]
            if len(sent) != 1:
                return Response(status_code=400)
            (file,) = sent
            if (file.size or 0) > largest_upload_mb() << 20:
                return Response(status_code=413)
            stored = await run_in_threadpool(_store, file.file, file.size or 0)
    except ClientDisconnect:  # its window was closed
        return Response(status_code=503)
    except (OSError, NoRoomToWork):
        return Response(status_code=507)
    in_its_place = _InItsPlace()
    in_its_place.stored = _stored[file_id] = stored
    record = UploadedFileRec(file_id, file.filename or "", file.content_type or "", in_its_place)
    cast(MemoryUploadedFileManager, get_instance().uploaded_file_mgr).add_file(window, record)
    return Response(status_code=204)


def _store(source: BinaryIO, size: int) -> _Stored:
    path = _room() / uuid4().hex
    with new_file(path) as target:
        copyfileobj(source, target, CHUNK_BYTES)
    stored = _Stored(path, size)
    weakref.finalize(stored, path.unlink, missing_ok=True)
    return stored


@cache
def _room() -> Path:
    """A folder for as long as the process lives; the next one sweeps it if this one is killed."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(workroom())
