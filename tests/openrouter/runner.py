"""Runs a program, as it is, in a process for which OpenRouter is the double."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openrouter.runtimes import PYTHON, Runtime
from openrouter.server import Double, Seen

_TIMEOUT = 120


@dataclass(frozen=True)
class Ran:
    """How a program ended, and what the double saw of it. ``error`` is the name of the exception that ended it."""

    returncode: int
    output: str
    errors: str
    error: str
    seen: tuple[Seen, ...]


def run(
    program: str,
    double: Double,
    folder: Path,
    environment: Mapping[str, str],
    *,
    runtime: Runtime = PYTHON,
    impostor: bool = False,
) -> Ran:
    """Run a program in a folder; ``impostor``: who answers has a certificate that is not to be trusted."""
    file = folder / runtime.file
    file.write_text(program, encoding="utf-8")
    before = len(double.seen)
    port = double.impostor_port if impostor else double.port
    # Its own home: no .netrc, no configuration of anybody's.
    usual = {"PATH": os.environ["PATH"], "HOME": str(folder), **runtime.surroundings(double, port, folder)}
    result = subprocess.run(
        [*runtime.command, file.name],
        cwd=folder,
        env={**usual, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_TIMEOUT,
    )
    error = runtime.error(result.stderr) if result.returncode else ""
    return Ran(result.returncode, result.stdout, result.stderr, error, tuple(double.seen[before:]))
