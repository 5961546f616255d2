"""Files on their way to the server that never arrive whole."""

from __future__ import annotations

from starlette.types import Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from benvenuto.ui.streamlit.uploads import UploadsToDisk
from tests.page_loads import run_apart


async def _nobody(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError


async def _sent() -> list[Message]:
    """What is answered to a file whose sender goes away once its beginning is here."""
    token = generate_xsrf_token_string()
    headers = {
        "x-xsrftoken": token,
        "cookie": f"_streamlit_xsrf={token}",
        "content-type": "multipart/form-data; boundary=b",
    }
    begun = b'--b\r\nContent-Disposition: form-data; name="file"; filename="log.csv"\r\n\r\nId;'
    coming: list[Message] = [{"type": "http.request", "body": begun, "more_body": True}, {"type": "http.disconnect"}]
    answered: list[Message] = []

    async def receive() -> Message:
        return coming.pop(0)

    async def send(message: Message) -> None:
        answered.append(message)

    scope: Scope = {
        "type": "http",
        "method": "PUT",
        "path": "/_stcore/upload_file/window/file",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    await UploadsToDisk(_nobody)(scope, receive, send)
    return answered


def test_a_file_that_never_comes_whole_is_no_error_of_the_server() -> None:
    assert run_apart(_sent())[0]["status"] == 503
