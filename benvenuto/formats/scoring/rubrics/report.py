"""A fault as lines of text: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from benvenuto.domain.faults import Fault


def format_fault(fault: Fault, translate: Callable[[str], str] = str) -> str:
    """`file:line  path`, then message and remedy, indented; `translate` turns a message id into the reader's words."""
    where = f"{fault.file}:{fault.line}" if fault.line else fault.file
    sentences = [translate(words).format(**fault.params) for words in (fault.template, fault.remedy) if words]
    return "\n".join([f"{where}  {fault.path}".rstrip(), *(f"    {line}" for line in sentences)])
