"""What is being written is kept in the browser until it was sent, and put back into its text area."""

from collections.abc import Collection, Mapping

from benvenuto.ui.streamlit.mounting import component, packed


def keep_drafts(*, person: int, evaluation: int | str, fields: Mapping[str, str], sent: Collection[str]) -> None:
    """Put this once on a page, before and whatever it draws of the `fields`; it shows nothing.

    `fields` are the keys of text areas, which must be of this evaluation alone (an id, or any name), each with the name
    of what is written there: a field may come back under another key. `sent` is what the person has said there already,
    as it was stored: a draft of that is over, whether or not anybody lived to hear so.
    """
    data = {"person": str(person), "evaluation": str(evaluation), "fields": dict(fields), "sent": list(sent)}
    component("draft", styled=False)(key=f"draft_{evaluation}", data=packed(data), height=1)
