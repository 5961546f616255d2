"""The script that Streamlit runs for every page."""

from benvenuto.ui.shell import run
from benvenuto.ui.streamlit.concurrency import limit_page_runs

with limit_page_runs():
    run()
