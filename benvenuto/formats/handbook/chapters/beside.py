"""The YAML files that lie beside the chapters of a language."""

from __future__ import annotations

from pathlib import Path

from benvenuto.domain.faults import Fault
from benvenuto.formats.document import Document, read_document
from benvenuto.formats.scoring.rubrics.shape import check_shape
from benvenuto.formats.text_file import read_text


def read_beside(path: Path, schema: str) -> tuple[Document | None, list[Fault]]:
    """The file when it is there and has the shape of its schema, and its faults; one that is not there has none."""
    if not path.is_file():
        return None, []
    text, faults = read_text(path)
    document = None
    if text is not None:
        document, faults = read_document(text, path.as_posix())
    if document is not None:
        faults = [*faults, *check_shape(document, schema).faults]
    return (None if faults else document), faults
