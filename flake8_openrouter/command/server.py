"""``flake8-openrouter server``: the language server, for an editor that starts it."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from flake8_openrouter.command.usage import UsageError, say

#: What the extra brings that the server stands on.
_LIBRARY = "pygls"


def serve() -> int:
    """Serve until the editor ends it, and return the exit code. Raises UsageError where the extra is missing."""
    if find_spec(_LIBRARY) is None:
        raise UsageError('the server needs pygls: pip install "flake8-openrouter[lsp]"')
    if sys.stdin.isatty():
        say("waiting for an editor on standard input; Ctrl+C ends it")
    from flake8_openrouter.server import serving  # with pygls, half a second

    return serving.serve()
