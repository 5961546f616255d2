"""The process that `VadProcess` starts: it hears one recording after another, and ends with whoever started it."""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, TextIO

from benvenuto.domain.faults import BenvenutoError
from benvenuto.domain.measured_json import speech_to_json

_NICER = 10


def main() -> None:
    """Answer each line of JSON on standard input (a path) with one on standard output (speech, or what was wrong)."""
    if hasattr(os, "nice"):
        os.nice(_NICER)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a decoder prints must not stand between the answers
    asked: SimpleQueue[str] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin, asked), daemon=True).start()
    while True:
        answers.write(json.dumps(_hear(Path(json.loads(asked.get())))) + "\n")
        answers.flush()


def _listen(requests: TextIO, asked: SimpleQueue[str]) -> None:
    for line in requests:
        asked.put(line)
    os._exit(0)  # nobody is left to answer to: not even the recording in hand is heard to its end


def _hear(path: Path) -> dict[str, Any]:
    from benvenuto.listening.speech import hear_speech

    try:
        return {"speech": speech_to_json(hear_speech(path))}
    except BenvenutoError as error:
        params = {name: value if isinstance(value, int | float) else str(value) for name, value in error.params.items()}
        return {"fault": {"template": error.template, "remedy": error.remedy, "params": params}}
    except Exception as error:
        traceback.print_exc()
        return {"broken": type(error).__name__}


if __name__ == "__main__":
    main()
