"""The handbook: chapters of markdown in every language, read with every fault at once, and searched."""

from benvenuto.formats.handbook.chapters.chapter import (
    Chapter,
    Overdue,
    Section,
    excerpts,
    overdue,
    sections_of,
)
from benvenuto.formats.handbook.chapters.comparing import (
    criteria_faults,
    law_faults,
    reference_faults,
    standard_faults,
    word_count,
)
from benvenuto.formats.handbook.chapters.earned import LevelSentence, earned_faults, read_earned
from benvenuto.formats.handbook.chapters.inserts import insert_faults
from benvenuto.formats.handbook.chapters.law import Law
from benvenuto.formats.handbook.chapters.markdown import as_html, last_column, plain_text
from benvenuto.formats.handbook.chapters.phrases import PHRASES, PhraseGroup, ReadyPhrase, read_phrases
from benvenuto.formats.handbook.chapters.reading import read_handbook
from benvenuto.formats.handbook.chapters.references import (
    Excerpt,
    handbook_address,
    linked,
    pieces,
    quoted,
    read_excerpt,
)
from benvenuto.formats.handbook.chapters.search import Hit, search

__all__ = [
    "PHRASES",
    "Chapter",
    "Excerpt",
    "Hit",
    "Law",
    "LevelSentence",
    "Overdue",
    "PhraseGroup",
    "ReadyPhrase",
    "Section",
    "as_html",
    "criteria_faults",
    "earned_faults",
    "excerpts",
    "handbook_address",
    "insert_faults",
    "last_column",
    "law_faults",
    "linked",
    "overdue",
    "pieces",
    "plain_text",
    "quoted",
    "read_earned",
    "read_excerpt",
    "read_handbook",
    "read_phrases",
    "reference_faults",
    "search",
    "sections_of",
    "standard_faults",
    "word_count",
]
