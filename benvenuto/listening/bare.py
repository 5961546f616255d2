"""Sound without any header, as telephone systems write it: only the ending of its name says what it is."""

from dataclasses import dataclass
from pathlib import Path

GSM_FRAME, GSM_MARK = 33, 0xD0  # bytes of a GSM 06.10 frame, and the four bits with which each begins


@dataclass(frozen=True, slots=True)
class Bare:
    """How such a file is encoded: by libsndfile's name, or by FFmpeg's where `demuxer` names that; `rate` in Hz."""

    encoding: str
    rate: int
    demuxer: str = ""


ENDINGS = {
    **dict.fromkeys((".ul", ".ulaw", ".mulaw", ".mu", ".pcmu"), Bare("ULAW", 8_000)),
    **dict.fromkeys((".al", ".alaw", ".pcma"), Bare("ALAW", 8_000)),
    ".gsm": Bare("GSM610", 8_000),
    # Asterisk's signed linear, the rate in thousands behind
    **dict.fromkeys((".sln", ".sln8"), Bare("PCM_16", 8_000)),
    **{f".sln{rate // 1000}": Bare("PCM_16", rate) for rate in (12_000, 16_000, 24_000, 32_000, 44_100, 48_000)},
    ".g722": Bare("g722", 16_000, demuxer="g722"),
    ".g729": Bare("g729", 8_000, demuxer="g729"),
    **dict.fromkeys((".mp2", ".mpa"), Bare("mp2", 0, demuxer="mp3")),
}
# sound, but its rate or dialect is anybody's guess
UNREAD_ENDINGS = {
    ".vox": "Dialogic ADPCM",
    ".g726": "G.726",
    ".g723": "G.723",
    ".dss": "DSS",
    ".ds2": "DSS Pro",
    ".ra": "RealAudio",
}
SUFFIXES = {"ULAW": ".ulaw", "ALAW": ".alaw", "GSM610": ".gsm", "PCM_16": ".sln"}


def by_ending(path: Path, head: bytes) -> Bare | None:
    """What the ending says, None where it says nothing, or where the first bytes contradict it."""
    bare = ENDINGS.get(path.suffix.lower())
    if bare is None:
        return None
    if bare.encoding == "GSM610" and any(byte & 0xF0 != GSM_MARK for byte in head[: 8 * GSM_FRAME : GSM_FRAME]):
        return None
    if bare.encoding == "mp2" and (head[0] != 0xFF or head[1:2] not in (b"\xfc", b"\xfd", b"\xf4", b"\xf5")):
        return None
    return bare
