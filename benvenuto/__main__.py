"""`python -m benvenuto`, and the command `benvenuto`."""

import sys
from typing import NoReturn

from benvenuto.cli import main


def start() -> NoReturn:
    """Run the command that was typed, and leave with its exit status."""
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    start()
