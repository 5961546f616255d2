"""What every page knows: the application, who is here, and the language they read in."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import streamlit as st

from benvenuto.bootstrap import Benvenuto, running
from benvenuto.domain.people import Actor, Role
from benvenuto.languages import Language, language
from benvenuto.ui.streamlit.leave import leave
from benvenuto.ui.streamlit.memory import Memory, memory_of_window


@dataclass(frozen=True)
class PageContext:
    """One run of one page. `session` names the browser's session; `say` is everything about the language.

    `memory` is what a run leaves to the next ones of the same window: what was pressed, done and told (ui/streamlit).
    """

    app: Benvenuto
    actor: Actor
    session: str
    say: Language
    memory: Memory = field(default_factory=dict)

    def _(self, message: str, **params: object) -> str:
        """A message in the reader's language, filled in."""
        return self.say.text(message, **params)

    def holds(self, *roles: Role) -> bool:
        """Whether the reader holds one of these roles."""
        return bool(self.actor.roles.intersection(roles))


def page_context() -> PageContext:
    """Who is here, looked up anew at every run, so that an ended session ends at the next click."""
    app = running()
    session = str(st.user.get("session") or "")
    actor = app.sign_in.actor(session)
    if actor is None:
        leave(f"/signin?next={quote(_address())}")
        st.stop()
    return PageContext(app, actor, session, language(actor.language, app.settings.timezone), memory_of_window())


def _address() -> str:
    """The page's own address without the site, so that signing in leads back to it."""
    # the one has no query, the other nothing else
    path = (st.context.url or "").partition("://")[2].partition("/")[2].partition("?")[0]
    wanted = urlencode(st.query_params.to_dict())
    return f"/{path}?{wanted}" if wanted else f"/{path}"
