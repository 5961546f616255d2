"""Signing in and out: two addresses, that work without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.people import ROLE_NAMES
from benvenuto.domain.text import LANGUAGES
from benvenuto.services.people.second_factor import CodeWanted, WrongCode
from benvenuto.services.people.sign_in import (
    OneTimePasswordExpired,
    PublishedPassword,
    WrongPassword,
    hash_token,
)
from benvenuto.services.people.throttle import TooManyAttempts
from benvenuto.web.demo import demo_accounts
from benvenuto.web.door import Door
from benvenuto.web.faults import DoorBusy, FromAnotherSite, TooLong
from benvenuto.web.origins import address, from_this_site, local_path
from benvenuto.web.pages import Pages
from benvenuto.web.session import device_of, give_cookie, remember_device, take_cookie, visitor

_LONGEST_FORM = 8192
_MOST_FIELDS = 10
_REFUSALS = (
    WrongPassword,
    TooManyAttempts,
    PublishedPassword,
    OneTimePasswordExpired,
    CodeWanted,
    WrongCode,
    DoorBusy,
)


@dataclass(frozen=True)
class SignInRoutes:
    """/signin and /signout."""

    app: Benvenuto
    pages: Pages
    door: Door = field(default_factory=Door)

    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/signin", self.show, methods=["GET"]),
            Route("/signin", self.begin, methods=["POST"]),
            Route("/signout", self.ask_to_end, methods=["GET"]),
            Route("/signout", self.end, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The form; who is signed in already goes on to where they wanted."""
        wanted = local_path(request.query_params.get("next", "/"))
        if await visitor(self.app, request) is not None:
            return RedirectResponse(wanted, 303)
        return await self._form(request, wanted)

    async def begin(self, request: Request) -> Response:
        """Check name and password; go on to the wanted page with a session, or say what is wrong."""
        try:
            fields = await self._fields(request)
        except BenvenutoError as fault:
            return self.pages.notice(request, fault, 413 if isinstance(fault, TooLong) else 403)
        wanted, username = local_path(fields.get("next", "/")), fields.get("username", "")
        settings, device = self.app.settings, device_of(request, self.app.settings)
        try:
            token = await self.door.through(
                self.app.sign_in.sign_in,
                username,
                fields.get("password", ""),
                address(request, settings),
                device,
                fields.get("code", ""),
            )
        except _REFUSALS as fault:
            return await self._form(request, wanted, username, fault)
        await self._replace_session(request, token)
        response = RedirectResponse(wanted, 303)
        give_cookie(response, token, settings)
        remember_device(response, device, settings)
        return response

    async def ask_to_end(self, request: Request) -> Response:
        """A link on one of our own pages signs out at once; from anywhere else we ask first."""
        asked = request.headers
        clicked = asked.get("sec-fetch-site") == "same-origin" and asked.get("sec-fetch-mode") == "navigate"
        if clicked and "sec-purpose" not in asked:  # a browser that fetches ahead has not been told to go
            return await self._ended(request)
        return self.pages.page(request, "signout.html")

    async def end(self, request: Request) -> Response:
        """End the session."""
        if not from_this_site(request, self.app.settings):
            return self.pages.notice(request, FromAnotherSite(), 403)
        return await self._ended(request)

    async def _ended(self, request: Request) -> Response:
        known = await visitor(self.app, request)
        if known is not None:
            await run_in_threadpool(self.app.sign_in.sign_out, known.token_hash)
        response = RedirectResponse("/signin", 303)
        take_cookie(response, self.app.settings)
        response.headers["Clear-Site-Data"] = '"storage"'  # what waits in the browser to be sent is nobody else's
        return response

    async def _fields(self, request: Request) -> dict[str, str]:
        if not from_this_site(request, self.app.settings):
            raise FromAnotherSite
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LONGEST_FORM:
                raise TooLong
        try:
            return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
        except ValueError:
            raise TooLong from None

    async def _replace_session(self, request: Request, token: str) -> None:
        """End the session that this browser had, and keep the language if it was chosen on this visit."""
        sign_in, before = self.app.sign_in, await visitor(self.app, request)
        if before is not None:
            await run_in_threadpool(sign_in.sign_out, before.token_hash)
        chosen = request.query_params.get("lang", "")
        actor = await run_in_threadpool(sign_in.actor, hash_token(token))
        if chosen in LANGUAGES and actor is not None:
            await run_in_threadpool(sign_in.set_language, actor, chosen)

    async def _form(
        self, request: Request, wanted: str, username: str = "", fault: BenvenutoError | None = None
    ) -> Response:
        reader = self.pages.language(request)
        chosen = request.query_params.get("lang", "")
        response = self.pages.page(
            request,
            "signin.html",
            _status(fault),
            wanted=wanted,
            action=f"/signin?lang={chosen}" if chosen in LANGUAGES else "/signin",
            switches={code: "/signin?" + urlencode({"next": wanted, "lang": code}) for code in LANGUAGES},
            username=username,
            fault=reader.fault(fault) if fault else None,
            code_wanted=isinstance(fault, CodeWanted | WrongCode),
            demo=await run_in_threadpool(demo_accounts, self.app),
            role_names={role: reader.text(name) for role, name in ROLE_NAMES.items()},
        )
        if isinstance(fault, TooManyAttempts | DoorBusy):
            response.headers["Retry-After"] = str(max(1, int(fault.wait.total_seconds())))
        return response


def _status(fault: BenvenutoError | None) -> int:
    if fault is None:
        return 200
    if isinstance(fault, DoorBusy):
        return 503
    return 429 if isinstance(fault, TooManyAttempts) else 401
