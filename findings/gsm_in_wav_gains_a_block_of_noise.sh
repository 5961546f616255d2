#!/usr/bin/env bash
# GSM in WAV with an odd number of blocks: soundfile 0.14.0 reads one block more than there is.
#
# THE USUAL GUESS
#   GSM 06.10 in WAV lies in blocks of 65 bytes, 320 samples each. Three blocks are 195 bytes, an odd number, so a byte
#   that is not counted follows them, as behind every chunk of odd length. A reader gives 960 samples.
#
# WHAT IT REALLY DOES
#   - libsndfile takes that byte for the beginning of a fourth block: 1,280 samples, the last 320 of them made from one
#     byte and nothing: 40 ms of noise, as loud as the speech before it or twice as loud.
#   - SoundFile.frames counts them as well, so that no comparison of lengths finds it.
#   - It does so whether the chunk counts 195 or 196 bytes; four blocks are read as four.
#   Every other recording has an odd number of blocks. To be believed are the samples of the whole blocks in the chunk.
#
# The script makes its own tone, installs pinned public packages into a temporary folder, and fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check soundfile==0.14.0 numpy==2.4.6

cat > "$folder/blocks.py" <<'PY'
import io
import sys

import numpy as np
import soundfile as sf

BLOCK, SAMPLES = 65, 320

whole = io.BytesIO()
sf.write(whole, 0.3 * np.sin(np.arange(4 * SAMPLES) / 2), 8000, "GSM610", format="WAV")
data = whole.getvalue()
at = data.index(b"data") + 8


def read(blocks: int, counted: int) -> np.ndarray:
    sound = data[at : at + blocks * BLOCK]
    wav = data[: at - 4] + counted.to_bytes(4, "little") + sound + bytes(len(sound) % 2)
    return sf.read(io.BytesIO(wav))[0]


odd, padded, even = read(3, 3 * BLOCK), read(3, 3 * BLOCK + 1), read(4, 4 * BLOCK)
noise = float(np.sqrt(np.mean(odd[-SAMPLES:] ** 2)))
print(f"soundfile {sf.__version__} ({sf.__libsndfile_version__}), numpy {np.__version__}")
print(f"  three blocks          {len(odd)} samples, the last {SAMPLES} at {noise:.3f}")
print(f"  the fill byte counted {len(padded)} samples")
print(f"  four blocks           {len(even)} samples")
expected = {
    "three blocks are read as four": len(odd) == 4 * SAMPLES,
    "also with the fill byte counted": len(padded) == 4 * SAMPLES,
    "the fourth is no silence": noise > 0.02,
    "four are four": len(even) == 4 * SAMPLES,
}
for what, so in expected.items():
    print(f"  {'as stated' if so else 'CHANGED  '}   {what}")
sys.exit(not all(expected.values()))
PY

cd "$folder" && venv/bin/python blocks.py
