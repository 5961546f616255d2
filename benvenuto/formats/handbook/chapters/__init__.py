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
from benvenuto.formats.handbook.chapters.inserts import insert_faults
from benvenuto.formats.handbook.chapters.law import Law
from benvenuto.formats.handbook.chapters.markdown import as_html, plain_text
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
    "Chapter",
    "Excerpt",
    "Hit",
    "Law",
    "Overdue",
    "Section",
    "as_html",
    "criteria_faults",
    "excerpts",
    "handbook_address",
    "insert_faults",
    "law_faults",
    "linked",
    "overdue",
    "pieces",
    "plain_text",
    "quoted",
    "read_excerpt",
    "read_handbook",
    "reference_faults",
    "search",
    "sections_of",
    "standard_faults",
    "word_count",
]
