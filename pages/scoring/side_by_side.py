"""Two evaluations of one call, where they differ first."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.scoring.side_by_side import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(
    __file__, message("Side by side"), "side-by-side", (Role.SUPERVISOR, Role.MANAGER), show, hidden=True, order=35
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
