"""The script that Streamlit runs for every page."""

from benvenuto.ui.shell import run
from benvenuto.ui.turns import in_turn

with in_turn():
    run()
