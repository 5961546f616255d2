#!/usr/bin/env bash
# A WAV of a voice box (NMS ADPCM, format tag 0x38): PyAV 18.1.0 takes it for AMR and makes another sound of it.
#
# THE USUAL GUESS
#   libsndfile writes and reads NMS VBXADPCM, what Natural MicroSystems' voice boxes recorded: 16, 24 or 32 kbit/s under
#   format tag 0x38. A reader that does not know it says so: no decoder for this tag. So a file that opens, with the
#   right rate and the right length, can be decoded; packets that fail are damage, to be skipped as players do.
#
# WHAT IT REALLY DOES
#   - FFmpeg has the tag in its table for narrow-band AMR. The stream opens as "amrnb", 8,000 Hz, one channel, and states
#     the true duration of 10 s, which comes from the header's bytes a second and not from what is decoded.
#   - Some packets are refused, as invalid or as not implemented, and more than half are not: bytes of ADPCM that look like the
#     head of an AMR frame are decoded as one.
#   - Who skips what fails, as is usual with calls that were cut off, gets 19 to 41 s of sound out of 10 s of a tone, none
#     of it in the recording.
#   The refused packets are the only sign. Ask libsndfile first, or look at the tag.
#
# The script makes its own tone, installs pinned public packages into a temporary folder, and fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check av==18.1.0 soundfile==0.14.0 numpy==2.4.6

cat > "$folder/voice_box.py" <<'PY'
import io
import sys

import av
import numpy as np
import soundfile as sf

RATE, SECONDS = 8000, 10
tone = (0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE * SECONDS) / RATE)).astype(np.float32)
print(f"PyAV {av.__version__}, soundfile {sf.__version__} ({sf.__libsndfile_version__})")
found = {}
for subtype in ("NMS_ADPCM_16", "NMS_ADPCM_24", "NMS_ADPCM_32"):
    file = io.BytesIO()
    sf.write(file, tone, RATE, subtype, format="WAV")
    written = len(sf.read(io.BytesIO(file.getvalue()))[0])
    container = av.open(io.BytesIO(file.getvalue()))
    stream = container.streams.audio[0]
    taken = refused = samples = 0
    for packet in container.demux(stream):
        try:
            samples += sum(frame.samples for frame in packet.decode())
            taken += 1
        except av.error.FFmpegError:  # invalid data, or a kind of frame that is not implemented
            refused += 1
    stated = float(stream.duration * stream.time_base)
    print(
        f"  {subtype}: libsndfile reads {written / RATE:.1f} s; PyAV calls it {stream.codec_context.name}, states"
        f" {stated:.1f} s, decodes {samples / RATE:.1f} s from {taken} packets and refuses {refused}"
    )
    found[subtype] = (
        written == RATE * SECONDS,
        stream.codec_context.name == "amrnb",
        stated == SECONDS,
        samples > 1.5 * written,
        taken > refused > 0,
    )
changed = {name: facts for name, facts in found.items() if not all(facts)}
if changed:
    sys.exit(f"changed: {changed}")
PY
"$folder/venv/bin/python" "$folder/voice_box.py"
