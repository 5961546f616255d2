"""Feedback that is already there at the first start, so that an agent who signs in has something to hear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from benvenuto.domain.dispute import Decision, DisputedCriterion, Ruling
from benvenuto.domain.edits import (
    AddMoment,
    Change,
    ChooseLevel,
    ChooseNotApplicable,
    Edit,
    SetNote,
    SetReasons,
    SetSummary,
)
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.scoring import applies


@dataclass(frozen=True, slots=True)
class Remark:
    """What was heard on one criterion, where it was not simply the best level."""

    level: str = "full"
    reasons: tuple[str, ...] = ()
    note: str = ""
    moments: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SampleDispute:
    """What the agent disputes. `answer` is the supervisor's; with `rulings` it is decided, after `heard` was heard."""

    criteria: tuple[DisputedCriterion, ...]
    answer: str = ""
    heard: Mapping[str, str] = field(default_factory=dict)
    rulings: Mapping[str, Ruling] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleFeedback:
    """One published evaluation of a sample call; criteria without a remark get the best level."""

    call: str
    agent: str
    summary: str
    remarks: Mapping[str, Remark]
    not_applicable: frozenset[str]
    dispute: SampleDispute | None = None
    coached: bool = False


EVALUATOR = "bruno"
"""Whose evaluations they are."""

MANAGER = "carla"
"""Who decides disputes."""

FEEDBACK = (
    SampleFeedback(
        call="04-lampada-rotta",
        agent="giulia",
        coached=True,
        summary="Una cliente persa due volte e ripresa in ottanta secondi. La richiamata di giovedì fa la differenza.",
        remarks={
            "greeting/first-words": Remark(
                level="partly",
                note="Benvenuta detto prima di sentire la voce: se rispondeva un uomo, era sbagliato.",
                moments=((1.9, "«Benvenuta in Casa Lume»"),),
            ),
            "greeting/identity": Remark(
                level="partly",
                reasons=("anybody-knows",),
                note="Il numero d'ordine sta su ogni scatola: manca il cognome.",
                moments=((26.1, "«Mi dice il numero d'ordine?»"),),
            ),
            "complaint-recovery/acknowledge": Remark(
                note="Ha dato ragione prima di chiedere qualunque dato, e si è ricordata del regalo.",
                moments=((14.2, "«Ha ragione, due volte è inaccettabile»"),),
            ),
            "complaint-recovery/remedy": Remark(
                note="Due strade chiare, ciascuna con il suo giorno.", moments=((35.8, "Le due proposte"),)
            ),
            "permission-and-follow-up/consent": Remark(
                note="Il permesso è chiesto per quel numero e per quella chiamata.",
                moments=((62.0, "«Posso richiamarla a questo numero?»"),),
            ),
            "precise-answers/checked": Remark(
                level="partly",
                reasons=("source-unsaid",),
                note="Giovedì è il giorno giusto, ma non si sente da dove viene: basta un «lo vedo qui, dal corriere».",
                moments=((41.0, "«arriva giovedì»"),),
            ),
            "precise-answers/summary": Remark(
                level="partly",
                reasons=("decision-missing",),
                note="Ripete la richiamata, non la lampada nuova né il ritiro di quella rotta.",
                moments=((68.1, "«giovedì dopo le sedici»"),),
            ),
            "e-commerce-support/order-note": Remark(note="Nota non vista."),
        },
        not_applicable=frozenset(
            {
                "greeting/recorded-line",
                "listening/reads-back",
                "listening/waits",
                "precise-answers/within-the-rules",
                "e-commerce-support/order-note",
                "taking-the-case/escalation",
                "taking-the-case/handover",
            }
        ),
        dispute=SampleDispute(
            criteria=(
                DisputedCriterion(
                    "greeting/first-words",
                    "Le cinque cose ci sono tutte. «Benvenuta» sarà stato un azzardo, ma non manca niente.",
                    1.9,
                ),
            ),
            answer="Vero, le cinque cose ci sono. Ma «benvenuta» a una voce non ancora sentita non si dice.",
            heard={"greeting/first-words": "full"},
            rulings={
                "greeting/first-words": Ruling(
                    Decision.CHANGED,
                    "La rubrica conta cinque cose, e si sentono: il livello è pieno. «Benvenuta» resta un consiglio.",
                    "full",
                )
            },
        ),
    ),
    SampleFeedback(
        call="05-consiglio-prodotto",
        agent="marta",
        summary="Resta in linea finché l'ordine è fatto, e si sente. Prima c'è un catalogo, alla fine manca il grazie.",
        remarks={
            "listening/ask-well": Remark(
                level="missing",
                reasons=("answer-first",),
                note="La cliente ha detto «per leggere a letto»: bastava chiedere se qualcuno le dorme accanto.",
                moments=((13.2, "Comincia l'elenco"),),
            ),
            "listening/paraphrase": Remark(level="missing", reasons=("missed-the-point",)),
            "listening/courtesy": Remark(
                level="partly",
                reasons=("no-please-or-thanks",),
                note="«Scriva», «metta», «prema», «lo lasci»: chiari, ma nessun «per favore» e nessun grazie.",
                moments=((60.0, "«Scriva Notte piccola nella ricerca»"),),
            ),
            "precise-answers/right-answer": Remark(
                note="Prezzo e promozioni di quel giorno: non ho potuto verificarli, non ho il listino."
            ),
            "precise-answers/checked": Remark(
                level="partly",
                reasons=("source-unsaid",),
                note="Il prezzo è detto sicuro, ma non si sente da dove viene.",
                moments=((54.0, "«Costa trentanove euro»"),),
            ),
            "precise-answers/plain-words": Remark(
                level="missing",
                reasons=("monologue", "sales-pitch"),
                note="Trenta secondi di linee, punti e paralumi; la domanda era una.",
                moments=((13.2, "Trenta secondi senza una pausa"), (44.4, "«Io volevo solo una luce…»")),
            ),
            "precise-answers/summary": Remark(
                level="missing", reasons=("rushed-to-close",), note="Che cosa arriva e quando non si è risentito."
            ),
            "e-commerce-support/guide-on-the-site": Remark(
                level="partly",
                reasons=("too-many-steps",),
                note="Resta in linea, ed è la parte più bella. I tre passi però arrivano in una frase sola.",
                moments=((59.0, "«È sul sito con lei?»"),),
            ),
            "e-commerce-support/order-note": Remark(note="Nota non vista."),
            "greeting/farewell": Remark(
                level="missing",
                reasons=("nothing-else-asked", "no-thanks"),
                note="Dopo un ordine fatto insieme, due parole: «Perfetto. Arrivederci.»",
                moments=((86.2, ""),),
            ),
        },
        not_applicable=frozenset(
            {
                "greeting/identity",
                "greeting/recorded-line",
                "listening/reads-back",
                "listening/waits",
                "precise-answers/right-answer",
                "precise-answers/within-the-rules",
                "e-commerce-support/order-note",
                "taking-the-case/human-voice",
                "taking-the-case/escalation",
                "taking-the-case/handover",
                "permission-and-follow-up/promise-with-a-time",
                "permission-and-follow-up/consent",
                "permission-and-follow-up/neglected-contact",
            }
        ),
        dispute=SampleDispute(
            criteria=(
                DisputedCriterion(
                    "precise-answers/plain-words",
                    "La cliente aveva detto che sul sito ce ne sono tante: ho pensato che volesse sentirle tutte.",
                    13.2,
                ),
            ),
        ),
    ),
    SampleFeedback(
        call="03-addebito-doppio",
        agent="elena",
        summary="La risposta è giusta, viene dall'ordine e ha un numero di pratica. Intorno mancano le parole che "
        "accompagnano: l'invito, quanto dura l'attesa, un grazie.",
        remarks={
            "greeting/first-words": Remark(
                level="partly",
                reasons=("no-invitation",),
                note="Quattro su cinque: dopo il nome, chi chiama deve invitarsi da solo.",
                moments=((3.1, "«Casa Lume, buonasera, sono Elena»"),),
            ),
            "greeting/identity": Remark(
                level="partly",
                reasons=("anybody-knows",),
                note="Per dire degli addebiti serve anche il cognome.",
                moments=((13.9, "Il solo numero"),),
            ),
            "greeting/farewell": Remark(
                level="partly", reasons=("nothing-else-asked",), note="Un augurio, e nessuna domanda prima."
            ),
            "listening/paraphrase": Remark(
                level="partly",
                reasons=("formula",),
                note="«Sì, li vedo» dice che ha guardato; che erano due addebiti per un ordine non si risente.",
                moments=((36.5, "«Sì, li vedo»"),),
            ),
            "listening/waits": Remark(
                level="partly",
                reasons=("no-length", "no-thanks"),
                note="Sedici secondi dopo «Un attimo». Bastava: «Apro l'ordine, ci vogliono quindici secondi».",
                moments=((19.0, "«Un attimo»"), (36.5, "Torna, senza un grazie")),
            ),
            "listening/courtesy": Remark(
                level="partly", reasons=("no-please-or-thanks",), note="Il numero ricevuto meritava un grazie."
            ),
            "listening/reads-back": Remark(
                note="Due, otto, quattro: cifra per cifra, e torna indietro giusto.",
                moments=((59.3, "«Due otto quattro»"),),
            ),
            "precise-answers/checked": Remark(
                note="Si sente che ha guardato l'ordine prima di rispondere.", moments=((36.5, "«Sì, li vedo»"),)
            ),
            "precise-answers/summary": Remark(
                level="partly",
                reasons=("decision-missing",),
                note="Lo fa chi chiama, con il numero; lei conferma.",
                moments=((64.0, "«Esatto»"),),
            ),
            "e-commerce-support/returns-and-refunds": Remark(
                level="partly",
                reasons=("no-deadline",),
                note="Che cos'è l'addebito lo dice subito; entro quando, l'ha dovuto chiedere chi chiamava.",
                moments=((42.9, "«E quando torna disponibile la somma?»"),),
            ),
            "permission-and-follow-up/promise-with-a-time": Remark(
                note="La banca, entro quando, che cosa fare se no e con quale numero: la parte migliore.",
                moments=((46.2, "La promessa intera"),),
            ),
            "e-commerce-support/order-note": Remark(note="Nota non vista."),
        },
        not_applicable=frozenset(
            {
                "greeting/recorded-line",
                "precise-answers/within-the-rules",
                "e-commerce-support/order-note",
                "taking-the-case/human-voice",
                "taking-the-case/escalation",
                "taking-the-case/handover",
                "permission-and-follow-up/consent",
                "permission-and-follow-up/neglected-contact",
            }
        ),
    ),
    SampleFeedback(
        call="02-reso-scarpe",
        agent="paolo",
        summary="I giorni sono quattordici, e chi chiamava lo sapeva. Ripartiamo da qui: aprire la pagina prima di "
        "rispondere, e prendere il caso invece di mandarlo a una mail.",
        remarks={
            "greeting/first-words": Remark(
                level="missing",
                reasons=("late-voice", "no-company", "no-own-name"),
                note="Sei secondi, poi «Pronto, mi dica»: solo l'invito.",
                moments=((6.2, "«Pronto, mi dica»"),),
            ),
            "greeting/farewell": Remark(
                level="missing", reasons=("parting-shot",), moments=((65.6, "«Faccia come crede»"),)
            ),
            "listening/let-them-finish": Remark(
                level="missing",
                reasons=("to-correct",),
                note="La frase interrotta era quella che avrebbe evitato l'errore.",
                moments=((28.5, "«No no, sono dieci»"),),
            ),
            "listening/ask-well": Remark(
                level="missing", reasons=("answer-first",), note="Un no senza una domanda.", moments=((18.3, ""),)
            ),
            "listening/paraphrase": Remark(level="missing", reasons=("missed-the-point",)),
            "listening/waits": Remark(
                level="missing", reasons=("dead-air",), note="Sette secondi, muti.", moments=((35.8, "Silenzio"),)
            ),
            "listening/courtesy": Remark(
                level="missing",
                reasons=("argued", "shut-the-door"),
                note="«Glielo dico io», «Deve», «Faccia come crede».",
                moments=((29.9, "«Glielo dico io»"), (46.5, "«Deve scrivere una mail»")),
            ),
            "precise-answers/right-answer": Remark(
                level="missing",
                reasons=("old-rule", "against-the-site"),
                note="Quattordici giorni di calendario, dal 2014: dodici erano in tempo.",
                moments=((21.1, "«Il recesso si fa entro dieci giorni»"),),
            ),
            "precise-answers/checked": Remark(
                level="missing",
                reasons=("would-not-check",),
                note="Chi chiama chiede di verificare, con la pagina davanti.",
                moments=((31.7, "«Scusi, può verificare?»"),),
            ),
            "precise-answers/summary": Remark(level="missing", reasons=("rushed-to-close",)),
            "e-commerce-support/find-the-order": Remark(level="missing", reasons=("not-asked",)),
            "e-commerce-support/returns-and-refunds": Remark(level="missing", reasons=("not-started",)),
            "e-commerce-support/order-note": Remark(note="Nota non vista."),
            "taking-the-case/human-voice": Remark(
                level="missing",
                reasons=("sent-to-mail", "powerless"),
                note="Aveva chiamato perché alla mail non rispondevano.",
                moments=((46.5, "«Deve scrivere una mail»"), (58.9, "«Non posso farci niente»")),
            ),
            "permission-and-follow-up/promise-with-a-time": Remark(level="missing", reasons=("caller-must-return",)),
            "permission-and-follow-up/neglected-contact": Remark(
                level="missing",
                reasons=("not-taken-up",),
                note="Una settimana senza risposta, e la si rimanda lì.",
                moments=((49.7, "«Alla mail non risponde nessuno»"),),
            ),
        },
        not_applicable=frozenset(
            {
                "greeting/identity",
                "greeting/recorded-line",
                "listening/reads-back",
                "precise-answers/within-the-rules",
                "e-commerce-support/order-note",
                "taking-the-case/escalation",
                "taking-the-case/handover",
                "permission-and-follow-up/consent",
            }
        ),
    ),
    SampleFeedback(
        call="07-refund-status",
        agent="robert",
        summary="The refund was a week late, and the caller had it in writing. Let's start from two sentences: "
        "“I'm opening your order” and “I'll put you through”.",
        remarks={
            "greeting/first-words": Remark(
                level="missing",
                reasons=("late-voice", "no-greeting", "no-own-name"),
                note="Seven seconds, then two words.",
                moments=((7.0, "“Customer service.”"),),
            ),
            "greeting/identity": Remark(
                level="partly",
                reasons=("not-asked",),
                note="You looked for an order without asking whose it was. Nothing was disclosed.",
            ),
            "greeting/farewell": Remark(level="missing", reasons=("parting-shot",), moments=((51.2, "“Okay. Bye.”"),)),
            "listening/let-them-finish": Remark(
                level="missing",
                reasons=("to-correct",),
                note="The end of that sentence was the rule.",
                moments=((19.2, "Comes in over “from the day you”"),),
            ),
            "listening/ask-well": Remark(level="missing", reasons=("answer-first",)),
            "listening/paraphrase": Remark(level="missing", reasons=("missed-the-point",)),
            "listening/waits": Remark(
                level="missing",
                reasons=("dead-air",),
                note="Ten seconds of nothing. “I'm opening it, ten seconds” is enough.",
                moments=((25.5, "Silence"),),
            ),
            "listening/courtesy": Remark(
                level="missing", reasons=("shut-the-door",), moments=((51.2, "“Okay. Bye.”"),)
            ),
            "precise-answers/right-answer": Remark(
                level="missing",
                reasons=("from-memory", "against-the-site"),
                note="Fourteen days from being told of the return, whatever the product.",
                moments=((13.6, "“Three weeks is normal”"), (19.2, "“Only for some products”")),
            ),
            "precise-answers/checked": Remark(
                level="missing",
                reasons=("guessed",),
                note="“Probably”, “or so”, “I think”, in six seconds.",
                moments=((15.2, "“It probably takes a month or so”"),),
            ),
            "precise-answers/summary": Remark(level="missing", reasons=("rushed-to-close",)),
            "e-commerce-support/find-the-order": Remark(
                level="missing",
                reasons=("no-other-way",),
                note="A surname or an email would have found it.",
                moments=((35.3, "“I cannot see it here”"),),
            ),
            "e-commerce-support/returns-and-refunds": Remark(level="missing", reasons=("not-started",)),
            "e-commerce-support/order-note": Remark(note="Note not seen."),
            "taking-the-case/human-voice": Remark(
                level="missing", reasons=("call-again",), moments=((37.1, "“You should call back tomorrow”"),)
            ),
            "taking-the-case/escalation": Remark(
                level="missing",
                reasons=("nobody-here",),
                note="On a third call, a name and a time are owed.",
                moments=((43.7, "“There is nobody here now”"),),
            ),
            "permission-and-follow-up/promise-with-a-time": Remark(level="missing", reasons=("caller-must-return",)),
            "permission-and-follow-up/neglected-contact": Remark(
                level="missing", reasons=("not-taken-up",), moments=((39.1, "“This is the third time”"),)
            ),
        },
        not_applicable=frozenset(
            {
                "greeting/recorded-line",
                "listening/reads-back",
                "precise-answers/within-the-rules",
                "e-commerce-support/order-note",
                "taking-the-case/handover",
                "permission-and-follow-up/consent",
            }
        ),
    ),
    SampleFeedback(
        call="08-change-of-address",
        agent="joe",
        summary="Short, kind, the address read back, permission asked. One thing first: an address was changed on an "
        "order number alone.",
        remarks={
            "greeting/identity": Remark(
                level="partly",
                reasons=("step-too-low",),
                note="The number is on every label: whoever picks one up could send the parcel elsewhere. For a new "
                "address, ask for something that is on no label too: the email address on the order.",
                moments=((10.4, "“What is the order number, please?”"), (23.0, "The address is changed")),
            ),
            "listening/reads-back": Remark(
                note="The new address is read back word for word.", moments=((23.0, "“Twelve Mill Lane, Oxford.”"),)
            ),
            "precise-answers/checked": Remark(
                level="partly",
                reasons=("source-unsaid",),
                note="“I have changed it” says what you did, not where Friday comes from.",
                moments=((26.0, "“this Friday”"),),
            ),
            "permission-and-follow-up/consent": Remark(
                note="Says what the number will be used for, and waits for the yes.",
                moments=((28.5, "“I need your permission”"),),
            ),
            "permission-and-follow-up/promise-with-a-time": Remark(
                level="partly",
                reasons=("no-when",),
                note="The text message comes “when it leaves the warehouse”. A day would let them plan.",
                moments=((27.0, ""),),
            ),
            "e-commerce-support/order-note": Remark(note="Note not seen."),
        },
        not_applicable=frozenset(
            {
                "greeting/recorded-line",
                "listening/paraphrase",
                "listening/waits",
                "precise-answers/within-the-rules",
                "e-commerce-support/order-note",
                "taking-the-case/human-voice",
                "taking-the-case/escalation",
                "taking-the-case/handover",
                "permission-and-follow-up/neglected-contact",
            }
        ),
    ),
    SampleFeedback(
        call="13-dropped-line",
        agent="joe",
        summary="The line went, and it was you who rang. You knew where she had stopped. Say the end once more: she "
        "may have lost half of it.",
        remarks={
            "greeting/identity": Remark(
                note="Number and surname came before you had to ask, and you rang the number on the order.",
                moments=((5.6, "“Four zero two six six, the name's Daly”"),),
            ),
            "listening/paraphrase": Remark(
                note="After the break the story comes back in one sentence, and she need not begin again.",
                moments=((29.8, "“You've been waiting since Tuesday”"),),
            ),
            "precise-answers/checked": Remark(
                note="Whose time it is, is heard.", moments=((38.7, "“The courier says before one”"),)
            ),
            "precise-answers/summary": Remark(
                level="missing",
                reasons=("rushed-to-close",),
                note="Said once, on a line that had just failed. “So: before one, and at eleven you hear from me.”",
                moments=((47.6, "Straight to the goodbye"),),
            ),
            "e-commerce-support/delivery": Remark(
                level="partly",
                note="The time is there. Where the parcel was on that evening is not.",
                moments=((38.7, "“before one”"),),
            ),
            "permission-and-follow-up/promise-with-a-time": Remark(
                note="You, a call, eleven o'clock: a promise that can be kept or broken.",
                moments=((40.7, "“If it isn't there by eleven I'll ring you”"),),
            ),
            "permission-and-follow-up/consent": Remark(
                note="What for, when, and “Is that all right?”.", moments=((43.7, "She says yes"),)
            ),
            "e-commerce-support/order-note": Remark(note="Note not seen."),
        },
        not_applicable=frozenset(
            {
                "greeting/recorded-line",
                "listening/reads-back",
                "listening/waits",
                "precise-answers/within-the-rules",
                "e-commerce-support/order-note",
                "taking-the-case/escalation",
                "taking-the-case/handover",
                "permission-and-follow-up/neglected-contact",
            }
        ),
    ),
    SampleFeedback(
        call="14-new-address",
        agent="joe",
        summary="Nothing given away, and nobody accused. A “please” would have cost nothing.",
        remarks={
            "greeting/identity": Remark(
                note="A call back first, then the email address: both for everybody, and he names neither.",
                moments=((16.7, "“As soon as I've rung you back”"), (29.4, "The second way")),
            ),
            "listening/courtesy": Remark(
                level="partly",
                reasons=("no-please-or-thanks",),
                note="“Tell me the email address”: “Could you tell me” asks the same. No thank-you is heard.",
                moments=((29.4, "“tell me the email address”"),),
            ),
            "precise-answers/checked": Remark(
                note="Where the answer comes from is heard.", moments=((19.7, "“It's the rule for every new address”"),)
            ),
            "e-commerce-support/delivery": Remark(
                level="partly",
                reasons=("no-day",),
                note="Where the parcel stays is said; until when is not.",
                moments=((41.6, "“I'm holding the parcel at the depot”"),),
            ),
            "taking-the-case/human-voice": Remark(
                note="Each no comes with a way on.", moments=((27.4, "“Then there's another way”"),)
            ),
            "greeting/farewell": Remark(note="The caller hung up."),
            "e-commerce-support/order-note": Remark(note="Note not seen."),
        },
        not_applicable=frozenset(
            {
                "greeting/recorded-line",
                "greeting/farewell",
                "listening/paraphrase",
                "listening/reads-back",
                "listening/waits",
                "precise-answers/within-the-rules",
                "precise-answers/summary",
                "e-commerce-support/order-note",
                "taking-the-case/escalation",
                "taking-the-case/handover",
                "permission-and-follow-up/promise-with-a-time",
                "permission-and-follow-up/consent",
                "permission-and-follow-up/neglected-contact",
            }
        ),
    ),
    SampleFeedback(
        call="15-day-off-work",
        agent="michelle",
        summary="She took a day off for nothing, and you said so before asking for a number. Saturday at twelve is the "
        "heart of it.",
        remarks={
            "greeting/recorded-line": Remark(
                note="One sentence, straight after the greeting, with what for.",
                moments=((4.1, "“This call is recorded”"),),
            ),
            "complaint-recovery/acknowledge": Remark(
                note="The day off, the card, and that she was in: all three, before any question.",
                moments=((19.4, "“You took a day off, you were in”"),),
            ),
            "complaint-recovery/apologise": Remark(
                note="Once, and no driver to blame.", moments=((23.4, "“I'm sorry. That was our delivery”"),)
            ),
            "complaint-recovery/remedy": Remark(
                note="Two ways, each with its day, and the choice is hers.", moments=((41.0, "Saturday, or today"),)
            ),
            "complaint-recovery/follow-through": Remark(
                note="“Whatever has happened”: she need not wonder.", moments=((60.1, "“I'll ring you at twelve”"),)
            ),
            "precise-answers/checked": Remark(
                note="You looked before you offered, and she hears it.",
                moments=((46.0, "“I've checked that they deliver then”"),),
            ),
            "precise-answers/summary": Remark(moments=((66.1, "“So: your parcel on Saturday before noon”"),)),
            "permission-and-follow-up/consent": Remark(
                note="What for and when come first, then the question.", moments=((62.6, "“Is this the best number?”"),)
            ),
            "e-commerce-support/order-note": Remark(note="Note not seen."),
        },
        not_applicable=frozenset(
            {
                "listening/reads-back",
                "listening/waits",
                "precise-answers/within-the-rules",
                "e-commerce-support/order-note",
                "taking-the-case/escalation",
                "taking-the-case/handover",
            }
        ),
    ),
)

SECOND_EVALUATOR = "silvia"
"""Who hears one of the calls second, without the marks of the first."""

HEARD_AGAIN = SampleFeedback(
    call="04-lampada-rotta",
    agent="giulia",
    summary="Recupera bene una cliente arrabbiata. I rimedi vanno detti uno alla volta, lasciando scegliere.",
    remarks={
        "complaint-recovery/acknowledge": Remark(
            note="Lo riconosce subito e con parole sue.", moments=((14.5, "«Ha ragione»"),)
        ),
        "complaint-recovery/remedy": Remark(
            level="partly",
            note="Le due strade arrivano insieme, senza una pausa per scegliere.",
            moments=((37.2, "Le propone tutte e due d'un fiato"),),
        ),
        "greeting/identity": Remark(
            level="partly", reasons=("anybody-knows",), note="Manca il cognome.", moments=((26.1, "Il solo numero"),)
        ),
        "precise-answers/summary": Remark(
            level="missing",
            reasons=("decision-missing",),
            note="L'ora di una telefonata non è la decisione: manca la lampada, manca il ritiro.",
            moments=((68.1, "«giovedì dopo le sedici»"),),
        ),
    },
    not_applicable=FEEDBACK[0].not_applicable,
)

SCORED_BY_THEMSELVES = SampleFeedback(
    call="04-lampada-rotta",
    agent="giulia",
    summary="",
    remarks={
        "complaint-recovery/remedy": Remark(
            level="partly",
            note="Le due strade gliele ho dette insieme, senza lasciarle il tempo di scegliere.",
            moments=((36.5, "Qui dovevo fermarmi"),),
        ),
        "precise-answers/checked": Remark(
            note="Il giorno l'ho letto nella scheda del corriere.", moments=((36.0, "Si sente che scrivo"),)
        ),
        "precise-answers/summary": Remark(level="partly", note="Ho dimenticato il ritiro."),
    },
    not_applicable=FEEDBACK[0].not_applicable,
)
"""What an agent thinks of one of these calls, and shares."""


def edits(given: SampleFeedback, evaluation: Evaluation) -> Iterator[Edit]:
    """The edits that a supervisor would have made, criterion by criterion, and the words at the end."""
    seq = 0
    answered = dict(evaluation.answers)
    for path, criterion in evaluation.scorecard.criteria():
        rule = criterion.applies_when
        if not rule.criterion and not applies(rule, evaluation.facts, answered):
            continue
        for change in _changes(path, given.remarks.get(path, Remark()), skipped=path in given.not_applicable):
            seq += 1
            yield Edit(seq, path, change)
    if given.summary:
        yield Edit(seq + 1, "", SetSummary(given.summary))


def _changes(path: str, remark: Remark, *, skipped: bool) -> Iterator[Change]:
    yield ChooseNotApplicable() if skipped else ChooseLevel(remark.level)
    if remark.reasons:
        yield SetReasons(remark.reasons)
    if remark.note:
        yield SetNote(remark.note)
    for number, (at_s, note) in enumerate(remark.moments):
        yield AddMoment(f"sample-{number}", at_s, note)
