"""Word documents as meetings and transcription services write them; and archives that are none, or meant to harm."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from benvenuto.domain.call import Speaker
from benvenuto.formats.calls.transcripts import TranscriptError, read_transcript

AGENT, CALLER = Speaker.AGENT, Speaker.CALLER
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TALK = [("Giulia Bianchi", "0:03", "Casa Lume, come posso aiutarla?"), ("Mario Rossi", "1:07", "Aspetto un pacco."),
        ("Giulia Bianchi", "1:12", "Controllo."), ("Mario Rossi", "1:20", "Grazie.")]  # fmt: skip
SAID = [(AGENT, "Casa Lume, come posso aiutarla?", 3.0), (CALLER, "Aspetto un pacco.", 67.0),
        (AGENT, "Controllo.", 72.0), (CALLER, "Grazie.", 80.0)]  # fmt: skip


def docx(body: str, name: str = "word/document.xml") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>')
    return file.getvalue()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r>{run}</w:r>' for run in runs)}</w:p>"


def text(words: str) -> str:
    return f'<w:t xml:space="preserve">{words}</w:t>'


def read(content: bytes) -> list[tuple[Speaker, str, float | None]]:
    transcript, _ = read_transcript(content, "call.docx")
    return [(turn.speaker, turn.text, turn.start_s) for turn in transcript.turns]


def test_teams_writes_name_and_time_over_the_words() -> None:
    body = paragraph(text("Chiamata-20261120_100000-Registrazione")) + "".join(
        paragraph(text(who), text(f"   {at}"), "<w:br/>", text(words)) for who, at, words in TALK
    )
    assert read(docx(body)) == SAID


def test_word_writes_time_and_name_over_the_words() -> None:
    names = {"Giulia Bianchi": "Speaker 1", "Mario Rossi": "Speaker 2"}
    body = "".join(paragraph(text(f"00:0{at} {names[who]}")) + paragraph(text(words)) for who, at, words in TALK)
    assert read(docx(body)) == SAID


def test_colons_and_tables_are_read_as_in_text() -> None:
    lines = "".join(paragraph(text(f"{who}: {words}")) for who, _, words in TALK)
    assert [part[:2] for part in read(docx(lines))] == [part[:2] for part in SAID]
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(text(cell))}</w:tc>" for cell in (who, at, words)) + "</w:tr>"
        for who, at, words in TALK
    )
    assert read(docx(f"<w:tbl>{rows}</w:tbl>")) == SAID


def test_captions_inside_a_document_are_captions() -> None:
    body = "".join(
        paragraph(text(f"00:0{at}.000 --&gt; 00:0{at}.500")) + paragraph(text(who)) + paragraph(text(words))
        + paragraph(text(""))
        for who, at, words in TALK
    )  # fmt: skip
    assert read(docx(body)) == SAID


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 not really a document",
        docx("", "xl/workbook.xml"),
        docx("<w:p>")[:-40],
        docx("</w:body><w:body>&undefined;"),
        docx("<w:p></w:r></w:p>"),
    ],
    ids=["stub", "workbook", "cut", "entity", "broken"],
)
def test_what_is_no_document_is_refused_with_a_remedy(content: bytes) -> None:
    with pytest.raises(TranscriptError) as refused:
        read_transcript(content, "call.docx")
    assert refused.value.remedy


def test_a_document_made_to_burst_does_not() -> None:
    begun = time.process_time()
    with pytest.raises(TranscriptError, match="larger than"):
        read_transcript(docx(paragraph(text("a" * 60_000_000))), "call.docx")
    laughs = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"ha" * 1000}">]>'
        f"<w:document {W}><w:p>{'&a;' * 1000}</w:p></w:document>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", laughs)
    with pytest.raises(TranscriptError, match="not a Word document"):
        read_transcript(file.getvalue(), "call.docx")
    assert time.process_time() - begun < 20  # a second on an idle machine, and minutes if it grew with the square
