"""Streamlit's own options, read from .streamlit/config.toml wherever the server was started."""

from contextlib import chdir

from streamlit import config

from benvenuto.config import HOME


def read_options() -> None:
    """Let Streamlit read our config.toml, which it does once for the whole process."""
    # it looks in the working directory, where whoever started us has files of their own: the paths in our settings
    with chdir(HOME):
        config.get_config_options(force_reparse=True)
