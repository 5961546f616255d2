"""`python -m benvenuto`."""

import sys

from benvenuto.cli import main

sys.exit(main(sys.argv[1:]))
