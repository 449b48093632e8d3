"""The command as a process: ``flake8-openrouter`` and ``python -m flake8_openrouter``."""

from __future__ import annotations

import gc
import sys

#: New objects between two collections: a file's check makes some ten thousand, and leaves no circles to be found.
THRESHOLD = 100_000


def run() -> int:
    """Run the command for a process that ends after it: what is there then is not looked through for garbage."""
    gc.set_threshold(THRESHOLD)
    from flake8_openrouter.command.main import main  # what is loaded is not looked through either

    code = main()
    gc.freeze()  # 8 ms
    return code


if __name__ == "__main__":
    sys.exit(run())
