"""The ASGI application: the screens behind their gate, with sign-in, recordings and health beside them."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from benvenuto.bootstrap import running
from benvenuto.config import PACKAGE
from benvenuto.ui.screens import screens
from benvenuto.ui.streamlit.logs import log_with_ours
from benvenuto.ui.streamlit.options import read_options
from benvenuto.ui.streamlit.script_loops import close_between_runs
from benvenuto.ui.streamlit.uploads import UploadsToDisk
from benvenuto.ui.streamlit.windows import StreamlitWindows, remember_who_asks
from benvenuto.web.application import Web

# all before st.App, which reads the options once and makes its sessions of the class that it finds
read_options()
log_with_ours()
close_between_runs()
remember_who_asks()
web = Web(
    running(),
    index=Path(st.__file__).with_name("static") / "index.html",
    screens=frozenset(screen.address for screen in screens()),
    windows=StreamlitWindows(),
)
app = st.App(
    PACKAGE / "ui" / "main.py",
    routes=web.routes,
    middleware=[*web.middleware, Middleware(UploadsToDisk)],
    lifespan=web.lifespan,
)
