"""Where and by whom words are looked for, and how what was found is quoted."""

from benvenuto.domain.call import Speaker, Turn, Word
from benvenuto.domain.evidence import PhraseEvidence, Quotation
from benvenuto.listening.evidence import Names, Seeker
from tests.listening.evidence.calls import agent, caller, found_in

NOBODY = Names()


def quotations(said: PhraseEvidence, *turns: Turn, names: Names = NOBODY) -> list[str]:
    seeker = Seeker([said], "it", company_known=bool(names.company))
    return [found.text for found in seeker.seek(turns, names).get(0, ())]


def sought(
    *phrases: str,
    unless: tuple[str, ...] = (),
    by: Speaker | None = Speaker.AGENT,
    first_turns: int = 0,
    last_turns: int = 0,
) -> PhraseEvidence:
    return PhraseEvidence({"it": phrases}, {"it": unless}, by, first_turns, last_turns)


CALL = (
    agent("Uno, buongiorno."),
    caller("Buongiorno a lei."),
    agent("Due, buongiorno."),
    caller("Sì."),
    agent("Tre, buongiorno."),
    caller("No."),
    agent("Quattro, buongiorno."),
)


def test_words_are_looked_for_in_the_turns_of_who_says_them() -> None:
    assert quotations(sought("buongiorno", by=Speaker.CALLER), *CALL) == ["Buongiorno a lei."]
    assert quotations(sought("buongiorno", by=None), *CALL[:2]) == ["Uno, buongiorno.", "Buongiorno a lei."]


def test_first_turns_are_the_speakers_first_turns() -> None:
    assert quotations(sought("buongiorno", first_turns=2), *CALL) == ["Uno, buongiorno.", "Due, buongiorno."]


def test_last_turns_are_the_speakers_last_turns() -> None:
    assert quotations(sought("buongiorno", last_turns=2), *CALL) == ["Tre, buongiorno.", "Quattro, buongiorno."]


def test_an_opening_is_no_closing_in_a_short_call() -> None:
    short = (agent("Buongiorno, dica."), caller("Ho sbagliato."), agent("Grazie e buongiorno."))
    assert quotations(sought("buongiorno", first_turns=3), *short) == ["Buongiorno, dica."]
    assert quotations(sought("buongiorno", last_turns=3), *short) == ["Grazie e buongiorno."]


def test_a_single_turn_is_first_and_last() -> None:
    assert quotations(sought("buongiorno", first_turns=1), *CALL[:1])
    assert quotations(sought("buongiorno", last_turns=1), *CALL[:1])


def test_a_turn_that_was_cut_up_is_one_turn() -> None:
    cut = (agent("mi"), caller("[rumore]"), agent("chiamo"), caller(""), agent("Giulia"), caller("Sì"), agent("Bene"))
    assert quotations(sought("mi chiamo {name}", first_turns=1), *cut) == ["mi chiamo Giulia"]


def test_a_gap_holds_up_to_four_words_of_one_sentence() -> None:
    gap = sought("posso … attesa")
    assert quotations(gap, agent("Posso metterla un attimo in attesa?"))
    assert not quotations(gap, agent("Posso dirle che il suo ordine è in attesa?"))
    assert not quotations(gap, agent("Posso. È in attesa."))


def test_words_that_only_look_alike_do_not_count() -> None:
    said = sought("non so", unless=("non so come ringraziarla",))
    assert not quotations(said, agent("Non so come ringraziarla."))
    assert quotations(said, agent("Non so come ringraziarla. Non so altro."))


def test_a_word_is_not_found_inside_another() -> None:
    assert not quotations(sought("ciao"), agent("Ciaone e ciaobello."))
    assert quotations(sought("ciao*"), agent("Ciaone."))


def test_a_phrase_with_the_company_waits_until_the_company_is_known() -> None:
    said = sought("{company}")
    assert Seeker([said], "it", company_known=False).sought == frozenset()
    assert quotations(said, agent("Casa Lumi, dica."), names=Names(("Casa Lume",))) == ["Casa Lumi, dica."]


def test_evidence_without_phrases_in_the_language_is_not_sought() -> None:
    assert Seeker([sought("ciao")], "en", company_known=True).sought == frozenset()


def test_a_quotation_is_the_sentence_as_it_was_written() -> None:
    said = sought("posso aiutarla")
    assert quotations(said, agent("Buongiorno!  Come   posso aiutarla? Dica.")) == ["Come posso aiutarla?"]


def test_of_a_long_sentence_only_the_words_nearby_are_quoted() -> None:
    long = "allora " + "parola altra " * 20 + "le chiedo scusa " + "ancora parola " * 20
    (quotation,) = quotations(sought("chiedo scusa"), agent(long))
    assert quotation == "… altra parola altra le chiedo scusa ancora parola ancora parola ancora parola ancora parola …"


def test_only_three_quotations_are_kept_and_of_last_turns_the_last() -> None:
    turns = [agent(f"{one} ciao.") for one in ("Uno", "Due", "Tre", "Quattro")]
    assert quotations(sought("ciao"), *turns) == ["Uno ciao.", "Due ciao.", "Tre ciao."]
    assert quotations(sought("ciao", last_turns=9), *turns) == ["Due ciao.", "Tre ciao.", "Quattro ciao."]


def at(turn: Turn) -> float | None:
    found = Seeker([sought("scusa")], "it", company_known=False).seek([turn], Names())
    return found[0][0].at_s


def test_the_time_is_that_of_the_word_where_words_have_times() -> None:
    words = (Word("Le", 10.0, 10.2), Word("chiedo", 12.0, 12.4), Word("scusa.", 14.5, 15.0))
    assert at(Turn(Speaker.AGENT, "Le chiedo scusa.", 10.0, 15.0, words)) == 14.5


def test_the_time_lies_within_the_turn_as_far_as_the_words_do() -> None:
    # "scusa" begins after 10 of 20 characters, so half-way between 4 s and 8 s
    assert at(agent("Le chiedo scusa molto", 4.0, 8.2)) == 6.0


def test_without_an_end_it_is_the_beginning_of_the_turn_and_without_times_none() -> None:
    assert at(Turn(Speaker.AGENT, "Le chiedo scusa", 4.0)) == 4.0
    assert at(agent("Le chiedo scusa")) is None


def test_a_real_shaped_call_is_quoted_with_its_times() -> None:
    found = found_in(
        [agent("Buongiorno, Casa Lume.", 1.0, 3.0), caller("Buongiorno.", 3.5, 4.0), agent("Arrivederci.", 9.0, 10.0)],
        "it",
    )
    assert found == {
        "greeting": (Quotation("Buongiorno, Casa Lume.", 1.0, Speaker.AGENT),),
        "company": (Quotation("Buongiorno, Casa Lume.", 2.09, Speaker.AGENT),),
        "goodbye": (Quotation("Arrivederci.", 9.0, Speaker.AGENT),),
    }


def test_words_to_leave_out_undo_no_phrase_that_is_longer_than_they_are() -> None:
    evidence = sought("buona (giornata | serata)", "le auguro … buona giornata", unless=("una buona giornata",))
    assert quotations(evidence, agent("Le auguro una buona giornata.")) == ["Le auguro una buona giornata."]
    assert quotations(evidence, agent("È una buona giornata.")) == []
    assert quotations(evidence, agent("Buona serata.")) == ["Buona serata."]


def test_of_phrases_that_begin_alike_the_one_that_is_let_through_counts() -> None:
    evidence = sought("abbia", "abbia una buona giornata", unless=("abbia una",))
    assert quotations(evidence, agent("Abbia una buona giornata.")) == ["Abbia una buona giornata."]
    assert quotations(evidence, agent("Abbia una pazienza.")) == []


def test_a_third_voice_says_nothing_for_anybody() -> None:
    third = Turn(Speaker.OTHER, "Buongiorno, attenda.", 0.0, 1.0)
    assert quotations(sought("buongiorno", by=None), third) == []
    assert quotations(sought("buongiorno"), third) == []
