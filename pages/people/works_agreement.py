"""What may be recorded and scored: the works agreement in force, for everybody."""

from benvenuto.domain.faults import message
from benvenuto.ui.people.works_agreement import is_set, show
from benvenuto.ui.screens import EVERYBODY, Screen

SCREEN = Screen(
    __file__,
    message("Works agreement"),
    "works-agreement",
    EVERYBODY,
    show,
    icon="handshake",
    order=225,
    shown_when=is_set,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
