"""Signs that nobody sees: control characters, those that turn the direction of writing, and those without width."""

from __future__ import annotations

from unicodedata import category

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and a Braille cell that are drawn as nothing


def has_hidden_signs(text: str) -> bool:
    """Whether a name could be taken for another one, or be broken over lines, by what stands in it unseen."""
    return any(map(_is_hidden, text))


def is_unseen(text: str) -> bool:
    """Whether there is nothing to read: no sign, or only blanks and signs that nobody sees."""
    return all(sign.isspace() or _is_hidden(sign) for sign in text)


def _is_hidden(sign: str) -> bool:
    return sign in _BLANK or (not sign.isprintable() and category(sign) in _HIDDEN)
