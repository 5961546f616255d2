"""The log of the server: one line an event, with time, level, request and actor; nobody's words or numbers.

An exception is told by its type and where it was raised, never by its message: drivers put into it what people wrote.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from time import perf_counter
from types import TracebackType
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger("benvenuto.requests")
_MOST_STEPS = 12
_plain_record = logging.getLogRecordFactory()


@dataclass
class RequestFacts:
    """What is known of the request that is being answered."""

    id: str
    actor_id: int | None = None


_current: ContextVar[RequestFacts | None] = ContextVar("request", default=None)


def note_actor(actor_id: int) -> None:
    """Say who makes the request, as soon as that is known."""
    if (facts := _current.get()) is not None:
        facts.actor_id = actor_id


def set_up_logs(shape: str, level: str) -> None:
    """Write the log of this process to its standard error, as text or as JSON, from this level on."""
    logging.setLogRecordFactory(_record)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines() if shape == "json" else _TextLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("benvenuto").setLevel(level.upper())


class RequestLog:
    """Outermost middleware: gives each request a name, and the log a line when it was answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; without the query of the address, in which somebody may have searched for a number."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        facts, begun, status = RequestFacts(token_hex(6)), perf_counter(), 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        token = _current.set(facts)
        try:
            await self.app(scope, receive, send_and_note)
        finally:
            _current.reset(token)
            if _LOG.isEnabledFor(logging.INFO):
                event = {
                    "request": facts.id,
                    "actor": facts.actor_id,
                    "method": scope.get("method", "WEBSOCKET"),
                    "path": scope["path"],
                    "status": status,
                    "ms": round(1000 * (perf_counter() - begun)),
                }
                _LOG.info("answered", extra={"answer": event})


def _record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = _plain_record(*args, **kwargs)
    facts = _current.get()
    record.event = {"request": facts.id, "actor": facts.actor_id} if facts else {}
    if record.exc_info and record.exc_info[1] is not None:
        # what any formatter, of whatever library, then writes instead of the traceback with its messages
        record.exc_text = _where(record.exc_info[1])
    return record


def _where(error: BaseException) -> str:
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < _MOST_STEPS:
        parts.append(f"{type(seen).__name__} at {_steps(seen.__traceback__)}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "; from ".join(parts)


def _steps(trace: TracebackType | None) -> str:
    steps = traceback.extract_tb(trace)[-_MOST_STEPS:]
    places = (f"{step.filename.rpartition('site-packages/')[2]}:{step.lineno} {step.name}" for step in steps[::-1])
    return " < ".join(places)


def _facts(record: logging.LogRecord) -> Mapping[str, object]:
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    facts: dict[str, object] = {"time": at, "level": record.levelname.lower(), "logger": record.name}
    known = getattr(record, "answer", None) or getattr(record, "event", {})
    facts |= {name: value for name, value in known.items() if value is not None}
    facts["message"] = " ".join(record.getMessage().split())
    if record.exc_text:
        facts["exception"] = record.exc_text
    return facts


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_facts(record), ensure_ascii=False)


class _TextLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        facts = dict(_facts(record))
        first = f"{facts.pop('time')} {str(facts.pop('level')).upper()} {facts.pop('logger')}: {facts.pop('message')}"
        rest = [f"{name}={value}" for name, value in facts.items()]
        return " ".join((first, *rest)).replace("\n", " ")
