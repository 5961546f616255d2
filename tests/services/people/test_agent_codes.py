"""Further codes of agents: who is likely is proposed, who is confirmed is remembered, and it can be taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from benvenuto.domain.people import Membership, Person, Role
from benvenuto.services.people.agent_likeness import LikelyAgents, Likenesses
from benvenuto.services.people.people_faults import (
    CodeMissing,
    NoSuchAgent,
    NoSuchCode,
    NoSuchPerson,
    TakenAgentCode,
)
from benvenuto.storage.tables import framed_calls, sampling_frames
from tests.house import House

FERRI = Person(1, "giulia.ferri", "Giulia Ferri", "it", True, "201")
BIANCHI = Person(2, "m.bianchi", "Marco Bianchi", "it", True, "305")
ROSSI = Person(3, "giulia.rossi", "Giulia Rossi", "it", True, "")
NAMESAKE = Person(4, "gferri2", "Giulia Ferri", "it", True, "888")


def proposed(words: str, *people: Person) -> int | None:
    return Likenesses(people, {}).of(words).proposed


def likely(words: str, *people: Person) -> LikelyAgents:
    return Likenesses(people, {}).of(words)


@pytest.mark.parametrize(
    "words",
    ["Agent/giulia", "Ferri Giulia", "Giulia Ferri (999)", "giulia@firm.it", "ferri.giulia@firm.it", "GFerri",
     "FERRI G.", "ferrig", "GiuliaFerri", "giulia_ferri", "PJSIP/0201-00000a3c", "Int. 201", "Giùlia",
     "Ferri, Giulia (Sede Milano)", "Sig.ra Ferri", "Dott.ssa Giulia Ferri (201)"],
)  # fmt: skip
def test_the_one_person_whom_a_form_could_mean_is_proposed(words: str) -> None:
    assert proposed(words, FERRI, BIANCHI) == FERRI.id


@pytest.mark.parametrize("words", ["Agent/giulia", "giulia@firm.it", "Giulia"])
def test_of_two_people_of_one_name_both_are_offered_and_none_is_proposed(words: str) -> None:
    assert likely(words, FERRI, BIANCHI, ROSSI) == LikelyAgents([FERRI.id, ROSSI.id], None)
    assert likely("Giulia Ferri (77)", FERRI, NAMESAKE, ROSSI).people[:2] == [FERRI.id, NAMESAKE.id]
    assert proposed("Giulia Ferri (77)", FERRI, NAMESAKE, ROSSI) is None
    assert proposed("Giulia F.", FERRI, ROSSI) == FERRI.id


@pytest.mark.parametrize(
    "words",
    [
        "Giulia Verdi",
        "Coda assistenza Giulia",
        "9999",
        "x",
        "",
        "🙂",
        "Marta Neri",
        "agent",
        "G. F.",
        "Giulio Ferri",
        "+39 02 201",
        "201 / 305",
    ],
)
def test_who_may_be_somebody_else_is_never_proposed(words: str) -> None:
    assert proposed(words, FERRI, BIANCHI) is None


def test_a_name_beside_the_extension_of_another_is_a_doubt() -> None:
    for words in ("Giulia Ferri (305)", "giulia 305"):
        doubt = likely(words, FERRI, BIANCHI)
        assert doubt.proposed is None
        assert {FERRI.id, BIANCHI.id} >= set(doubt.people)
        assert doubt.people


def test_an_extension_in_a_form_that_was_confirmed_speaks_for_the_same_person() -> None:
    known = Likenesses([FERRI, BIANCHI], {"giulia ferri (77)": FERRI.id})
    assert known.of("SIP/77").proposed == FERRI.id


@given(st.text(max_size=130))
def test_no_words_are_beyond_it(words: str) -> None:
    found = likely(words, FERRI, BIANCHI, ROSSI, NAMESAKE)
    assert found.proposed is None or found.people[0] == found.proposed


def log(*agents: str) -> bytes:
    lines = (f"c-{place};02/03/2026 10:0{place};{agent};60\n" for place, agent in enumerate(agents))
    return ("Id;Data e ora;Operatore;Durata\n" + "".join(lines)).encode()


def bring(house: House, *agents: str) -> None:
    source = log(*agents)
    house.app.call_logs.run(house.dario, source, house.app.call_logs.plan(house.dario, source))


def waiting(house: House) -> set[str]:
    return set(house.app.people.waiting_codes(house.dario))


def test_a_confirmed_form_is_remembered_and_all_that_it_explains_is_theirs(house: House) -> None:
    bring(house, "204", "SIP/204-0000a3c1", "INT-204", "Anna (204)", "999")
    assert house.app.agent_codes.give(house.dario, {"204": house.anna.id}) == 3
    assert waiting(house) == {"INT-204", "999"}
    bring(house, *["999"] * 5, "204")
    assert waiting(house) == {"INT-204", "999"}
    assert house.app.agent_codes.given_to(house.dario, house.anna.id) == ["204"]


def test_several_codes_are_given_together_or_none(house: House) -> None:
    bring(house, "one", "two")
    with pytest.raises(NoSuchAgent):
        house.app.agent_codes.give(house.dario, {"one": house.anna.id, "two": house.carla.id})
    assert waiting(house) == {"one", "two"}
    assert "code_given" not in house.audit()
    with pytest.raises(CodeMissing):
        house.app.agent_codes.give(house.dario, {" ": house.anna.id})
    with pytest.raises(TakenAgentCode):
        house.app.agent_codes.give(house.dario, {"ANDREA": house.anna.id})


def test_a_code_is_taken_from_nobody_unasked_but_from_who_is_no_agent_any_more(house: House) -> None:
    house.app.agent_codes.give(house.dario, {"204": house.anna.id})
    with pytest.raises(TakenAgentCode, match="Anna"):
        house.app.agent_codes.give(house.dario, {"204": house.andrea.id})
    house.app.people.set_memberships(house.dario, house.anna.id, [Membership(Role.SUPERVISOR, house.nord)])
    house.app.agent_codes.give(house.dario, {"204": house.andrea.id})
    assert house.app.agent_codes.given_to(house.dario, house.andrea.id) == ["204"]


def test_an_agent_is_named_by_the_user_name(house: House) -> None:
    assert house.app.agent_codes.agent_named(house.dario, " Anna ").id == house.anna.id
    with pytest.raises(NoSuchPerson):
        house.app.agent_codes.agent_named(house.dario, "nobody")
    with pytest.raises(NoSuchAgent):
        house.app.agent_codes.agent_named(house.dario, "carla")


def test_calls_that_came_before_a_person_are_theirs_in_every_form_that_would_be_after(house: House) -> None:
    bring(house, "Rossi Giulia", "giulia.rossi@firm.it", "Agent/444", "Giulia Rossi (444)", "Giulia Bianchi")
    as_agent = [Membership(Role.AGENT, house.nord)]
    house.app.people.add(house.dario, "giulia.rossi", "Giulia Rossi", as_agent, "it", agent_code="444")
    assert waiting(house) == {"Giulia Bianchi"}
    bring(house, *["x"] * 5, "Marta Neri")
    person, _ = house.app.people.add(house.dario, "m.neri", "Marta", as_agent, "it", agent_code="m")
    assert "Marta Neri" in waiting(house)
    house.app.people.change(house.dario, person, "Marta Neri", "m")
    assert "Marta Neri" not in waiting(house)


def test_a_code_that_is_taken_away_leaves_the_calls_so_far_where_they_are(house: House) -> None:
    bring(house, "204")
    house.app.agent_codes.give(house.dario, {"204": house.anna.id})
    assert house.app.agent_codes.take_away(house.dario, house.anna.id, "204", by_mistake=False) == 0
    assert waiting(house) == set()
    assert house.app.agent_codes.given_to(house.dario, house.anna.id) == []
    bring(house, "x", "204")
    assert waiting(house) == {"204"}
    assert "code_taken" in house.audit()
    with pytest.raises(NoSuchCode):
        house.app.agent_codes.take_away(house.dario, house.anna.id, "204", by_mistake=False)


def test_of_a_code_given_by_mistake_the_calls_wait_again_but_those_somebody_has_worked_with(house: House) -> None:
    bring(house, "204", "SIP/204", "204", "anna")
    house.app.agent_codes.give(house.dario, {"204": house.anna.id})
    with house.app.database.read() as tx:
        scored = tx.calls.id_of("c-0")
    assert scored is not None
    house.app.scoring.begin(house.bruno, scored)
    assert house.app.agent_codes.take_away(house.dario, house.anna.id, "204", by_mistake=True) == 2
    assert house.app.people.waiting_codes(house.dario) == {"204": 1, "SIP/204": 1}
    assert house.app.agent_codes.give(house.dario, {"SIP/204": house.andrea.id}) == 1


def test_the_channels_of_one_telephone_are_asked_about_once_and_known_from_then_on(house: House) -> None:
    agents = ["PJSIP/777-00000a3c", "PJSIP/777-00000b11", "pjsip/777-0000ffff", "PJSIP/778-00000001"]
    source = log(*agents)
    survey = house.app.call_logs.preview(house.dario, source, house.app.call_logs.plan(house.dario, source)).survey
    assert survey.unknown == {"PJSIP/777": 3, "PJSIP/778": 1}
    bring(house, *agents)
    assert house.app.agent_codes.give(house.dario, {"PJSIP/777-00000a3c": house.anna.id}) == 3
    assert house.app.agent_codes.given_to(house.dario, house.anna.id) == ["pjsip/777"]
    assert waiting(house) == {"PJSIP/778-00000001"}
    assert house.app.agent_codes.take_away(house.dario, house.anna.id, "pjsip/777", by_mistake=True) == 3


def test_parts_of_calls_find_their_agents_too(house: House) -> None:
    source = b"Id;Data e ora;Operatore;Durata\nt;02/03/2026 10:00;anna;90\nt;02/03/2026 10:02;88;60\n"
    house.app.call_logs.run(house.dario, source, house.app.call_logs.plan(house.dario, source))

    def legs() -> list[str]:
        with house.app.database.read() as tx:
            call_id = tx.calls.id_of("t")
            assert call_id is not None
            return [leg.agent for leg in tx.calls.legs(call_id)]

    assert legs() == ["Anna", "88"]
    assert house.app.agent_codes.give(house.dario, {"88": house.andrea.id}) == 0
    assert legs() == ["Anna", "Andrea"]
    house.app.agent_codes.take_away(house.dario, house.andrea.id, "88", by_mistake=True)
    assert legs() == ["Anna", "88"]


def test_calls_that_wait_again_leave_the_frames_they_were_drawn_from(house: House) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    at = house.clock().strftime("%d/%m/%Y %H:%M")
    source = f"Id;Data e ora;Operatore;Durata\na;{at};88;90\n".encode()
    house.app.call_logs.run(house.dario, source, house.app.call_logs.plan(house.dario, source))
    house.app.agent_codes.give(house.dario, {"88": house.anna.id})
    assert house.app.sampling.draw_due(house.bruno) == 1
    assert house.app.agent_codes.take_away(house.dario, house.anna.id, "88", by_mistake=True) == 1
    with house.app.database.read() as tx:
        assert tx.connection.scalar(select(func.count()).select_from(framed_calls)) == 0
        assert tx.connection.scalar(select(func.count()).select_from(sampling_frames)) == 0
