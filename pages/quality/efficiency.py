"""Quality beside efficiency: whether shorter calls come with poorer care."""

from benvenuto.domain.faults import message
from benvenuto.services.quality.oversight_scope import OVERSEEING
from benvenuto.ui.quality.efficiency.page import show
from benvenuto.ui.screens import QUALITY, Screen

SCREEN = Screen(
    __file__,
    message("Quality and efficiency"),
    "efficiency",
    OVERSEEING,
    show,
    icon="timer",
    menu=QUALITY,
    order=120,
)

if __name__ == "__main__":  # as Streamlit runs it
    SCREEN.run()
