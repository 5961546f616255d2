"""A proposal is a part of the rubric's file, whatever its words hold."""

from __future__ import annotations

from datetime import UTC, datetime

import yaml
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.calibration import NewProposal, ProposalState, RubricProposal
from benvenuto.domain.text import Text
from benvenuto.formats.scoring.rubrics import proposed_yaml

WORDS = st.text(st.characters(codec="utf-8"), min_size=1)


@given(WORDS, WORDS, WORDS)
def test_what_was_written_is_read_back_at_its_place(italian: str, english: str, reason: str) -> None:
    new = NewProposal("greeting/identity", "full", Text({"it": italian, "en": english}), reason)
    proposal = RubricProposal(1, 1, reason, new, 4, reason, datetime(2026, 3, 4, tzinfo=UTC), ProposalState.OPEN)
    behaviour = {"it": italian, "en": english}
    place = {"criteria": [{"id": "identity", "scale": [{"level": "full", "behaviour": behaviour}]}]}
    assert yaml.safe_load(proposed_yaml(proposal)) == place
