"""``python -m flake8_openrouter`` is the command."""

from __future__ import annotations

import sys

from flake8_openrouter.cli import main

if __name__ == "__main__":
    sys.exit(main())
