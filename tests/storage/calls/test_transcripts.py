"""Where transcripts came from, and their words with times."""

from benvenuto.domain.call import Origin, Speaker, Turn, Word
from tests.house import House

SAID = Turn(Speaker.AGENT, "Casa Lume, buongiorno.", 0.5, 1.9, (Word("Casa", 0.5, 0.8, 0.93), Word("Lume,", 0.8, 1.1)))


def test_words_keep_their_times_and_a_turn_may_have_none(house: House) -> None:
    call_id = house.call(house.anna)
    said = [SAID, Turn(Speaker.CALLER, "Buongiorno!")]
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, said)
    with house.app.database.read() as tx:
        assert list(tx.calls.turns(call_id)) == said


def test_a_transcript_remembers_what_heard_it(house: House) -> None:
    call_id = house.call(house.anna)
    origin = Origin("heard", ("a" * 64, "b" * 64), "faster-whisper 1.2.1", "whisper-base", "c" * 64)
    with house.app.database.write() as tx:
        tx.transcripts.add(call_id, origin, house.clock())
    with house.app.database.read() as tx:
        assert tx.transcripts.origin(call_id) == origin
        assert tx.transcripts.origin(call_id + 1) is None
