"""How a component is found: its assets lie in benvenuto/ui/assets, declared in benvenuto/pyproject.toml."""

import json
from collections.abc import Mapping
from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

# Hidden until its stylesheet has arrived, which shows it: no flash of bare buttons.
_ROOT = '<div class="root" hidden></div>'


@cache
def component(name: str, *, styled: bool = True) -> ComponentRenderer:
    """The component of this name, registered when first mounted: Streamlit knows manifests only while it runs."""
    css = f"{name}/{name}.css" if styled else None
    return st.components.v2.component(f"benvenuto.{name}", html=_ROOT, js=f"{name}/{name}.js", css=css)


def packed(data: Mapping[str, object], **written: str) -> dict[str, str]:
    """The data serialised as one JSON object, which shared/mount.js parses; `written` are values that are JSON already.

    In a nested structure Streamlit looks at every value for a table, which takes some forty times as long.
    """
    texts = {name: json.dumps(value) for name, value in data.items()} | written
    return {"packed": "{" + ", ".join(f'"{name}": {text}' for name, text in texts.items()) + "}"}


def nothing() -> None:
    """A callback that only declares a state or trigger to Streamlit."""
