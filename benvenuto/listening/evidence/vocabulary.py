"""What different spellings of one spoken word become, so that a phrase meets them all."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from benvenuto.listening.evidence.numbers import number_words

Spelling = tuple[str, ...]
"""The words that one written word stands for; none where it is a mere sound."""

FILLERS = frozenset(
    [
        *("ah", "ahh", "eh", "ehh", "ehm", "er", "erm", "hm", "hmm", "huh", "mhm", "mm", "mmm"),
        *("oh", "ohh", "uh", "uhh", "uhm", "um", "umm"),
    ]
)
"""Hesitations, which stand anywhere."""

_IN_BOTH: Mapping[str, str] = {"email": "e mail", "emails": "e mail", "mails": "mail", "ok": "okay", "okey": "okay"}
_ITALIAN: Mapping[str, str] = {
    "buongiorno": "buon giorno",
    "buondi": "buon di",
    "buonasera": "buona sera",
    "buonaserata": "buona serata",
    "buonagiornata": "buona giornata",
    "buonanotte": "buona notte",
    "buonpomeriggio": "buon pomeriggio",
    "arriverderci": "arrivederci",
    "arivederci": "arrivederci",
    "ce": "c e",
    "dordine": "d ordine",
    "dellordine": "dell ordine",
    "qualcosaltro": "qualcos altro",
    "qualcosaltra": "qualcos altra",
}
_ENGLISH: Mapping[str, str] = {
    "alright": "all right",
    "apologise": "apologize",
    "apologised": "apologized",
    "apologises": "apologizes",
    "arent": "are not",
    "byebye": "bye",
    "can't": "can not",
    "cannot": "can not",
    "cant": "can not",
    "couldnt": "could not",
    "didnt": "did not",
    "doesnt": "does not",
    "dont": "do not",
    "gonna": "going to",
    "goodbye": "good bye",
    "goodnight": "good night",
    "gotta": "have to",
    "heres": "here is",
    "hows": "how is",
    "im": "i am",
    "isnt": "is not",
    "authorise": "authorize",
    "authorised": "authorized",
    "finalise": "finalize",
    "organise": "organize",
    "organised": "organized",
    "realise": "realize",
    "realised": "realized",
    "recognise": "recognize",
    "recognised": "recognized",
    "summarise": "summarize",
    "summarised": "summarized",
    "summarising": "summarizing",
    "ive": "i have",
    "let's": "let us",
    "lets": "let us",
    "mr": "mister",
    "thankyou": "thank you",
    "thats": "that is",
    "theres": "there is",
    "theyre": "they are",
    "wanna": "want to",
    "wasnt": "was not",
    "whats": "what is",
    "won't": "will not",
    "wouldnt": "would not",
    "y'all": "you all",
    "youre": "you are",
    "youve": "you have",
}
_SPELLINGS: Mapping[str, Mapping[str, str]] = {"it": {**_IN_BOTH, **_ITALIAN}, "en": {**_IN_BOTH, **_ENGLISH}}

_ENDINGS = {"n't": " not", "'m": " am", "'re": " are", "'ll": " will", "'ve": " have", "'d": " would"}
_TAKES_IS = frozenset(
    ("it", "that", "this", "what", "who", "how", "there", "here", "where", "when", "he", "she", "everything", "name")
)
_ORDINALS = ("st", "nd", "rd", "th")
_APOSTROPHES = str.maketrans("’ʼ`´", "''''")


def plain(text: str) -> str:
    """In small letters, without accents, with one kind of apostrophe."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered.replace("`", "'")
    apart = unicodedata.normalize("NFKD", lowered.translate(_APOSTROPHES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def spelled(word: str, language: str) -> Spelling:
    """The words that a word of a transcript or of a phrase stands for, in this language."""
    word = plain(word).strip("'")
    if word in FILLERS:
        return ()
    whole = _SPELLINGS[language].get(word)
    if whole is None:
        whole = _in_english(word) if language == "en" else word
    numbers = number_words(language)
    return tuple(numbers.get(part, part) for part in whole.replace("'", " ").split())


def _in_english(word: str) -> str:
    """A contraction spelled out, and the day of a month (4th) as its number."""
    if "'" in word:
        return _contracted(word)
    return word[:-2] if word[:1].isdigit() and word[:-2].isdigit() and word.endswith(_ORDINALS) else word


def _contracted(word: str) -> str:
    """English contractions spelled out; the 's of a possessive stays a word of its own."""
    for ending, whole in _ENDINGS.items():
        if word.endswith(ending):
            return word[: -len(ending)] + whole
    if word.endswith("'s") and word[:-2] in _TAKES_IS:
        return word[:-2] + " is"
    return word
