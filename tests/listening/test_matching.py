"""A recording finds its call by its name, or is reported with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.listening.matching import Match, Voice, match, match_recordings

ANNAS_CALL = "1709284500.123"
OTHER_CALL = "1709284777.124"
CALLS = [ANNAS_CALL, OTHER_CALL, "201", "01-ordine-in-ritardo", "Pratica 77/B"]


def reasons(names: list[str], calls: list[str] = CALLS) -> dict[str, str]:
    _, faults = match(names, calls)
    assert all(fault.remedy for fault in faults)
    return {fault.file: fault.text for fault in faults}


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("1709284500.123.wav", ANNAS_CALL),
        ("1709284500.123", ANNAS_CALL),
        ("1709284500-123.WAV", ANNAS_CALL),
        ("recordings/2026/03/1709284500.123.mp3", ANNAS_CALL),
        ("in-0612345678-201-20260301-101500-1709284500.123.wav", ANNAS_CALL),
        ("q-600-0612345678-20260301-101500-1709284777.124.WAV", OTHER_CALL),
        ("1709284500.123_2026-03-01_Anna.ogg", ANNAS_CALL),
        ("1709284500.123/call.wav", ANNAS_CALL),
        ("C:\\calls\\1709284500.123\\registrazione.wav", ANNAS_CALL),
        ("casa-lume/01-ordine-in-ritardo/call.wav", "01-ordine-in-ritardo"),
        ("pratica_77_b.flac", "Pratica 77/B"),
        ("201.wav", "201"),
    ],
)
def test_a_whole_call_is_found_by_its_name(name: str, call: str) -> None:
    assert match([name], CALLS) == ([Match(call, {Voice.BOTH: name})], [])


@pytest.mark.parametrize(
    ("agent", "caller"),
    [
        ("1709284500.123-agent.wav", "1709284500.123-caller.wav"),
        ("1709284500.123_Agent.wav", "1709284500.123_Customer.wav"),
        ("1709284500.123-tx.gsm.wav", "1709284500.123-rx.gsm.wav"),
        ("1709284500.123-t.wav", "1709284500.123-r.wav"),
        ("1709284500.123-out.wav", "1709284500.123-in.wav"),
        ("1709284500.123/operatore.wav", "1709284500.123/cliente.wav"),
        ("in-061234-201-20260301-1709284500.123-out.wav", "in-061234-201-20260301-1709284500.123-in.wav"),
    ],
)
def test_two_voices_are_found_and_told_apart(agent: str, caller: str) -> None:
    if ".gsm." in agent:
        agent, caller = agent.replace(".gsm", ""), caller.replace(".gsm", "")
    matches, faults = match([caller, agent], CALLS)
    assert matches == [Match(ANNAS_CALL, {Voice.CALLER: caller, Voice.AGENT: agent})]
    assert faults == []


def test_the_direction_at_the_front_of_a_freepbx_name_is_no_voice() -> None:
    matches, _ = match(["out-0612345678-201-20260301-101500-1709284500.123.wav"], CALLS)
    assert list(matches[0].files) == [Voice.BOTH]


def test_a_short_id_inside_a_longer_name_is_chance() -> None:
    assert reasons(["in-0612345678-201-20260301.wav", "20260301-201.wav"]) == {
        "in-0612345678-201-20260301.wav": "No call matches this file name.",
        "20260301-201.wav": "No call matches this file name.",
    }


def test_the_longest_id_counts_when_one_ends_another() -> None:
    matches, _ = match(["call-900-1709284500-123.wav"], ["1709284500-123", "900-1709284500-123", "500-123"])
    assert [found.external_id for found in matches] == ["900-1709284500-123"]


def test_an_id_that_ends_like_a_voice_is_still_an_id() -> None:
    matches, _ = match(["check-in.wav"], ["check-in", "check"])
    assert matches == [Match("check-in", {Voice.BOTH: "check-in.wav"})]


def test_ids_that_differ_in_separators_alone_need_the_exact_name() -> None:
    calls = ["AB-1", "ab.1"]
    matches, _ = match(["ab.1.wav"], calls)
    assert [found.external_id for found in matches] == ["ab.1"]
    assert reasons(["ab_1.wav"], calls) == {"ab_1.wav": "The file name fits several calls: AB-1, ab.1."}


def test_two_files_for_one_place_are_both_reported() -> None:
    names = ["1709284500.123.wav", "old/1709284500.123.mp3", "1709284777.124.wav"]
    matches, _ = match(names, CALLS)
    assert [found.external_id for found in matches] == [OTHER_CALL]
    assert set(reasons(names)) == set(names[:2])
    assert names[1] in reasons(names)[names[0]]


def test_separate_voices_are_taken_before_a_mixed_file() -> None:
    names = ["1709284500.123.wav", "1709284500.123-r.wav", "1709284500.123-t.wav"]
    matches, faults = match(names, CALLS)
    assert set(matches[0].files) == {Voice.AGENT, Voice.CALLER}
    assert [fault.file for fault in faults] == [names[0]]


def test_a_whole_call_is_taken_before_one_voice() -> None:
    names = ["1709284500.123.wav", "1709284500.123-r.wav"]
    matches, _ = match(names, CALLS)
    assert matches == [Match(ANNAS_CALL, {Voice.BOTH: names[0]})]
    assert list(reasons(names)) == [names[1]]


def test_one_voice_alone_is_half_a_call() -> None:
    matches, faults = match(["1709284500.123-agent.wav"], CALLS)
    assert matches == []
    assert [fault.text for fault in faults] == ["Only one voice of call 1709284500.123 is here."]


def test_what_lies_beside_recordings_is_passed_over() -> None:
    names = [
        "LICENSE",
        "README.md",
        "01-ordine-in-ritardo/truth.json",
        ".DS_Store",
        "._1709284500.123.wav",
        "1709284500.123.json",
        "notes.9",
    ]
    assert match(names, CALLS) == ([], [])


@pytest.mark.parametrize(
    "name",
    [
        "20261120-1709284500.123-agent-x.wav",
        "rec_1709284500.123_all_0612345678.mp3",
        "dump-2026-11-30-1709284500.123-final.wav",
    ],
)
def test_an_id_is_found_anywhere_in_a_name_as_whole_words(name: str) -> None:
    assert [each.external_id for each in match([name], CALLS)[0]] == [ANNAS_CALL]


def test_two_ids_in_one_name_are_told_and_not_chosen_between() -> None:
    name = f"{ANNAS_CALL}_then_{OTHER_CALL}.wav"
    assert reasons([name]) == {name: f"The file name fits several calls: {ANNAS_CALL}, {OTHER_CALL}."}


def test_an_id_that_is_part_of_another_word_is_none() -> None:
    assert list(reasons(["x1709284500.1234.wav"])) == ["x1709284500.1234.wav"]


def test_what_a_softphone_encodes_is_the_agent_and_what_it_decodes_the_caller() -> None:
    names = ["1709284500.123-dec.wav", "1709284500.123-enc.wav"]
    assert match(names, CALLS)[0] == [Match(ANNAS_CALL, {Voice.CALLER: names[0], Voice.AGENT: names[1]})]


def matched(names: list[str], recorded: dict[str, list[str]] | None = None) -> dict[str, list[str]]:
    return {each.external_id: list(each.names) for each in match_recordings(names, CALLS, recorded or {}).matches}


@pytest.mark.parametrize(
    ("logged", "name"),
    [
        ("RE77.wav", "RE77.wav"),
        ("RE77", "a/RE77.mp3"),
        ("/var/spool/RE77.wav", "re77.flac"),
        ("D:\\calls\\RE77.wav", "RE77.wav"),
        ("https://example.com/r/RE77.wav?token=1#t=2", "RE77.wav"),
        ("https://example.com/r/RE%2077", "RE 77.wav"),
        ("RE77.wav", "RE77-all.wav"),
    ],
)
def test_the_logs_name_is_matched_by_its_base_name(logged: str, name: str) -> None:
    expected = {} if name == "RE77-all.wav" else {"201": [name]}
    assert matched([name], {logged: ["201"]}) == expected


def test_the_logs_name_wins_over_an_id_in_it_and_knows_voices_and_parts() -> None:
    recorded = {f"{ANNAS_CALL}.wav": [OTHER_CALL], "pair": ["201"]}
    assert matched([f"{ANNAS_CALL}.wav"], recorded) == {OTHER_CALL: [f"{ANNAS_CALL}.wav"]}
    assert matched(["pair-rx.wav", "pair-tx.wav"], recorded) == {"201": ["pair-tx.wav", "pair-rx.wav"]}
    assert matched(["pair_2.wav", "pair_1.wav"], recorded) == {"201": ["pair_1.wav", "pair_2.wav"]}


def test_a_name_that_the_log_gives_several_calls_is_told() -> None:
    several = match_recordings(["x.wav"], CALLS, {"x.wav": [f"c-{n}" for n in range(9)]})
    assert [fault.text for fault in several.faults] == ["The file name fits several calls: c-0, c-1, c-2, c-3, c-4, …."]
    # a word that every recording is called by names none
    assert [fault.text for fault in match_recordings(["audio.wav"], CALLS, {"audio.wav": ["201"]}).faults] == [
        "No call matches this file name."
    ]


@pytest.mark.parametrize("ending", ["_{}", "-part{}", " part {}", "_0{}", ".{}"])
def test_parts_are_joined_in_order_however_they_are_numbered(ending: str) -> None:
    names = [f"{ANNAS_CALL}{ending.format(n)}.wav" for n in (2, 1)]
    assert matched(names) == {ANNAS_CALL: names[::-1]}
    longer = [f"in-0612345678-{name}" for name in names]
    assert matched(longer) == {ANNAS_CALL: longer[::-1]}


@pytest.mark.parametrize(
    "name",
    [
        "{call}_{n}-{voice}",
        "{call}-{voice}_{n}",
        "{call} {voice} part {n}",
        "{call}/{voice}_{n}",
        "{call}/call {n} {voice}",
    ],
)
def test_parts_may_have_a_file_for_each_voice(name: str) -> None:
    names = [f"{name.format(call=ANNAS_CALL, n=n, voice=voice)}.wav" for n in (1, 2) for voice in ("agent", "caller")]
    (parts,) = match_recordings(names[::-1], CALLS, {}).matches
    assert list(parts.names) == names
    assert parts.files == {Voice.AGENT: names[0], Voice.CALLER: names[1]}
    assert parts.further == ({Voice.AGENT: names[2], Voice.CALLER: names[3]},)


@pytest.mark.parametrize(
    ("agent", "caller"),
    [("_1-agent", "_2-caller"), ("-2-out", "-1-in"), ("_1-agent", "_1-caller"), ("-left", "-right")],
)
def test_one_file_of_each_voice_is_a_pair_whatever_their_numbers(agent: str, caller: str) -> None:
    names = [f"{ANNAS_CALL}{agent}.wav", f"{ANNAS_CALL}{caller}.wav"]
    assert match_recordings(names, CALLS, {}).matches == [
        Match(ANNAS_CALL, {Voice.AGENT: names[0], Voice.CALLER: names[1]})
    ]


GUID, OTHER_GUID = "4ae1c1b2-7a2f-4c9c-9a2e-0d6f8e1b2c3d", "9b0e8f00-1111-4222-8333-944445555666"


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (ANNAS_CALL, "2026/11/20/q-600-0612345679-20261120-100601-1709284500.123.wav"),  # FreePBX, a queue
        (ANNAS_CALL, "force-0612345678-3201-20260301-101500-1709284500.123.wav"),  # Issabel
        (ANNAS_CALL, "OUT201-20260301-101500-1709284500.123.WAV"),  # Elastix
        (GUID, f"archive/2026/Nov/20/{GUID}.wav"),  # FusionPBX
        (GUID, f"CallRecordings/2026/11/20/{GUID}_20261120T10:05_UTC.wav"),  # Amazon Connect
        (GUID, f"{GUID}/{OTHER_GUID}.ogg"),  # Genesys Cloud: conversation, recording
        (GUID, f"call_recording_{GUID}_20261120100523.mp3"),  # Zoom Phone
        ("M2011200901", "MP3/20261120-100523_3330000001_M2011200901-all.mp3"),  # VICIdial
        ("1234567890", "20261120-100523_+390612345678_Inbound_Recording_1234567890.mp3"),  # RingCentral
        ("300000000001234", "300000000001234 by anna@example.com @ 10_05_23 AM.wav"),  # Five9
        ("abcDEF123456@192.0.2.1", "call_recording_abcDEF123456@192.0.2.1.mp3"),  # Kazoo
    ],
)
def test_a_file_is_where_telephone_systems_put_it(call: str, name: str) -> None:
    result = match_recordings([name], [*CALLS, call], {})
    assert [(each.external_id, list(each.names)) for each in result.matches] == [(call, [name])]
    assert not result.faults


@pytest.mark.parametrize("ending", [".xml", ".md5", ".wav.md5", ".wav.sha256", ".png", ".csv", ".log"])
def test_what_lies_beside_the_sound_of_a_call_is_told_and_in_nobodys_way(ending: str) -> None:
    names = [f"{GUID}.wav", f"{GUID}{ending}"]
    result = match_recordings(names, [GUID], {})
    assert [list(each.names) for each in result.matches] == [names[:1]]
    assert (list(result.faults), [note.file for note in result.notes], result.passed_over) == ([], names[1:], 0)
    # alone, its content is asked
    assert [list(each.names) for each in match_recordings(names[1:], [GUID], {}).matches] == [names[1:]]


@pytest.mark.parametrize("name", ["{}/{call}.wav", "{}-{call}.wav"])
@pytest.mark.parametrize(("agent", "caller"), [("agent", "caller"), ("tx", "rx"), ("left", "right")])
def test_folders_and_first_words_tell_two_files_of_one_name_apart(name: str, agent: str, caller: str) -> None:
    names = [name.format(voice, call=ANNAS_CALL) for voice in (agent, caller)]
    assert match_recordings(names, CALLS, {}).matches == [
        Match(ANNAS_CALL, {Voice.AGENT: names[0], Voice.CALLER: names[1]})
    ]
    # alone, it may hold the whole call
    assert matched(names[:1]) == {ANNAS_CALL: names[:1]}


def test_a_name_that_begins_with_in_or_out_says_which_way_a_call_went() -> None:
    names = [f"in-{ANNAS_CALL}.wav", f"out-{ANNAS_CALL}.wav"]
    assert match_recordings(names, CALLS, {}).matches == []
    folders = [f"in/{ANNAS_CALL}.wav", f"out/{ANNAS_CALL}.wav"]
    assert matched(folders) == {ANNAS_CALL: folders[::-1]}


def test_hidden_folders_are_not_entered_and_the_folder_of_an_extension_is_no_call() -> None:
    result = match_recordings([f".snapshot/{GUID}.wav", f"{GUID}.wav"], [GUID], {})
    assert [list(each.names) for each in result.matches] == [[f"{GUID}.wav"]]
    assert result.passed_over == 1
    assert matched(["201/[Rossi, Mario]_201-0612345678_20261120100523(1234).wav"]) == {}


def test_a_call_whose_folder_holds_its_parts_is_joined() -> None:
    names = [f"{ANNAS_CALL}/call_{n}.wav" for n in (2, 1)]
    assert matched(names) == {ANNAS_CALL: names[::-1]}


def test_the_whole_call_and_its_parts_claim_the_same_place() -> None:
    names = [f"{ANNAS_CALL}.wav", f"{ANNAS_CALL}_1.wav", f"{ANNAS_CALL}_2.wav"]
    several = match_recordings(names, CALLS, {})
    assert several.matches == []
    assert {fault.file for fault in several.faults} == set(names)


def test_a_number_behind_an_id_in_a_longer_name_may_be_something_else() -> None:
    name = f"20260301-{ANNAS_CALL}-42.wav"
    assert matched([name]) == {ANNAS_CALL: [name]}


def test_files_of_a_call_that_is_not_taken_are_all_told() -> None:
    names = [f"{ANNAS_CALL}-agent.wav", f"old/{ANNAS_CALL}-agent.wav", f"{ANNAS_CALL}-caller.wav"]
    assert set(reasons(names)) == set(names)


def test_sound_in_a_format_that_is_not_read_is_matched_so_that_its_content_can_be_told() -> None:
    matches, _ = match(["1709284500.123.m4a"], CALLS)
    assert len(matches) == 1
    assert list(reasons(["somebody.amr"])) == ["somebody.amr"]


def test_a_name_in_another_unicode_form_is_the_same_name() -> None:
    matches, _ = match(["citta\u0300-12.wav"], ["Citt\u00e0 12"])
    assert [found.external_id for found in matches] == ["Citt\u00e0 12"]


@given(
    st.lists(st.text(st.characters(exclude_characters="/\\"), max_size=30), max_size=8),
    st.lists(st.text(max_size=20), max_size=8),
)
def test_no_file_is_taken_twice_and_every_match_is_one_recording(names: list[str], calls: list[str]) -> None:
    matches, faults = match([f"x{name}.wav" for name in dict.fromkeys(names)], calls)
    taken = [file for found in matches for file in found.files.values()] + [fault.file for fault in faults]
    assert len(taken) == len(set(taken)) == len(set(names))
    assert all(set(found.files) in ({Voice.BOTH}, {Voice.AGENT, Voice.CALLER}) for found in matches)
    assert {found.external_id for found in matches} <= set(calls)
