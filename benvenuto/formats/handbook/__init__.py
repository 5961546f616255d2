"""The handbook: chapters of markdown in every language, read with every fault at once, and searched."""

from benvenuto.formats.handbook.chapters import Chapter, Section, overdue, read_handbook, sections_of
from benvenuto.formats.handbook.markdown import plain_text
from benvenuto.formats.handbook.search import Hit, search

__all__ = ["Chapter", "Hit", "Section", "overdue", "plain_text", "read_handbook", "search", "sections_of"]
