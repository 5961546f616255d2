"""What is being written in a dialog is kept while Streamlit takes the dialog away and brings it back."""

from benvenuto.ui.streamlit.mounting import component


def keep_drafts() -> None:
    """Put this once on every page; it shows nothing."""
    component("draft", styled=False)(key="draft", height=1)
