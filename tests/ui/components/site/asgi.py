"""The application that the component tests drive: one page, one recording, the policy the product serves."""

import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    b"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data: blob:; font-src 'self' data:"
)


class Policy:
    """Sends the content security policy with every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"content-security-policy", POLICY)]
            await send(message)

        await self.app(scope, receive, with_policy)


async def recording(request: Request) -> FileResponse:
    """The recording of this name, by range."""
    return FileResponse(Path(os.environ["COMPONENTS_FOLDER"]) / request.path_params["name"])


app = st.App(
    str(Path(__file__).with_name("page.py")),
    routes=[Route("/recording/{name}", recording)],
    middleware=[Middleware(Policy)],
)
