"""The first steps of a new house, for its administrator."""

from benvenuto.domain.faults import message
from benvenuto.domain.people import Role
from benvenuto.ui.people.first_steps import show
from benvenuto.ui.screens import Screen

SCREEN = Screen(
    __file__,
    message("First steps"),
    "first-steps",
    (Role.ADMINISTRATOR,),
    show,
    icon="flag",
    order=155,
    hidden=True,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
