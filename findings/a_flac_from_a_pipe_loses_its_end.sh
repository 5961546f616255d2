#!/usr/bin/env bash
# A FLAC that was written to a pipe: soundfile 0.14.0 gives it 36 million years and loses its last block.
#
# THE USUAL GUESS
#   A recorder that streams FLAC does not know the length, and the format lets it write 0, "unknown" (RFC 9639, 8.2).
#   libsndfile then reports 0 frames, or counts them, and reading block by block until nothing comes ends with the last
#   sample. If a read fails, the file is damaged.
#
# WHAT IT REALLY DOES
#   - sf.info() says 9,223,372,036,854,775,807 frames: of a call at 8 kHz 36 million years. A plausibility check that
#     asks for a duration above zero passes; one that adds up durations overflows.
#   - sf.read() wants an array for all of them, and numpy refuses.
#   - Read in blocks, every block comes but the last, whole or not: that one raises "Internal psf_fseek() failed"
#     instead of being given back. Of 24,000 samples 23,552 arrive with blocks of 1,024, 23,000 with 1,000 and 22,400
#     with 1,600. buffer_read() fails in the same way.
#   - seekable() says yes, and seek(0) works.
#   - PyAV 18.1.0 reads all 24,000; its duration is None and its stream's frames are 0, so a check of those for being
#     there refuses a whole file too.
#   So an exception at the end is no proof of damage: a recording that breaks off and one that came through a pipe look
#   alike. With the true length written into a copy of the header, soundfile reads every sample.
#
# The script makes its own tone, installs pinned public packages into a temporary folder, and fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check soundfile==0.14.0 av==18.1.0 numpy==2.4.6

cat > "$folder/tone.py" <<'PY'
import io
import sys
from pathlib import Path

import av
import numpy as np
import soundfile as sf

RATE, LENGTH = 8000, 24_000
COUNT = 8 + 13  # "fLaC", the header of STREAMINFO, and what stands in it before the 36 bits of the length

tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(LENGTH) / RATE)).astype(np.int16)
whole = io.BytesIO()
sf.write(whole, tone, RATE, format="FLAC")
streamed = bytearray(whole.getvalue())
streamed[COUNT] &= 0xF0
streamed[COUNT + 1 : COUNT + 5] = bytes(4)
path = Path("streamed.flac")
path.write_bytes(streamed)


def refusal(call: object) -> str:
    try:
        return str(call())
    except (ValueError, sf.LibsndfileError) as refused:
        return f"{type(refused).__name__}: {refused}"


def in_blocks(size: int) -> tuple[int, str]:
    got = 0
    try:
        for block in sf.blocks(path, size):
            got += len(block)
    except sf.LibsndfileError as refused:
        return got, str(refused)
    return got, "ended"


def by_buffer() -> str:
    with sf.SoundFile(path) as file:
        while len(file.buffer_read(1000, dtype="int16")) == 2000:
            pass
    return "ended"


print(f"soundfile {sf.__version__} ({sf.__libsndfile_version__}), PyAV {av.__version__}, numpy {np.__version__}")
frames = sf.info(path).frames
at_once = refusal(lambda: len(sf.read(path)[0]))
uneven, thousands, even = in_blocks(1024), in_blocks(1000), in_blocks(1600)
buffered = refusal(by_buffer)
with sf.SoundFile(path) as file:
    seekable, start = file.seekable(), file.seek(0)
with av.open(str(path)) as container:
    stream = container.streams.audio[0]
    decoded = sum(frame.samples for frame in container.decode(stream))
    duration, counted = container.duration, stream.frames
with_length = len(sf.read(io.BytesIO(whole.getvalue()))[0])
print(f"  frames {frames:,}, {frames / RATE / 86400 / 365.25 / 1e6:.1f} million years")
print(f"  read at once          {at_once[:60]}")
print(f"  in blocks of 1,024    {uneven}")
print(f"  in blocks of 1,000    {thousands}")
print(f"  in blocks of 1,600    {even}")
print(f"  by buffer_read        {buffered[:60]}")
print(f"  seekable {seekable}, seek(0) gives {start}")
print(f"  PyAV                  {decoded} samples, duration {duration}, frames {counted}")
print(f"  with its length       {with_length}")
expected = {
    "36 million years": frames == 2**63 - 1,
    "too many to read at once": at_once.startswith("ValueError"),
    "the last block is an error": uneven[0] == 23_552 and "seek" in uneven[1],
    "also where it would be whole": (thousands[0], even[0]) == (23_000, 22_400),
    "also by buffer_read": "seek" in buffered,
    "it says that it can seek": seekable and start == 0,
    "PyAV reads all and knows no length": (decoded, duration, counted) == (LENGTH, None, 0),
    "with its length all is read": with_length == LENGTH,
}
for what, so in expected.items():
    print(f"  {'as stated' if so else 'CHANGED  '}   {what}")
sys.exit(not all(expected.values()))
PY

cd "$folder" && venv/bin/python tone.py
