"""The recogniser that the site has chosen."""

from pathlib import Path

import pytest

from benvenuto.transcribing import Setup, find_transcriber
from benvenuto.transcribing.finding import BrokenTranscriber, NoTranscriber, UnknownTranscriber


def test_none_is_chosen_until_somebody_does() -> None:
    with pytest.raises(NoTranscriber, match="no audio leaves this machine") as told:
        find_transcriber("", Setup())
    assert told.value.params["known"] == "faster-whisper, openai"


def test_one_that_is_not_installed_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownTranscriber, match="BENVENUTO_TRANSCRIBER is parrot") as told:
        find_transcriber("parrot", Setup())
    assert "openai" in str(told.value.params["known"])


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that brings a parrot, and names an owl that is not in it."""
    about = tmp_path / "parrot-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: parrot\nVersion: 1.0\n", "utf-8")
    entries = "[benvenuto.transcribers]\nparrot = parrot_says:open_it\nowl = owl_says:open_it\n"
    (about / "entry_points.txt").write_text(entries, "utf-8")
    module = "from tests.transcribing.listener import Listener\n\ndef open_it(setup):\n    return Listener()\n"
    (tmp_path / "parrot_says.py").write_text(module, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("installed")
def test_anybodys_package_may_bring_one() -> None:
    assert find_transcriber("parrot", Setup()).engine.name == "listener 1"


@pytest.mark.usefixtures("installed")
def test_a_package_that_does_not_load_is_told() -> None:
    with pytest.raises(BrokenTranscriber, match="The recogniser owl cannot be loaded: No module named 'owl_says'"):
        find_transcriber("owl", Setup())
