"""Which container a file really is, told by its first bytes; its ending is asked where they say nothing."""

import codecs
from pathlib import Path

from benvenuto.listening import mp3
from benvenuto.listening.bare import UNREAD_ENDINGS, by_ending
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
OTHER_SOUND = {
    b"ADIF": "ADIF",
    b"FLV\x01": "FLV",
    b"\x00\x00\x01\xba": "MPEG-PS",
    b".RMF": "RealMedia",
    b".ra\xfd": "RealAudio",
    b"wvpk": "WavPack",
    b"TTA1": "TTA",
    b"MAC ": "Monkey's Audio",
    b"NIST_1A": "NIST SPHERE",
    b"Creative Voice File": "Creative VOC",
    **{b"\x64\xa3" + bytes((machine, 0)): "IRCAM" for machine in range(1, 5)},
}
IN_CHUNKS = {b"AVI ": "AVI", b"8SVX": "8SVX"}  # behind RIFF or FORM and a length
TS_PACKET = 188  # bytes of a packet of an MPEG transport stream, each of which begins with G
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
    if kind := UNREAD_ENDINGS.get(path.suffix.lower()):
        raise OtherSoundFormat(kind=kind)
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
    if head[:4] in (b"RIFF", b"FORM") and (kind := IN_CHUNKS.get(head[8:12], "")):
        raise OtherSoundFormat(kind=kind)
    if len(head) > 2 * TS_PACKET and head[0 : 3 * TS_PACKET : TS_PACKET] == b"GGG":
        raise OtherSoundFormat(kind="MPEG-TS")
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
