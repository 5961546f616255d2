"""Streamlit's log lines in the server's one log: it would write them by itself, in a shape of its own."""

from __future__ import annotations

import logging

from streamlit import logger as streamlit_logger


def log_with_ours() -> None:
    """Hand on what Streamlit logs from now on; at the time of every import it may make another logger."""
    streamlit_logger.setup_formatter = _hand_on
    streamlit_logger.update_formatter()


def _hand_on(logger: logging.Logger) -> None:
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    logger.propagate = True
