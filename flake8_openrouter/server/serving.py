"""The server as a process: it talks to its client on standard input and output."""

from __future__ import annotations

import sys

from flake8_openrouter.server import features
from flake8_openrouter.server.server import Server


def serve() -> int:
    """Serve the client until it ends, and return the exit code."""
    server = Server()
    features.register(server)
    output, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing else may be written among messages
    server.start_io(sys.stdin.buffer, output)
    server.session.end()
    return 0
