"""What can be wrong with a recording file, each fault with its remedy."""

from benvenuto.domain.faults import BenvenutoError, message


class RecordingError(BenvenutoError):
    """A recording that cannot be taken; nothing of it has been kept."""


class EmptyRecording(RecordingError):
    """No bytes, or a header with no sound behind it."""

    template = message("The recording is empty: there is no sound in it.")
    remedy = message("Copy it again from the telephone system; if it is empty there too, the call was not recorded.")


class NotARecording(RecordingError):
    """No sound header was recognised, and the ending names none of the telephone formats that have none."""

    template = message("No sound was recognised in this file.")
    remedy = message(
        "Use WAV, MP3, FLAC or Ogg, or convert it, for instance with “ffmpeg -i FILE call.flac”. Sound without a "
        "header is read by its ending: .gsm, .ulaw, .alaw, .sln, .g722."
    )


class WebPageInstead(NotARecording):
    """What a download saves when its session had ended."""

    template = message("This file is a web page, not a recording.")
    remedy = message("The download probably met a sign-in page. Sign in to the telephone system and download again.")


class TextInstead(NotARecording):
    """Readable text under the name of a recording."""

    template = message("This file holds text, not sound.")
    remedy = message("Look for the recording next to it; a call without sound can be imported with its transcript.")


class ArchiveInstead(NotARecording):
    """A packed file. `kind`: ZIP, gzip, 7-Zip, RAR."""

    template = message("This file is a {kind} archive, not a recording.")
    remedy = message("Unpack it and import the recordings inside.")


class DocumentInstead(NotARecording):
    """A picture or document. `kind`: PDF, PNG, JPEG, GIF."""

    template = message("This file is a {kind} document, not a recording.")
    remedy = message("Look for the recording next to it.")


class OtherSoundFormat(NotARecording):
    """Sound in a container that is not read. `kind`: a name such as AMR or MPEG-4."""

    template = message("This is {kind} audio, which Benvenuto does not read.")
    remedy = message("Convert it to WAV, MP3, FLAC or Ogg, for instance with “ffmpeg -i FILE call.flac”.")


class MediaExtraMissing(RecordingError):
    """Sound that PyAV could decode, which is not installed. `kind`: MPEG-4, WebM, WMA, ..."""

    template = message("This is {kind} audio, which this installation of Benvenuto does not read.")
    remedy = message(
        "Convert it to WAV, MP3, FLAC or Ogg, for instance with “ffmpeg -i FILE call.flac”, or ask an administrator to "
        "install what reads it: python -m pip install -r requirements-media.txt"
    )


class UnknownEncoding(RecordingError):
    """A known container around an encoding that is not read, such as G.729 in WAV. `container`: WAV, ..."""

    template = message("This {container} file is encoded in a way that this installation of Benvenuto does not read.")
    remedy = message(
        "Convert it, for instance with “ffmpeg -i FILE call.flac”, or ask an administrator to install what reads more: "
        "python -m pip install -r requirements-media.txt"
    )


class TruncatedRecording(RecordingError):
    """The header promises more sound than the file holds."""

    template = message("The recording breaks off: the file ends before the sound does.")
    remedy = message("The copy was probably interrupted. Copy the whole file again from the telephone system.")


class DamagedRecording(RecordingError):
    """The sound cannot be decoded. `position`: how far it could, minutes:seconds."""

    template = message("The recording is damaged: after {position} it cannot be read any further.")
    remedy = message("Copy it again from the telephone system, and check that it plays there to the end.")


class JoinedRecording(RecordingError):
    """Several recordings one behind the other in one file, which no decoder reads as one."""

    template = message("This file holds several recordings one behind the other, and only the first can be read.")
    remedy = message(
        "Export the call from the telephone system as one recording, or import its parts as separate files whose names "
        "end in _1, _2 and so on."
    )


class TooLargeRecording(RecordingError):
    """More bytes than the site allows. `limit`: mebibytes."""

    template = message("The recording is larger than {limit} MB.")
    remedy = message("Cut it to the call, or ask an administrator to raise the limit.")


class TooLongRecording(RecordingError):
    """More sound than the site allows. `limit`: hours."""

    template = message("The recording is longer than {limit} hours.")
    remedy = message("Cut it to the call, or ask an administrator to raise the limit.")


class TooManyChannels(RecordingError):
    """A call has two voices. `channels`: how many the file has."""

    template = message("The recording has {channels} channels; a call has one, or two.")
    remedy = message("Export the call in mono, or in stereo with the agent on the left and the caller on the right.")


class ImplausibleSampleRate(RecordingError):
    """No telephone records so. `rate`: Hz."""

    template = message("The recording claims {rate} samples a second, which no telephone system writes.")
    remedy = message("The header is probably damaged. Copy the file again from the telephone system.")


class NotOneVoice(RecordingError):
    """A file of a pair holds two channels, so which of them is meant is unknown."""

    template = message("This file should hold one voice, but it has two channels.")
    remedy = message("If it holds the whole call, import it alone; otherwise export each voice in mono.")


class NoRoomToWork(RecordingError):
    """The disk is full or refuses to be written."""

    template = message("The recording could not be written to disk.")
    remedy = message("Ask an administrator to check that the disk has space and can be written to.")


class NobodyHeard(BenvenutoError):
    """A recording in which nobody speaks."""

    template = message("Nobody is heard speaking in this recording, so there is nothing to measure.")
    remedy = message("Check that it is the recording of the call, and that the telephone system records both sides.")


class OneChannel(BenvenutoError):
    """A recording of one channel, or with the same sound on both."""

    template = message(
        "Both voices share one channel in this recording: speech and silence can be measured overall, but not by "
        "speaker."
    )
    remedy = message("If the telephone system can, record agent and caller on separate channels.")


class AgentSilent(BenvenutoError):
    """Nobody speaks on the left."""

    template = message(
        "Nobody is heard on the agent's channel: only the caller was recorded, or both voices are on the caller's "
        "channel. Speech and silence can be measured overall, but not by speaker."
    )
    remedy = message("Check that the telephone system records both sides, each on its own channel.")


class CallerSilent(BenvenutoError):
    """Nobody speaks on the right."""

    template = message(
        "Nobody is heard on the caller's channel: only the agent was recorded, or both voices are on the agent's "
        "channel. Speech and silence can be measured overall, but not by speaker."
    )
    remedy = AgentSilent.remedy


class AgentHoldsBoth(BenvenutoError):
    """Whoever speaks on the right is heard on the left as well."""

    template = message(
        "The agent's channel holds both voices: speech and silence can be measured overall, but not by speaker."
    )
    remedy = AgentSilent.remedy


class CallerHoldsBoth(BenvenutoError):
    """Whoever speaks on the left is heard on the right as well."""

    template = message(
        "The caller's channel holds both voices: speech and silence can be measured overall, but not by speaker."
    )
    remedy = AgentSilent.remedy


class LengthNotAsLogged(BenvenutoError):
    """A recording much longer or shorter than its call. `call`: external id; `recorded`, `logged`: minutes:seconds."""

    template = message("The recording of call {call} lasts {recorded}, the call {logged} according to the log.")
    remedy = message("Check that it is the recording of this call, and all of it.")


class VoicesNotAligned(BenvenutoError):
    """Two voices of different lengths. `call`: external id; `agent`, `caller`: minutes:seconds."""

    template = message(
        "The two voices of call {call} are not equally long (agent {agent}, caller {caller}): one of them breaks off, "
        "or lacks a hold, so each is measured alone."
    )
    remedy = message("If the telephone system can, export the call with both voices in one stereo file.")


class UnevenPair(BenvenutoError):
    """Two voices of different lengths, without a call."""

    template = message("The two files are not equally long, so each voice is measured alone.")
    remedy = VoicesNotAligned.remedy


class PausePutIn(BenvenutoError):
    """A voice that lacked a pause. `call`: external id; `places`: where, and how long it is, minutes:seconds."""

    template = message(
        "One of the two files of call {call} lacks a stretch in which the other is silent, probably a hold ({places}). "
        "It was put in, so that the voices are in step."
    )
    remedy = message("No action needed.")


class JoinedParts(BenvenutoError):
    """A recording made of parts. `call`: external id; `parts`: how many; `places`: where they meet, minutes:seconds."""

    template = message("The recording of call {call} came in {parts} parts, joined at {places}.")
    remedy = message("What was said between the parts was not recorded.")


class UnknownCall(BenvenutoError):
    """No call carries the name of this file."""

    template = message("No call matches this file name.")
    remedy = message("Import the call log first, or name the file after the call's external id.")


class AmbiguousCall(BenvenutoError):
    """The file name fits several calls. `calls`: their external ids."""

    template = message("The file name fits several calls: {calls}.")
    remedy = message("Name the file after one external id only.")


class SeveralRecordings(BenvenutoError):
    """Two files claim the same place. `call`: external id; `other`: the other file."""

    template = message("There is another file for the same call {call}: {other}.")
    remedy = message(
        "None was imported. Keep the right one and import again; parts of one call are joined when their names end "
        "in _1, _2 and so on."
    )


class MissingPart(BenvenutoError):
    """Parts of a call of which one is not there. `call`: external id; `part`: its number."""

    template = message("Part {part} of call {call} is not here.")
    remedy = message("Put all its parts into the folder, numbered from 1, and import again; none was imported.")


class MissingVoice(BenvenutoError):
    """Parts of two voices, of which one has a part that the other has not. `call`: external id; `part`: its number."""

    template = message("Of part {part} of call {call} only one voice is here.")
    remedy = message("Put both voices of each part into the folder, and import again; none was imported.")


class PartsDiffer(RecordingError):
    """Parts of one call, some in mono and some in stereo."""

    template = message("The parts of this recording do not have equally many channels.")
    remedy = message("Export the call from the telephone system as one recording.")


class SoundBeside(BenvenutoError):
    """A file of a call that does not end like sound, beside one that does. `call`: external id."""

    template = message("The sound of call {call} is in another file, so this one was skipped.")
    remedy = message("No action needed.")


class BrokenLink(BenvenutoError):
    """A symbolic link to nothing, a pipe, a device."""

    template = message("This is not a file, but a link to something that is not there, or a device.")
    remedy = message("Copy the file itself into the folder.")


class LinkOutside(BenvenutoError):
    """A symbolic link in an imported folder to something outside it."""

    template = message("This is a link to something outside the folder, and was not followed.")
    remedy = message("Copy the file itself into the folder, or import the folder in which it lies.")


class MixedSetAside(BenvenutoError):
    """The mixed file of a call whose voices also came apart, which serve better. `call`: external id."""

    template = message("Both voices of call {call} came in separate files, so this mixed one was skipped.")
    remedy = message("No action needed.")


class LoneVoice(BenvenutoError):
    """One voice of a call without the other. `call`: external id."""

    template = message("Only one voice of call {call} is here.")
    remedy = message("Put the other voice's file next to it; if this one holds the whole call, name it {call}.")


class WholeCallTaken(BenvenutoError):
    """One voice's file beside one with the whole call. `call`: external id."""

    template = message("Call {call} came whole in another file, so this single voice was skipped.")
    remedy = message("No action needed.")
