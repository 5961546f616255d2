"""The bare address of the site, which leads on to the reader's first screen."""

import streamlit as st

from benvenuto.ui.shell import home

st.switch_page(home())
