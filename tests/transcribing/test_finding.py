"""The recogniser that the site has chosen."""

import pytest

from benvenuto.transcribing import Setup, find_transcriber
from benvenuto.transcribing.finding import NoTranscriber, UnknownTranscriber


def test_none_is_chosen_until_somebody_does() -> None:
    with pytest.raises(NoTranscriber, match="no sound leaves this machine") as told:
        find_transcriber("", Setup())
    assert told.value.params["known"] == "faster-whisper, openai"


def test_one_that_is_not_installed_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownTranscriber, match="BENVENUTO_TRANSCRIBER is parrot") as told:
        find_transcriber("parrot", Setup())
    assert "openai" in str(told.value.params["known"])
