"""The server as a process: it talks to its client on standard input and output."""

from __future__ import annotations

import sys

from flake8_openrouter.server import features
from flake8_openrouter.server.server import Server


def serve() -> int:
    """Serve the client until it ends, and return the exit code: 1 for a client that is gone without a word."""
    server = Server()
    features.register(server)
    output, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing else may be written among messages
    server.start_io(sys.stdin.buffer, output)
    server.session.end()
    return 0 if server.has_ended else 1
