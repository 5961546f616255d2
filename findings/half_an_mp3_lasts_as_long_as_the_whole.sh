#!/usr/bin/env bash
# Half an MP3 is as long as the whole one, says whoever does not decode it: mutagen 1.48.1, soundfile 0.14.0 (libsndfile).
#
# THE USUAL GUESS
#   The length that a library tells of a recording is that of the sound in the file. Where an upload was cut off, the
#   length is shorter, or the library raises an error, or it marks its answer as a guess (mutagen has `sketchy` for it).
#
# WHAT IT REALLY DOES
#   An encoder writes the number of frames into the first frame of the file (the Xing or Info header), and both
#   libraries believe it without looking whether the frames are there. Of a file cut at half its bytes
#   - mutagen tells the whole length, and `sketchy` is False: the header is there, so nothing is a guess;
#   - soundfile.info tells the whole number of frames, too;
#   - soundfile.read gives half of them and raises nothing: the rest is simply not there.
#   So a call centre that takes recordings by their told length stores half a call as a whole one, and a share such as
#   "the agent speaks 40% of the call" is taken of seconds that nobody recorded. Only counting the frames, or decoding
#   to the end, tells.
#
# The script makes its own sound, installs pinned public packages into a temporary folder, and fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  mutagen==1.48.1 soundfile==0.14.0 numpy==2.4.6

cat > "$folder/lengths.py" <<'PY'
import sys
from pathlib import Path

import mutagen
import numpy as np
import soundfile as sf
from mutagen.mp3 import MP3

RATE, SECONDS = 8_000, 60
at = np.arange(SECONDS * RATE) / RATE
sound = 0.3 * np.sin(2 * np.pi * 440 * at) * (np.sin(np.pi * at) > 0)  # a tone, on and off each second
whole, half = Path("whole.mp3"), Path("half.mp3")
sf.write(whole, sound, RATE, format="MP3")
half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])

print(f"mutagen {mutagen.version_string}, soundfile {sf.__version__} ({sf.__libsndfile_version__})")
seen = {}
for file in (whole, half):
    tags, decoded = MP3(file).info, sf.read(file)[0]
    seen[file.name] = (round(tags.length), round(sf.info(file).frames / RATE), round(len(decoded) / RATE), tags.sketchy)
    told, header, heard, sketchy = seen[file.name]
    print(f"  {file.name:9}  {file.stat().st_size:6} bytes   mutagen {told} s (sketchy: {sketchy})   "
          f"soundfile.info {header} s   decoded {heard} s")
expected = seen["whole.mp3"] == (60, 60, 60, False) and seen["half.mp3"] == (60, 60, 30, False)
print("  as stated" if expected else "  CHANGED")
sys.exit(not expected)
PY

cd "$folder" && venv/bin/python lengths.py
