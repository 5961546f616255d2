"""A copy that every browser plays and that stays in step with the drawn waveform, where the original does not."""

from pathlib import Path

from benvenuto.listening.decoding import open_sound
from benvenuto.listening.resampling import resample
from benvenuto.listening.sound import Container, Sound
from benvenuto.listening.writing import new_wav

PLAIN_WAV = {"PCM_U8", "PCM_16", "PCM_24"}
PLAYED_EVERYWHERE = {Container.MP3, Container.FLAC}
HIGHEST_RATE = 48_000  # Hz; more carries no speech and not every sound card


def needs_listening_copy(sound: Sound) -> bool:
    """Whether some browser in use cannot play the original, or would play a moment beside the one that was clicked.

    Served as they are: WAV in 8, 16 or 24-bit PCM, FLAC, and MP3 of one bit rate. Copied: mu-law and A-law (Firefox),
    GSM and ADPCM (hardly any), 32-bit and float WAV (not all, and float may exceed full scale), Ogg of any kind
    (Safari learnt it in 2025), variable-rate MP3 and WAV without a length, which seek inexactly, rates above 48 kHz.
    """
    plays = sound.container in PLAYED_EVERYWHERE or (sound.container is Container.WAV and sound.encoding in PLAIN_WAV)
    return not (plays and sound.seeks_exactly and sound.sample_rate <= HIGHEST_RATE)


def make_listening_copy(source: Path, target: Path) -> Sound:
    """Write the recording at `source` to `target` as 16-bit PCM WAV with the same channels; what was written.

    WAV rather than FLAC, though it is about twice as large (32 kB a second for a stereo call at 8 kHz): second and byte
    are proportional, so a range request lands on the moment in every browser, at once and in step with the peaks,
    with no index to build; and only what is listened to is sent. Raises what `open_sound` raises, and NoRoomToWork;
    `target` appears whole or not at all.
    """
    with open_sound(source) as decoder:
        rate = min(decoder.sample_rate, HIGHEST_RATE)
        frames = 0
        with new_wav(target, rate, decoder.channels) as play:
            for block in resample(decoder.blocks(), decoder.sample_rate, rate):
                play(block)
                frames += len(block)
        return Sound(Container.WAV, "PCM_16", rate, decoder.channels, frames, seeks_exactly=True)
