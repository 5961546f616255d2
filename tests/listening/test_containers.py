"""A file that is no recording is told what it is instead."""

from pathlib import Path

import pytest

from benvenuto.listening.containers import recognise
from benvenuto.listening.faults import (
    ArchiveInstead,
    DocumentInstead,
    EmptyRecording,
    NotARecording,
    OtherSoundFormat,
    TextInstead,
    WebPageInstead,
)

from .conftest import SAMPLE_DATA


@pytest.mark.parametrize(
    ("content", "fault", "text"),
    [
        (b"<!DOCTYPE html><html><body>Sign in", WebPageInstead, "web page"),
        (b"\xef\xbb\xbf\r\n  <HTML>", WebPageInstead, "web page"),
        (b"uniqueid;agent\r\n1709284500.123;Anna\r\n", TextInstead, "text"),
        ("Così è se vi pare. ".encode() * 500, TextInstead, "text"),
        (b"PK\x03\x04rest", ArchiveInstead, "ZIP"),
        (b"%PDF-1.7", DocumentInstead, "PDF"),
        (b"\x00\x00\x00\x20ftypM4A \x00\x00", OtherSoundFormat, "MPEG-4"),
        (b"#!AMR\n\x3c", OtherSoundFormat, "AMR"),
        (b"FORM\x00\x00\x10\x00AIFFCOMM", OtherSoundFormat, "AIFF"),
        (b"\xff\xf1\x50\x80\x02\x1f\xfc", OtherSoundFormat, "AAC"),
        (b"\xff\xfb\x90\x00only one frame header", NotARecording, "No sound"),
        (bytes(range(128, 256)) * 40, NotARecording, "No sound"),
        (b"", EmptyRecording, "empty"),
    ],
)
def test_it_says_what_the_file_is_instead(
    tmp_path: Path, content: bytes, fault: type[NotARecording], text: str
) -> None:
    path = tmp_path / "call.wav"
    path.write_bytes(content)
    with pytest.raises(fault, match=text) as caught:
        recognise(path)
    assert type(caught.value) is fault
    assert caught.value.remedy


@pytest.mark.parametrize("path", ["README.md", "abcd/abcd_sample.json", "auto-repairs-40/LICENSE.txt"])
def test_what_lies_beside_recordings_is_text(path: str) -> None:
    with pytest.raises(TextInstead):
        recognise(SAMPLE_DATA / path)
