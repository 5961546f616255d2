"""Names of people: those that are known, those who introduce themselves or are addressed, those that are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from benvenuto.listening.redaction.kinds import Kind, Personal, cued
from benvenuto.listening.redaction.lists import ALSO_WORDS, first_names, surnames
from benvenuto.listening.redaction.numbers import spellings

_CAP = r"(?:[A-ZÀ-Ý][a-zà-ÿA-ZÀ-Ý]*(?:['’-][A-ZÀ-Ýa-zà-ÿ]+)*)"
_PARTICLE = r"(?:(?:[Dd]e|[Dd]i|[Dd]el|[Dd]ella|[Dd]e[il]|[Dd]a|[Ll]o|[Ll]a|[Ll]e|[Vv]an|[Vv]on|[Oo]f|[Dd]['’])\s?)"
_FULL = rf"{_CAP}(?:\s+{_PARTICLE}?{_CAP}){{0,3}}"
_TITLE_IT = (
    r"(?:signor[ae]?|signorina|sig\.ra|sig\.|sig|dottor(?:essa|e)?|dott\.(?:ssa)?|avvocat[oa]|avv\.|ingegner[e]?|ing\.|geometra"
    r"|professor(?:essa|e)?|prof\.|ragionier[ea]|architett[oa]|don|suor)"
)
_TITLE_EN = r"(?:mr|mrs|ms|miss|mx|dr|doctor|sir|madam|professor|prof|reverend)\.?"
_STRONG = {
    "it": (
        rf"(?:mi\s+chiamo|si\s+chiama|mi\s+chiamano|nome|nominativo|cognome|faccio|intestat[oaie]|titolare|{_TITLE_IT}"
        rf"|parl(?:o|a|ato|are)\s+con|collega|un\s+certo|una\s+certa)[\s,:]+(?:(?:(?-i:e|il|la|lo|è|sono|a|al|alla|di|fa|con|cognome)|{_TITLE_IT})\s+)*"
    ),
    "en": (
        rf"(?:(?:my|the|his|her|full|first|last|middle)\s+(?:full\s+|first\s+|last\s+)?name(?:['’]s|\s+is)|name['’]s|name\s+is|call\s+me|surname(?:\s+is|['’]s)?"
        rf"|(?:name\s+of|under\s+the\s+name|in\s+the\s+name\s+of)|speaking\s+(?:to|with)|account\s+holder\s+is|a\s+certain|on\s+behalf\s+of|colleague|registered\s+to"
        rf"|{_TITLE_EN}|first\s+name|last\s+name|name[:,])[\s,:]+(?:(?:it['’]s|is|of|{_TITLE_EN})\s+)*"
    ),
}
_WEAK = {
    "it": (
        r"(?:\bsono|\bqui\s+è|\bqui|\bparla|\bsu[oa]\s+(?:marito|moglie)"
        r"|\bmi[oa]\s+(?:marito|moglie|figli[oa]|madre|padre|fratello|sorella|mamma|suocera|collega|compagn[oa])"
        r"|\bcon\s+chi\s+parlo[?]?)[\s,]+(?:(?:il|la|sono|sempre|ancora)\s+)?"
    ),
    "en": (
        r"(?:\bthis\s+is|\bi['’]?m|\bi\s+am|\bit['’]?s"
        r"|\bmy\s+(?:husband|wife|son|daughter|mother|father|mum|mom|dad|brother|sister|partner|colleague)"
        r"(?:['’]s\s+name\s+is)?|\bspeaking\s+is|\bhere\s+is)[\s,]+"
    ),
}
_AFTER = {
    "it": re.compile(rf"(?P<name>{_FULL})(?=,?\s+(?:al\s+telefono|all['’]apparecchio|che\s+parla|in\s+linea)\b)"),
    "en": re.compile(rf"(?P<name>{_FULL})(?=,?\s+(?:speaking|here|on\s+the\s+(?:line|phone)|calling)\b)"),
}
_LOWER = r"[a-zà-ÿ'’]+"
_ASKED = {
    "it": re.compile(
        r"\b(?:come\s+si\s+chiama|con\s+chi\s+(?:parlo|ho\s+il\s+piacere)|(?:suo|vostro|tuo|un|il)\s+(?:nome|nominativo)|cognome|nominativo|nome\s+e\s+cognome)\b[^.?!]*\??",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:your\s+(?:full\s+|first\s+|last\s+)?name|who\s+am\s+i\s+(?:speaking|talking)|whom?\s+(?:do|am)\s+i|surname|the\s+name\s+on|name\s+please|account\s+holder)\b[^.?!]*[?.]?",
        re.I,
    ),
}
_OWN_FORM = re.compile(r"(?:d|dell|o)['’]\w{4}|(?:de|mc|di|del|della|lo) \w{4}")
_SPELLS = re.compile(
    r"\b(?:cognome|nome|chiamo|surname|name|spell\w*|compit\w+|lettera|scrive|lettere|letters)\b", re.I
)
_LETTERS = re.compile(r"\b[^\W\d_](?:[\s,.\-–]+[^\W\d_]\b){2,}(?![’'])")
_PARTICLES = frozenset(["di", "de", "del", "della", "da", "dal", "lo", "la", "le", "li", "van", "von", "st"])
_NO_NAME = frozenset(
    [
        "io",
        "lei",
        "noi",
        "voi",
        "tu",
        "sì",
        "si",
        "no",
        "ok",
        "buongiorno",
        "buonasera",
        "salve",
        "pronto",
        "grazie",
        "prego",
        "certo",
        "allora",
        "ecco",
        "italiano",
        "italiana",
        "sig",
        "signora",
        "signore",
        "lunedì",
        "martedì",
        "mercoledì",
        "giovedì",
        "venerdì",
        "sabato",
        "domenica",
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
        "il",
        "la",
        "lo",
        "un",
        "una",
        "del",
        "della",
        "dal",
        "non",
        "ho",
        "mi",
        "per",
        "con",
        "che",
        "e",
        "è",
        "ma",
        "se",
        "di",
        "euro",
        "iva",
        "iban",
        "pec",
        "via",
        "sms",
        "arrivato",
        "arrivata",
        "passati",
        "stato",
        "stata",
        "sicuro",
        "sicura",
        "perfetto",
        "va",
        "bene",
        "esatto",
        "mio",
        "mia",
        "i",
        "he",
        "she",
        "we",
        "you",
        "they",
        "it",
        "yes",
        "no",
        "okay",
        "hello",
        "hi",
        "good",
        "morning",
        "afternoon",
        "evening",
        "thanks",
        "thank",
        "the",
        "a",
        "an",
        "my",
        "your",
        "our",
        "his",
        "her",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "not",
        "so",
        "and",
        "but",
        "very",
        "great",
        "fine",
        "sorry",
        "just",
        "still",
        "really",
        "sure",
        "here",
        "there",
        "what",
        "when",
        "right",
        "am",
        "is",
        "are",
        "was",
        "eccolo",
        "eccola",
        "guardi",
        "look",
        "customer",
        "service",
        "me",
        "te",
        "noi",
        "voi",
        "tutto",
        "chi",
        "cui",
        "quello",
        "questa",
        "questo",
        "scusi",
        "senta",
        "guardi",
        "anche",
        "chiamo",
        "chiamavo",
        "volevo",
        "vorrei",
        "avrei",
        "abito",
        "scritto",
        "scritta",
        "controllo",
        "ha",
        "mi",
        "si",
        "vi",
        "ci",
        "al",
        "all",
        "le",
        "gli",
        "i",
        "in",
        "da",
        "dal",
        "dalla",
        "nel",
        "ho",
        "sono",
        "sta",
        "arriva",
        "buona",
        "buon",
        "molto",
        "due",
        "tre",
        "calling",
        "speaking",
        "called",
        "told",
        "said",
        "has",
        "had",
        "will",
        "would",
        "can",
        "could",
        "is",
        "who",
        "whose",
        "always",
        "too",
        "also",
        "gave",
        "again",
        "from",
        "like",
        "please",
        "she",
        "them",
        "us",
        "or",
        "if",
        "then",
        "gentilissima",
        "gentile",
        "dica",
        "back",
        "later",
        "again",
        "tomorrow",
        "today",
        "if",
        "as",
        "whenever",
        "when",
        "once",
        "only",
        "never",
        "already",
        "well",
        "calling",
        "about",
        "because",
        "ok",
        "english",
        "italian",
        "british",
        "american",
        "this",
        "that",
        "is",
        "was",
        "for",
        "from",
        "with",
        "in",
        "on",
        "at",
        "amazon",
        "google",
        "apple",
        "samsung",
        "paypal",
        "visa",
        "mastercard",
        "whatsapp",
        "dhl",
        "ups",
        "tnt",
        "brt",
        "gls",
        "fedex",
        "bartolini",
        "sda",
        "poste",
    ]
)


def people(text: str, language: str, names: Sequence[str], asked: str) -> Iterator[Personal]:
    """Names, where they are said."""
    for start, end in _spans(text, language, names, asked):
        yield Personal(start, end, Kind.NAME)


def _spans(text: str, language: str, names: Sequence[str], asked: str) -> Iterator[tuple[int, int]]:
    bare = not any(char.isupper() for char in text)
    yield from _known(text, names, bare=bare)
    for pattern in (_STRONG[language], _WEAK[language]):
        for match in re.finditer(rf"\b(?i:{pattern})(?P<name>{_FULL})", text):
            yield from _trimmed(text, match.start("name"), match.end("name"))
    for match in _AFTER[language].finditer(text):
        yield from _trimmed(text, *match.span("name"))
    if bare:
        for match in re.finditer(rf"\b(?i:{_STRONG[language]})(?P<name>{_LOWER})", text):
            yield from _small(text, match.start("name"), language)
    yield from _listed(text, language, bare=bare)
    if _ASKED[language].search(asked):
        yield from _answer(text, language, bare=bare)
    for run in spellings(text, language):
        if len(run) > 1:
            yield run[0].start, run[-1].end
    for match in _LETTERS.finditer(text):
        if cued(_SPELLS, text, match.start(), asked):
            yield match.span()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of a stretch up to the first that is nobody's name."""
    last = start
    words = list(re.finditer(r"\S+", text[start:end]))
    for place, word in enumerate(words):
        bare_word = re.split(r"['’]", word.group().strip(".,;:!?").casefold())[0]
        particle = bare_word in _PARTICLES and place + 1 < len(words)
        if bare_word in _NO_NAME and not particle and bare_word not in ("may", "april", "june"):
            break
        last = start + word.end()
    if last > start:
        yield start, last
        # “Rosa, Rosa Greco”
        again = re.compile(rf",\s+{re.escape(words[0].group())}(?:\s+{_PARTICLE}?{_CAP}){{0,2}}").match(text, last)
        if again:
            yield last, again.end()


def _answer(text: str, language: str, *, bare: bool) -> Iterator[tuple[int, int]]:
    """The name in the short answer to a question for it: what is written large, or the whole."""
    first = re.match(r"[^.?!\n]{0,60}", text)
    answer = first.group() if first else ""
    for match in re.finditer(_FULL, answer):
        begin = match.start()
        words = list(re.finditer(r"\S+", match.group()))
        while words and words[0].group().strip(",").casefold() in _NO_NAME:
            words.pop(0)
        if words:
            yield from _trimmed(text, begin + words[0].start(), match.end())
    if bare and len(answer.split()) <= 3:
        yield from _small(text, len(answer) - len(answer.lstrip()), language)
        if not _NO_NAME & set(answer.split()):
            yield 0, len(answer.rstrip())


def _small(text: str, start: int, language: str) -> Iterator[tuple[int, int]]:
    """A name in lower case that begins here: one word, and surnames that follow it."""
    first = re.compile(_LOWER).match(text, start)
    if not first or first.group() in _NO_NAME:
        return
    end = first.end()
    while following := re.compile(rf"\s+(?P<word>(?:(?:de|di|del|della|da|lo|la|mc|st)\s)?{_LOWER})").match(text, end):
        word = following["word"]
        known = word in surnames(language) or word in first_names(language) or _OWN_FORM.match(word)
        # a surname that no list has is still most likely one, right behind a first name
        if word in _NO_NAME or not (known or (end == first.end() and first.group() in first_names(language))):
            break
        end = following.end()
    yield start, end


def _listed(text: str, language: str, *, bare: bool) -> Iterator[tuple[int, int]]:
    """Names that begin with a first name of the lists, however they are brought up."""
    if bare:
        for match in re.finditer(rf"(?<![\w'’]){_LOWER}", text):
            if match.group() in first_names(language):
                yield from _small(text, match.start(), language)
        return
    both = first_names("it") | first_names("en")
    for match in re.finditer(rf"(?<![\w'’]){_FULL}", text):
        begin = match.start()
        for word in re.finditer(_CAP, match.group()):
            following = re.compile(rf"\s+({_PARTICLE}?{_CAP})").match(text, begin + word.end())
            surname = following is not None and following[1].casefold() in surnames("it") | surnames("en")
            if word.group().casefold() in both or (surname and word.group().casefold() in ALSO_WORDS):
                yield from _trimmed(text, begin + word.start(), match.end())
                break


def _known(text: str, names: Sequence[str], *, bare: bool) -> Iterator[tuple[int, int]]:
    for name in names:
        parts = [re.escape(part) for part in name.split()]
        if not parts:
            continue
        whole = r"\s+".join(parts)
        for match in re.finditer(rf"\b{whole}\b", text, re.I):
            yield match.span()
        for part in parts:
            # “rosa” and “grace” are words as well, unless they are written large
            if len(part) > 2:
                for match in re.finditer(rf"\b{part}\b", text, re.I):
                    if match.group()[0].isupper() or (bare and part.casefold() not in ALSO_WORDS):
                        yield match.span()
