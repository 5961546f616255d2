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
from benvenuto.listening.sound import Container

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
        (b"ADIF\x00\x00\x10\x00", OtherSoundFormat, "ADIF"),
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


@pytest.mark.parametrize(
    ("content", "container"),
    [
        (b"\x00\x00\x00\x20ftypM4A \x00\x00", Container.MPEG4),
        (b"#!AMR\n\x3c", Container.AMR),
        (b"\x1a\x45\xdf\xa3\x93\x42\x82\x88", Container.WEBM),
        (b"0&\xb2\x75\x8e\x66\xcf\x11", Container.WMA),
        (b"\xff\xf1\x50\x80\x02\x1f\xfc", Container.AAC),
        (b"FORM\x00\x00\x10\x00AIFFCOMM", Container.AIFF),
        (b"FORM\x00\x00\x10\x00AIFCFVER", Container.AIFF),
        (b"caff\x00\x01\x00\x00desc", Container.CAF),
        (b".snd\x00\x00\x00\x18", Container.AU),
        (b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00", Container.W64),
    ],
)
def test_a_container_is_known_by_its_mark_whatever_its_name(
    tmp_path: Path, content: bytes, container: Container
) -> None:
    path = tmp_path / "call.wav"
    path.write_bytes(content)
    assert recognise(path) is container
