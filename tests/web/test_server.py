from __future__ import annotations

import socket

import pytest

from benvenuto.web.faults import PortTaken
from benvenuto.web.server import serve


def test_a_taken_port_is_named_with_a_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as refused:
            serve("127.0.0.1", port, lambda: pytest.fail("it cannot be ready"))
    assert str(refused.value) == f"127.0.0.1:{port} is in use by another program."
    assert "BENVENUTO_PORT" in refused.value.remedy
