"""How a component is found: its assets lie in benvenuto/ui/assets, declared in benvenuto/pyproject.toml."""

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


def nothing() -> None:
    """A callback that only declares a state or trigger to Streamlit."""
