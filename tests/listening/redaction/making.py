"""Values of every kind, made by a seeded generator and written or dictated in many forms."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

from stdnum import luhn
from stdnum.it import codicefiscale

DIGITS = {
    "it": ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}
TENS = {
    "it": ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"],
    "en": ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
}
TEENS = {
    "it": [
        "dieci",
        "undici",
        "dodici",
        "tredici",
        "quattordici",
        "quindici",
        "sedici",
        "diciassette",
        "diciotto",
        "diciannove",
    ],
    "en": [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ],
}
LETTERS_IT = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        [
            "a",
            "bi",
            "ci",
            "di",
            "e",
            "effe",
            "gi",
            "acca",
            "i",
            "i-lunga",
            "cappa",
            "elle",
            "emme",
            "enne",
            "o",
            "pi",
            "cu",
            "erre",
            "esse",
            "ti",
            "u",
            "vu",
            "doppia-vu",
            "ics",
            "ipsilon",
            "zeta",
        ],
        strict=True,
    )
)
CITIES = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        [
            "Ancona",
            "Bologna",
            "Como",
            "Domodossola",
            "Empoli",
            "Firenze",
            "Genova",
            "Hotel",
            "Imola",
            "Jolly",
            "Kappa",
            "Livorno",
            "Milano",
            "Napoli",
            "Otranto",
            "Palermo",
            "Quarto",
            "Roma",
            "Savona",
            "Torino",
            "Udine",
            "Venezia",
            "Washington",
            "Xilofono",
            "York",
            "Zara",
        ],
        strict=True,
    )
)
NATO = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        [
            "Alpha",
            "Bravo",
            "Charlie",
            "Delta",
            "Echo",
            "Foxtrot",
            "Golf",
            "Hotel",
            "India",
            "Juliet",
            "Kilo",
            "Lima",
            "Mike",
            "November",
            "Oscar",
            "Papa",
            "Quebec",
            "Romeo",
            "Sierra",
            "Tango",
            "Uniform",
            "Victor",
            "Whiskey",
            "Xray",
            "Yankee",
            "Zulu",
        ],
        strict=True,
    )
)


def figures(rng: random.Random, length: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(length))


def said_digits(digits: str, language: str, between: str = " ") -> str:
    return between.join(DIGITS[language][int(digit)] if digit.isdigit() else digit for digit in digits)


def pair(two: str, language: str) -> str:
    """Two digits as one number: 49 is quarantanove, 07 zero sette."""
    value = int(two)
    if value < 10:
        return said_digits(two, language)
    if value < 20:
        return TEENS[language][value - 10]
    ten, unit = TENS[language][value // 10 - 2], value % 10
    if not unit:
        return ten
    if language == "en":
        return f"{ten} {DIGITS['en'][unit]}"
    if unit == 3:
        return f"{ten}tré"
    return (ten[:-1] if unit in (1, 8) else ten) + DIGITS["it"][unit]


def pairs(digits: str, language: str, between: str = " ") -> str:
    return between.join(
        pair(digits[place : place + 2], language)
        if len(digits[place : place + 2]) == 2
        else said_digits(digits[place:], language)
        for place in range(0, len(digits), 2)
    )


def doubled(digits: str, language: str) -> str:
    words = {"it": {2: "doppio", 3: "triplo"}, "en": {2: "double", 3: "triple"}}[language]
    parts, place = [], 0
    while place < len(digits):
        run = next(n for n in (3, 2, 1) if digits[place : place + n] == digits[place] * n and place + n <= len(digits))
        digit = DIGITS[language][int(digits[place])]
        parts.append(f"{words[run]} {digit}" if run > 1 else digit)
        place += run
    return " ".join(parts)


def groups(text: str, sizes: Sequence[int], between: str = " ") -> str:
    parts, place = [], 0
    for size in sizes:
        parts.append(text[place : place + size])
        place += size
    parts.append(text[place:])
    return between.join(part for part in parts if part)


def hesitating(digits: str, language: str) -> str:
    pauses = {"it": [", ", ", ehm, ", " poi ", " e "], "en": [", ", ", uh, ", " then ", " and "]}[language]
    parts = [said_digits(part, language) for part in groups(digits, [4, 4, 4]).split()]
    rng = random.Random(digits)
    return "".join(part + rng.choice(pauses) for part in parts[:-1]) + parts[-1]


def card(rng: random.Random, *, amex: bool = False) -> str:
    head = rng.choice(["34", "37"]) if amex else rng.choice(["4", "4", "51", "53", "55", "2221", "2500", "6011"])
    body = head + figures(rng, (14 if amex else 15) - len(head))
    return body + luhn.calc_check_digit(body)


def iban(rng: random.Random, country: str = "IT") -> str:
    body = {
        "IT": rng.choice("ABCDEFGHKLMNPQRSTUVWXYZ") + figures(rng, 10) + figures(rng, 12),
        "GB": rng.choice(["NWBK", "BARC", "LOYD", "HBUK"]) + figures(rng, 14),
        "DE": figures(rng, 18),
        "FR": figures(rng, 23),
        "IE": "BOFI" + figures(rng, 14),
    }[country]
    number = int("".join(str(int(char, 36)) for char in f"{body}{country}00"))
    return f"{country}{98 - number % 97:02}{body}"


def fiscal_code(rng: random.Random) -> str:
    letters = "".join(rng.choice("BCDFGLMNPRSTVZ") for _ in range(6))
    day = rng.randint(1, 28) + rng.choice([0, 40])
    body = (
        f"{letters}{rng.randint(40, 99)}{rng.choice('ABCDEHLMPRST')}{day:02}{rng.choice('ABCDEFGHL')}{figures(rng, 3)}"
    )
    return body + codicefiscale.calc_check_digit(body)


def vat(rng: random.Random) -> str:
    body = f"0{figures(rng, 6)}{rng.choice(['015', '058', '001', '063'])}"
    return body + luhn.calc_check_digit(body)


def letters(code: str, language: str, *, cities: bool = False) -> str:
    """A code dictated character by character, with digits in pairs where two stand together."""
    parts, place = [], 0
    while place < len(code):
        char = code[place]
        if char.isdigit():
            length = 2 if code[place + 1 : place + 2].isdigit() and not cities else 1
            parts.append(pairs(code[place : place + length], language))
            place += length
            continue
        if cities:
            parts.append(f"{char} come {CITIES[char]}" if language == "it" else f"{char} for {NATO[char]}")
        else:
            parts.append(LETTERS_IT[char].replace("-", " ") if language == "it" else char)
        place += 1
    return (", " if cities else " ").join(parts)


Form = Callable[[random.Random, str], str]

_PHONE_HEADS = {"it": ["347", "338", "320", "349", "333", "392"], "en": ["07700", "07911", "07456", "07825"]}


def mobile(rng: random.Random, language: str) -> str:
    return rng.choice(_PHONE_HEADS[language]) + figures(rng, 7 if language == "it" else 6)


def landline(rng: random.Random, language: str) -> str:
    if language == "it":
        return rng.choice(["02", "06", "011", "051", "0575"]) + rng.choice("23456789") + figures(rng, 6)
    area, rest = rng.choice([("020", 7), ("0161", 6), ("0131", 6), ("01904", 5)])
    return area + rng.choice("23456789") + figures(rng, rest)


DEV: Mapping[str, Mapping[str, Form]] = {
    "card": {
        "solid": lambda rng, _: card(rng),
        "fours": lambda rng, _: groups(card(rng), [4, 4, 4]),
        "dashes": lambda rng, _: groups(card(rng), [4, 4, 4], "-"),
        "words": lambda rng, language: said_digits(card(rng), language),
        "words, commas": lambda rng, language: ", ".join(
            said_digits(part, language) for part in groups(card(rng), [4, 4, 4]).split()
        ),
        "doubles": lambda rng, language: doubled(card(rng), language),
        "single figures": lambda rng, _: " ".join(card(rng)),
    },
    "iban": {
        "solid": lambda rng, _: iban(rng),
        "fours": lambda rng, _: groups(iban(rng), [4] * 6),
        "dictated": lambda rng, language: letters(iban(rng), language),
        "abroad": lambda rng, _: groups(iban(rng, rng.choice(["GB", "DE"])), [4] * 6),
    },
    "fiscal": {
        "solid": lambda rng, _: fiscal_code(rng),
        "small": lambda rng, _: fiscal_code(rng).lower(),
        "dictated": lambda rng, language: letters(fiscal_code(rng), language),
    },
    "telephone": {
        "solid": mobile,
        "three and sevens": lambda rng, language: groups(mobile(rng, language), [3, 3]),
        "words": lambda rng, language: said_digits(mobile(rng, language), language),
        "landline": lambda rng, language: groups(landline(rng, language), [3, 4]),
        "doubles": lambda rng, language: doubled(mobile(rng, language), language),
    },
}
HELD_OUT: Mapping[str, Mapping[str, Form]] = {
    "card": {
        "pairs in words": lambda rng, language: pairs(card(rng), language),
        "dots": lambda rng, _: groups(card(rng), [4, 4, 4], "."),
        "amex 4-6-5": lambda rng, _: groups(card(rng, amex=True), [4, 6]),
        "hesitating": lambda rng, language: hesitating(card(rng), language),
        "pairs of figures": lambda rng, _: groups(card(rng), [2] * 7),
        "figures and words": lambda rng, language: _mixed(card(rng), language),
        "amex in words": lambda rng, language: said_digits(card(rng, amex=True), language),
    },
    "iban": {
        "head apart": lambda rng, _: groups(iban(rng), [2, 2, 1, 5, 5]),
        "small": lambda rng, _: iban(rng).lower(),
        "letters with words": lambda rng, language: letters(iban(rng), language, cities=True),
        "digits one by one": lambda rng, language: _one_by_one(iban(rng), language),
        "dashes": lambda rng, _: groups(iban(rng), [4] * 6, "-"),
        "Ireland, France": lambda rng, _: iban(rng, rng.choice(["IE", "FR"])),
    },
    "fiscal": {
        "in blanks": lambda rng, _: groups(fiscal_code(rng), [3, 3, 5]),
        "letters with words": lambda rng, language: letters(fiscal_code(rng), language, cities=True),
        "single characters": lambda rng, _: " ".join(fiscal_code(rng)),
        "digits one by one": lambda rng, language: _one_by_one(fiscal_code(rng), language),
    },
    "telephone": {
        "country": lambda rng, language: (
            f"+39 {mobile(rng, 'it')}" if language == "it" else f"+44 {mobile(rng, 'en')[1:]}"
        ),
        "pairs": lambda rng, language: groups(mobile(rng, language), [3, 2, 2, 2]),
        "pairs in words": lambda rng, language: (
            f"{said_digits((number := mobile(rng, language))[:3], language)} {pairs(number[3:], language)}"
        ),
        "landline in words": lambda rng, language: said_digits(landline(rng, language), language),
        "slash": lambda rng, language: groups(landline(rng, language), [3], "/"),
        "dots": lambda rng, language: groups(mobile(rng, language), [3, 3], "."),
        "hesitating": lambda rng, language: hesitating(mobile(rng, language), language),
    },
}

LAST: Mapping[str, Mapping[str, Form]] = {
    "card": {
        "fives": lambda rng, _: groups(card(rng), [5, 5, 5]),
        "pairs with commas": lambda rng, language: pairs(card(rng), language, ", "),
        "words in fours, full stops": lambda rng, language: ". ".join(
            said_digits(part, language).capitalize() for part in groups(card(rng), [4, 4, 4]).split()
        ),
        "amex, doubles": lambda rng, language: doubled(card(rng, amex=True), language),
        "eights": lambda rng, _: groups(card(rng), [8]),
        "single figures, commas": lambda rng, _: ", ".join(card(rng)),
        "words, then figures": lambda rng, language: _turned(card(rng), language),
    },
    "iban": {
        "fours, small": lambda rng, _: groups(iban(rng), [4] * 6).lower(),
        "single characters": lambda rng, _: " ".join(iban(rng)),
        "head in words": lambda rng, language: _head_in_words(iban(rng), language),
        "letters with words, pairs": lambda rng, language: _spelled_pairs(iban(rng), language),
        "dots": lambda rng, _: groups(iban(rng), [4] * 6, "."),
    },
    "fiscal": {
        "threes": lambda rng, _: groups(fiscal_code(rng), [3, 3, 2, 1, 2, 4]),
        "dashes": lambda rng, _: groups(fiscal_code(rng), [6, 5], "-"),
        "letters with words, pairs": lambda rng, language: _spelled_pairs(fiscal_code(rng), language),
    },
    "telephone": {
        "country without plus": lambda rng, language: (
            f"0039 {mobile(rng, 'it')}" if language == "it" else f"0044 {mobile(rng, 'en')[1:]}"
        ),
        "words in threes": lambda rng, language: ", ".join(
            said_digits(part, language) for part in groups(mobile(rng, language), [3, 3, 2]).split()
        ),
        "dashes": lambda rng, language: groups(mobile(rng, language), [3, 3], "-"),
        "landline in pairs of words": lambda rng, language: pairs(landline(rng, language), language),
        "brackets": lambda rng, language: f"({(number := landline(rng, language))[:3]}) {number[3:]}",
        "single figures": lambda rng, language: " ".join(mobile(rng, language)),
    },
}


def _turned(digits: str, language: str) -> str:
    return f"{said_digits(digits[:8], language)} {digits[8:12]} {digits[12:]}"


def _head_in_words(code: str, language: str) -> str:
    head = "i ti" if language == "it" else "I T"
    letter = LETTERS_IT[code[4]].replace("-", " ") if language == "it" else code[4]
    return f"{head} {pair(code[2:4], language)} {letter} {groups(code[5:], [5, 5])}"


def _spelled_pairs(code: str, language: str) -> str:
    names, link = (CITIES, "come") if language == "it" else (NATO, "for")
    parts = re.findall(r"[A-Z]|\d{1,2}", code)
    return " ".join(f"{part} {link} {names[part]}" if part.isalpha() else pairs(part, language) for part in parts)


def _mixed(digits: str, language: str) -> str:
    parts = groups(digits, [4, 4, 4]).split()
    return f"{parts[0]} {said_digits(parts[1], language)} {parts[2]}, {said_digits(parts[3], language)}"


def _one_by_one(code: str, language: str) -> str:
    names = LETTERS_IT if language == "it" else {char: char for char in LETTERS_IT}
    return " ".join(names[char].replace("-", " ") if char.isalpha() else DIGITS[language][int(char)] for char in code)
