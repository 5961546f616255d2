"""Tables to keep: what can be told apart by its heading, in one unit."""

from __future__ import annotations

import pytest

from benvenuto.ui.quality.downloads import DataTable


def test_two_columns_cannot_have_the_same_heading() -> None:
    with pytest.raises(ValueError, match="alike"):
        DataTable(("Care", "95% interval, low", "Time", "95% interval, low"), [])
