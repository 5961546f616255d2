"""What is being written is kept in the browser until it was sent, and put back into its field."""

import re
from collections.abc import Collection, Mapping

from benvenuto.ui.streamlit.memory import Run
from benvenuto.ui.streamlit.mounting import component, packed

_SENT = "sent_drafts"
_NOT_IN_A_CLASS = re.compile(r"[^a-zA-Z0-9_-]")


def keep_drafts(
    *,
    person: int,
    about: int | str,
    fields: Mapping[str, str],
    sent: Collection[str] = (),
    standing: Mapping[str, str] | None = None,
) -> None:
    """Put this once on a page or in a dialog, before whatever it draws of the `fields`; it shows nothing.

    `fields` are the keys of text areas and text inputs, which must be of what is written `about` alone (an evaluation's
    id, or any name), each with the name under which its words are kept: a field may come back under another key.
    `standing` is what a field holds by itself, by key: a draft comes back only in the place of the words over which it
    was written. `sent` is what the person has said there already, as it was stored: a draft of that is over, whether
    or not anybody lived to hear so. What cannot be read back is over by `drafts_sent`.
    """
    data = {
        "person": str(person),
        "about": str(about),
        "fields": {_css_key(key): name for key, name in fields.items()},
        "standing": {_css_key(key): text for key, text in (standing or {}).items()},
        "sent": list(sent),
    }
    component("draft", styled=False)(key=f"draft_{about}", data=packed(data), height=1)


def drafts_sent(run: Run, *, person: int, about: int | str) -> None:
    """What the person wrote there was sent: the browser forgets it with the next page that is drawn to its end."""
    run.memory.setdefault(_SENT, {})[str(about)] = str(person)


def forget_sent_drafts(run: Run) -> None:
    """At the end of a page: have the browser forget what was sent."""
    over: Mapping[str, str] = run.memory.get(_SENT, {})
    for about, person in over.items():
        data = {"person": person, "about": about, "over": True}
        component("draft", styled=False)(key=f"draft_over_{about}", data=packed(data), height=1)
    run.memory.pop(_SENT, None)


def _css_key(key: str) -> str:
    """A key as Streamlit writes it into the class of what it draws, by which the browser finds the field."""
    return _NOT_IN_A_CLASS.sub("-", key.strip())
