"""The handbook, to read and to search."""

from benvenuto.domain.faults import message
from benvenuto.ui.handbook.chapters import show
from benvenuto.ui.screens import EVERYBODY, Screen

SCREEN = Screen(__file__, message("Handbook"), "handbook", EVERYBODY, show, icon="menu_book", order=200)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
