"""Which container a file really is, told by its first bytes; its ending is asked where they say nothing."""

import codecs
from pathlib import Path

from benvenuto.listening import mp3
from benvenuto.listening.bare import by_ending
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

HEAD_BYTES = 4096

ARCHIVES = {b"PK\x03\x04": "ZIP", b"\x1f\x8b": "gzip", b"7z\xbc\xaf\x27\x1c": "7-Zip", b"Rar!": "RAR"}
DOCUMENTS = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF"}
OTHER_SOUND = {b"ADIF": "ADIF"}
MARKS = {
    b"fLaC": Container.FLAC,
    b"OggS": Container.OGG,
    b"#!AMR": Container.AMR,
    b"\x1a\x45\xdf\xa3": Container.WEBM,
    b"0&\xb2\x75\x8e\x66\xcf\x11": Container.WMA,
    b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb": Container.W64,
    b"caff": Container.CAF,
    b".snd": Container.AU,
}
AAC_MARKS = (b"\xff\xf1", b"\xff\xf9")


def recognise(path: Path) -> Container:
    """The container of the file at `path`; EmptyRecording, or a NotARecording that says what it is instead."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise EmptyRecording
    if container := _marked(head):
        return container
    _refuse_what_is_known(head)
    if by_ending(path, head):
        return Container.BARE
    if head.startswith(AAC_MARKS):
        return Container.AAC
    # last, for an MP3 has no mark of its own: two frames in a row are looked for
    if mp3.begins(path):
        return Container.MP3
    if _is_text(head):
        raise TextInstead
    raise NotARecording


def _marked(head: bytes) -> Container | None:
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return Container.WAV
    if head[:4] == b"FORM" and head[8:11] == b"AIF":
        return Container.AIFF
    if head[4:8] == b"ftyp":
        return Container.MPEG4
    return next((container for mark, container in MARKS.items() if head.startswith(mark)), None)


def _refuse_what_is_known(head: bytes) -> None:
    for mark, kind in ARCHIVES.items():
        if head.startswith(mark):
            raise ArchiveInstead(kind=kind)
    for mark, kind in DOCUMENTS.items():
        if head.startswith(mark):
            raise DocumentInstead(kind=kind)
    for mark, kind in OTHER_SOUND.items():
        if head.startswith(mark):
            raise OtherSoundFormat(kind=kind)
    opening = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<!doctype html", b"<html")):
        raise WebPageInstead


def _is_text(head: bytes) -> bool:
    try:
        # Incremental, for the block may end inside a character, which makes it no less of a text.
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign in "\t\r\n\f\ufeff" for sign in text)
