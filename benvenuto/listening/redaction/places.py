"""Street addresses, as Italian and English write and say them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benvenuto.listening.evidence.numbers import number_words
from benvenuto.listening.redaction.kinds import Kind, Personal, cued

_STREET_IT = (
    r"(?:via|viale|v\.le|vialetto|piazza|p\.zza|piazzale|piazzetta|corso|c\.so|largo|vicolo|strada|stradone|contrada"
    r"|lungomare|lungotevere|lungarno|lungo\s+dora|borgo|localit[àa]|frazione|salita|traversa|calle|rione|galleria"
    r"|circonvallazione|rampa|fondamenta|campo)"
)
_LINK_IT = (
    r"(?:d[eai]|del|dello|della|dei|degli|delle|dal|dalla|al|alla|alle|ai|san|santa|sant|santo"
    r"|e|la|le|lo|il|i|gli|ss|a|b|g|c|f|v|martiri|xx|xxv|iv|vecchia|nuova)"
)
_CAP = r"(?-i:[A-ZÀ-Ý][\w’']*\.?)"
_NAME_IT = rf"(?:{_LINK_IT}\.?\s+|(?:dell|all|sant|d)['’]\s?|\d{{1,2}}\s+(?=[^\W\d]))*"
_SMALL = "|".join(sorted(number_words("it"), key=len, reverse=True))
_HUNDRED_IT = r"(?:due|tre|quattro|cinque|sei|sette|otto|nove)?cento"
_WORDS_IT = rf"(?:{_HUNDRED_IT})?(?:{_SMALL})|{_HUNDRED_IT}"
_NUMBER_IT = (
    rf"(?:,?\s*(?:al\s+|il\s+)?(?:numero\s+civico|numero|civico|n\.?|n°|nr\.?)?\s*(?:\d{{1,4}}(?!\d)|\b(?:{_WORDS_IT})\b)"
    r"(?:\s*/\s*\w{1,2}\b|\s+barra\s+(?:\d+|\w{1,3})\b|\s+(?:bis|ter)\b|\s(?-i:[A-F])\b|[a-zA-Z]\b)?"
    r"|,?\s*snc\b)"
)
_TOWN_IT = (
    rf"(?:,?\s*(?:interno\s+\w+|scala\s+\w+|int\.?\s*\w+))?"
    rf"(?:\s*[,-]?\s*\d{{5}}(?:\s+{_CAP}(?:\s+{_CAP})*|\s+(?!(?:e|è|al|alla|il|la|in|ma|che|a|non)\b)[^\W\d_]+)?"
    r"(?:\s*\([A-Z]{2}\))?)?"
)
_NO_STREET = (
    r"(?!\s+(?:mail|e-?mail|sms|chat|telefono|telefonica|fax|posta|pec|web|whatsapp|app|libera|d['’]|eccezionale|preferenziale"
    r"|breve|cavo|internet|bonifico|corriere|di\s+(?:mezzo|fuga|uscita)|del\s+tutto|un|una|da|per|che|così)\b)"
)
_LOWER_IT = r"[^\W\d_][\w’']*"
_IT_CAPITAL = re.compile(
    rf"\b(?i:{_STREET_IT})\b{_NO_STREET}\s+{_NAME_IT}{_CAP}(?:\s+(?:{_NAME_IT}){_CAP})*{_NUMBER_IT}{_TOWN_IT}"
)
_IT_LOWER = re.compile(
    rf"\b{_STREET_IT}\b{_NO_STREET}\s+{_LOWER_IT}(?:\s+{_LOWER_IT}){{0,4}}?{_NUMBER_IT}{_TOWN_IT}", re.I
)
_IT_BARE = re.compile(rf"\b(?i:{_STREET_IT})\b{_NO_STREET}\s+{_NAME_IT}{_CAP}(?:\s+(?:{_NAME_IT}){_CAP})*")
_DURATION_IT = re.compile(
    r"\s*(?:€|%|euro|or[ae]|minuti|giorn[io]|settiman[ae]|mes[ei]|ann[io]|volt[ae]|person[ae]|pezzi|cose|di loro)\b",
    re.I,
)

_STREET_EN = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|way|place|pl|square|sq|crescent|cres|terrace|gardens"
    r"|grove|hill|boulevard|blvd|row|mews|parade|walk|green|rise|view|park|circle|highway|quay|wharf|alley)"
)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
    "|seventy|eighty|ninety"
)
_WORD_EN = rf"(?:{_ONES}|{_TEENS}|hundred|oh|zero|and)"
_NUMBER_EN = (
    rf"(?:\d{{1,5}}(?:\s?[-/]\s?\d{{1,4}})?\s?[A-Za-z]?"
    rf"|(?:{_ONES}|{_TEENS}|a\s+hundred)(?:[\s-]+{_WORD_EN})*(?:\s+[a-f])?)"
)
_FLAT = (
    rf"(?:(?:flat|apartment|apt\.?|unit|suite|number|no\.?)\s+(?:\d+\s?[A-Za-z]?"
    rf"|(?:{_ONES}|{_TEENS})(?:\s+(?:{_ONES}|[a-f]))?)\s*,?\s*)"
)
_POSTCODE = r"(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|\d{5}(?:-\d{4})?)"
_TOWN_EN = rf"(?:(?:,?\s+(?:in\s+)?[^\W\d_]+(?:\s+[^\W\d_]+)?)?,?\s+{_POSTCODE}\b)?"
_APART = r"(?:flat|apartment|apt\.?|unit)\s+\w+"
_EN = re.compile(
    rf"\b(?:{_FLAT})*\b{_NUMBER_EN},?\s+(?:(?!{_WORD_EN}\b)[^\W\d_][\w’']*\.?\s+){{1,3}}?(?P<street>{_STREET_EN})\b\.?"
    rf"(?:,?\s+{_APART})?{_TOWN_EN}",
    re.I,
)
_NO_STREET_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday"
    r"|Thursday|Friday|Saturday|Sunday|AM|PM|I)\b"
)
_EN_BARE = re.compile(rf"\b(?:{_CAP}\s+){{1,3}}(?i:{_STREET_EN})\b")
_HOUSE = re.compile(
    rf"\b(?:{_CAP}\s+){{1,2}}(?:Cottage|House|Farm|Farmhouse|Lodge|Barn|Hall|Manor|Villa),?\s+(?:{_CAP}\s+){{1,3}}?(?i:{_STREET_EN})\b"
    rf"{_TOWN_EN}"
)
_NAMED = re.compile(rf"\b\d{{1,4}}[A-Za-z]?\s+(?!{_NO_STREET_NAME}){_CAP}(?:\s+{_CAP})?{_TOWN_EN}")
_POST = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_LIVES = re.compile(
    r"\b(?:abit\w+|indirizzo|residen\w+|domicili\w+|consegn\w+|sped\w+|casa|recapit\w+|live[sd]?|living|address|deliver\w*"
    r"|ship\w*|postcode|house|flat|moved to|we.re now at|collected from|confirm|billing|went to"
    r"|sent? it to|come to|resid\w+)\b",
    re.I,
)
_NOT_NAMES = re.compile(
    r"\b(?:the|a|an|in|on|of|for|to|is|was|at|by|my|your|it|this|that|days?|hours?|weeks?|minutes?|times?|years?|pounds?|euros?|items?|people|from"
    r"|percent|or|per|and|with|off|half|months?|o'clock|pm|am)\b",
    re.I,
)


def addresses(text: str, language: str, asked: str) -> Iterator[Personal]:
    """Streets with a number, and streets and postcodes alone where an address is spoken of."""
    lower = language == "it"
    for pattern in (_IT_CAPITAL, _IT_LOWER) if lower else (_IT_CAPITAL,):
        for match in pattern.finditer(text):
            if not _DURATION_IT.match(text, match.end()):
                yield Personal(*match.span(), Kind.ADDRESS)
    for match in _IT_BARE.finditer(text):
        if cued(_LIVES, text, match.start(), asked):
            yield Personal(*match.span(), Kind.ADDRESS)
    if language == "en":
        yield from _english(text, asked)


def _english(text: str, asked: str) -> Iterator[Personal]:
    place = 0
    while match := _EN.search(text, place):
        named = re.sub(_NUMBER_EN, "", text[match.start() : match.start("street")], flags=re.I)
        # “two days on the way” is no street
        if _NOT_NAMES.search(named):
            place = match.start() + 1
            continue
        yield Personal(*match.span(), Kind.ADDRESS)
        place = match.end()
    for match in _HOUSE.finditer(text):
        yield Personal(*match.span(), Kind.ADDRESS)
    for match in (*_EN_BARE.finditer(text), *_NAMED.finditer(text)):
        if cued(_LIVES, text, match.start(), asked):
            yield Personal(*match.span(), Kind.ADDRESS)
    for match in _POST.finditer(text):
        yield Personal(*match.span(), Kind.ADDRESS)
