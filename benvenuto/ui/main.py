"""The script that Streamlit runs for every page."""

from benvenuto.ui.shell import run

run()
