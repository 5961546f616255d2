"""The text of a Word document: its paragraphs as lines, the cells of a table between tabs."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from benvenuto.formats.calls.transcripts.faults import NotWord, TooLargeTranscript

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"


def is_docx(content: bytes) -> bool:
    """Whether these bytes are a ZIP archive, as Word documents are; no text begins so."""
    return content[:4] == b"PK\x03\x04"


def text_of_docx(content: bytes, most_bytes: int) -> str:
    """The text of a document whose own part is no larger than `most_bytes`; raises NotWord."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_DOCUMENT) as part:
            # what a header says of the size is not believed
            document = part.read(most_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise NotWord from error
    if len(document) > most_bytes:
        raise TooLargeTranscript(limit=most_bytes // 1_000_000)
    try:
        return "\n".join(_lines(document))
    except (ParseError, DefusedXmlException) as error:
        raise NotWord from error


def _lines(document: bytes) -> Iterator[str]:
    pieces: list[str] = []
    cells: list[str] | None = None
    for event, element in iterparse(io.BytesIO(document), events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag == f"{_W}tr":
                cells = []
            continue
        if tag == f"{_W}t":
            pieces.append(element.text or "")
        elif tag == f"{_W}tab":
            pieces.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif tag == f"{_W}p":
            if cells is None:
                yield "".join(pieces)
                pieces = []
            else:
                pieces.append(" ")
        elif tag == f"{_W}tc" and cells is not None:
            cells.append(" ".join("".join(pieces).split()))
            pieces = []
        elif tag == f"{_W}tr" and cells is not None:
            yield "\t".join(cells)
            cells = None
        element.clear()  # else the whole tree stands in memory
    if pieces:
        yield "".join(pieces)
