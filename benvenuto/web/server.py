"""Serving the application, with the settings that Streamlit's own runner gives to uvicorn."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

import uvicorn

from benvenuto.config import HOME
from benvenuto.web.descriptors import raise_limit
from benvenuto.web.faults import PortTaken

_PING_S = 30.0
_LARGEST_MESSAGE = 32 * 1024**2  # Streamlit itself refuses more than 25 MB from a browser
_PATIENCE_S = 5
_SWITCH_S = 0.0005
# scipy loads its parts when they are first used: here before the first visitor, in a command perhaps never
_PARTS = ("scipy.linalg", "scipy.optimize", "scipy.sparse", "scipy.special")


def serve(host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve app.py until Ctrl+C or SIGTERM; `ready` is called once visitors can come. Raises PortTaken."""
    if str(HOME) not in sys.path:  # app.py and pages/ lie beside the package
        sys.path.insert(0, str(HOME))
    config = uvicorn.Config(
        "app:app",
        host=host,
        port=port,
        log_config=None,  # logs.py
        access_log=False,
        use_colors=False,
        server_header=False,
        proxy_headers=False,  # BENVENUTO_TRUSTED_PROXY decides, in origins.py
        ws="websockets-sansio",
        ws_ping_interval=_PING_S,
        ws_ping_timeout=_PING_S,
        ws_max_size=_LARGEST_MESSAGE,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=_PATIENCE_S,
    )
    raise_limit()
    for part in _PARTS:
        import_module(part)
    # Streamlit's threads take one lock hundreds of times a run; each waits a whole switch interval for its turn at it
    sys.setswitchinterval(_SWITCH_S)
    # uvicorn ends what is under way, then raises the signal once more for us: that the end was asked for is no failure
    signal.signal(signal.SIGTERM, lambda *_: None)
    with _listening(host, port) as listener, suppress(KeyboardInterrupt):
        _Server(config, ready).run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready()


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError:
        raise PortTaken(host=host, port=port) from None
    with listener:
        listener.set_inheritable(True)
        yield listener
