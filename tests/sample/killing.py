"""Load the sample in a process of its own, which kills itself outright when it looks at the clock for the nth time."""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime

from benvenuto.bootstrap import build, prepare
from benvenuto.config import read_settings
from benvenuto.sample import load
from benvenuto.services.clock import system_clock

if __name__ == "__main__":
    left = [int(sys.argv[1])]

    def clock() -> datetime:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return system_clock()

    prepare(build(read_settings()))
    load(build(read_settings(), clock))
