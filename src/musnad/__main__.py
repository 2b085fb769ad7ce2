"""``python -m musnad``: the command, where scripts are not on the path."""

import sys

from musnad.cli import main

sys.exit(main())
