"""E-mail addresses, written and dictated, and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benvenuto.listening.redaction.kinds import Kind, Personal, nearer
from benvenuto.listening.redaction.numbers import Run, digit_runs, is_letter, joined, windows

_WRITTEN = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_DOT = r"(?:\s*\.\s*|\s+(?:punto|dot)\s+)"
_TOP = r"(?:com|it|net|org|eu|co\s*(?:\.|punto|dot)\s*uk|co|uk|info|biz|fr|de|es|ie|ch|me|io|gov|edu|it\b)(?![^\W_])"
_PART = r"[^\W_]+"
_WITHIN = (
    r"(?:\s*[.\-_+]\s*|\s+(?:punto|dot|trattino\s+basso|trattino|underscore|dash|hyphen|meno|lineetta|plus|più)\s+)"
)
_DOMAIN = rf"{_PART}(?:(?:\s*-\s*|\s+(?:trattino|dash|hyphen)\s+|{_DOT}|\s+){_PART}){{0,4}}?{_DOT}{_TOP}"
_DICTATED = {
    "it": re.compile(rf"(?P<at>\s*@\s*|\s+(?:chiocciola|chiocciolina|at|et)\s+){_DOMAIN}", re.I),
    "en": re.compile(rf"(?P<at>\s*@\s*|\s+(?:at\s+sign|at)\s+){_DOMAIN}", re.I),
}
_LOCAL = re.compile(rf"{_PART}(?:{_WITHIN}{_PART})*{_WITHIN}?$", re.I)
_EARLIER = re.compile(rf"(?P<word>{_PART})(?P<link>{_WITHIN}|[\s,]+)$", re.I)
_STOPS = frozenset(
    [
        "è",
        "e'",
        "e",
        "la",
        "il",
        "mail",
        "email",
        "posta",
        "indirizzo",
        "mia",
        "mio",
        "sua",
        "suo",
        "quindi",
        "allora",
        "sarebbe",
        "scriva",
        "scrivetemi",
        "scrivere",
        "scrivermi",
        "a",
        "ad",
        "su",
        "all",
        "alla",
        "allo",
        "sono",
        "di",
        "in",
        "con",
        "per",
        "che",
        "ho",
        "uso",
        "usi",
        "mandi",
        "mandatemi",
        "mandarmi",
        "mandate",
        "inviare",
        "invii",
        "inviatemi",
        "elettronica",
        "sì",
        "si",
        "no",
        "ecco",
        "ok",
        "certo",
        "dunque",
        "pure",
        "lo",
        "spedisca",
        "spedite",
        "via",
        "contatto",
        "casella",
        "segni",
        "annoti",
        "is",
        "it",
        "its",
        "it's",
        "s",
        "my",
        "the",
        "mail",
        "address",
        "e-mail",
        "email",
        "at",
        "to",
        "me",
        "you",
        "can",
        "reach",
        "write",
        "send",
        "on",
        "be",
        "would",
        "that's",
        "that",
        "using",
        "use",
        "with",
        "and",
        "so",
        "ok",
        "yes",
        "sure",
        "under",
        "have",
        "i",
        "on",
        "contact",
        "by",
        "please",
        "a",
        "an",
        "account",
        "registered",
        "confirmation",
        "invoice",
        "guardi",
        "look",
        "guarda",
        "eccola",
        "eccolo",
        "here",
    ]
)
_MOST_EARLIER = 24

_TELEPHONE = re.compile(
    r"\b(?:telefono|telefonico|cellulare|cell|tel|recapito|fisso|mobile|phone|telephone|cellphone|landline|richiamar\w*"
    r"|richiami|richiamate\w*|chiamar\w*|chiami|chiamate\w*|call|ring|reach|text|whatsapp|contatt\w+|contact|rintracci\w+"
    r"|mobile|trov\w+ al|phone number|(?:il|un altro) numero è|(?:mio|suo|nostro) numero"
    r"|(?:my|your|his|her|our|the|best|contact) number)\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:ordin[ei]|order|pratica|polizza|policy|tracking|tracciamento|spedizione|fattura|invoice|cliente|customer"
    r"|riferimento|reference|codice|code|articolo|serie|serial|seriale|matricola|contratto|contract|account|ticket"
    r"|segnalazione|protocollo|prezzo|price|importo|amount|euro|costa|costs|paid|pagato|bolla|ddt|lotto|batch|modello"
    r"|model|ean|barcode|contatore|pod|pdr|meter|parcel|pacco|shipment|consignment|case|receipt|scontrino|ricevuta"
    r"|preventivo|quote|quotation|carta|card|iban|versione|version|sku|coupon|voucher|buono|vettura|collo|waybill|etichetta|label)\b",
    re.I,
)
_UNIT = re.compile(
    r"\s*(?:€|%|euro|eur|pounds?|dollars?|ore|ora|hours?|minuti|minutes?|giorni|days?|settimane|weeks?|mesi|months?|anni"
    r"|years?|pezzi|pieces|litri|kg|chili|cm|centimetri|metri|watt|volt|gennaio|febbraio|marzo|aprile|maggio|giugno"
    r"|luglio|agosto|settembre|ottobre|novembre|dicembre|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|cents?|centesimi|punti|points|units)\b",
    re.I,
)
_DATE = re.compile(r"\d{1,2}[./ -]\d{1,2}[./ -](?:19|20)?\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}")
_FORMS = {
    "it": re.compile(
        r"3\d{8,9}|0[1-9]\d{7,9}|(?:00)?393\d{8,9}|(?:00)?390\d{6,10}|00(?!39)[1-9]\d{8,13}|07\d{9}|(?:00)?447\d{9}"
    ),
    "en": re.compile(
        r"07\d{9}|0[1238]\d{8,9}|(?:00)?44[1-37]\d{9}|(?:00)?440\d{10}|[2-9]\d{2}[2-9]\d{6}|1[2-9]\d{2}[2-9]\d{6}"
        r"|(?:00)?353\d{8,9}|(?:00)?393\d{8,9}|3[2-9]\d{8}"
    ),
}
_ANNOUNCED = re.compile(r"\d{6,15}")
_LEAST, _MOST = 6, 15


def emails(text: str, language: str) -> Iterator[Personal]:
    """Addresses as they are written, and as they are dictated in a language."""
    for match in _WRITTEN.finditer(text):
        yield Personal(*match.span(), Kind.EMAIL)
    for match in _DICTATED[language].finditer(text):
        start = _local_start(text, match.start(), language)
        if start < match.start():
            yield Personal(start, match.end(), Kind.EMAIL)


def _local_start(text: str, end: int, language: str) -> int:
    """Where the part before the at begins: back to a word of the sentence around it."""
    local = _LOCAL.search(text[max(0, end - 80) : end])
    if not local or (local.group().casefold() in _STOPS and len(local.group()) > 1):
        return end
    start = end - len(local.group())
    # in “è mario punto rossi” what stands first has no link before it
    for _ in range(_MOST_EARLIER):
        earlier = _EARLIER.search(text[max(0, start - 40) : start])
        if not earlier or "," in earlier["link"]:
            break
        before = _EARLIER.search(text[max(0, start - len(earlier.group()) - 40) : start - len(earlier.group())])
        # “a” and “i” are letters among letters
        spelled = len(earlier["word"]) == 1 and before is not None and is_letter(before["word"], language)
        if earlier["word"].casefold() in _STOPS and earlier["link"].isspace() and not spelled:
            break
        start -= len(earlier.group())
    return start


def telephones(text: str, language: str, asked: str) -> Iterator[Personal]:
    """Numbers that have the form of one, or that are announced as one."""
    for run in digit_runs(text, language):
        start = 0
        while start < len(run):
            end = _telephone(run, start, text, language, asked)
            if end:
                plus = text[: run[start].start].endswith("+")
                yield Personal(run[start].start - plus, run[end - 1].end, Kind.TELEPHONE)
            start = end or start + 1


def _telephone(run: Run, start: int, text: str, language: str, asked: str) -> int:
    begin = run[start].start
    announced = nearer(_TELEPHONE, _OTHER, text, begin, asked)
    if not announced and nearer(_OTHER, _TELEPHONE, text, begin, asked):
        return 0
    plus = text[:begin].endswith("+") or re.search(r"\b(?:più|plus)\s+$", text[max(0, begin - 6) : begin], re.I)
    whole = len(joined(run)) <= _MOST
    for end, digits in windows(run, start, _LEAST, _MOST):
        written = text[begin : run[end - 1].end]
        if _DATE.fullmatch(written) or _UNIT.match(text, run[end - 1].end):
            continue
        formed = _FORMS[language].fullmatch(digits) and (announced or start == 0 or len(digits) >= 10)
        # a number that was not announced is a word of its own or begins as one is said
        if formed and (announced or plus or not _within_quantity(text, begin)):
            return end
        if plus and len(digits) >= 9:
            return end
        if announced and start == 0 and whole and end == len(run) and _ANNOUNCED.fullmatch(digits):
            return end
    return 0


def _within_quantity(text: str, start: int) -> bool:
    """Whether a figure goes on from one before it: the decimals of a price, the end of a code."""
    return bool(re.search(r"[\w€$£#]$|\d[.,:/]$", text[max(0, start - 2) : start]))
