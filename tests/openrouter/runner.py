"""Runs a program, as it is, in a process for which OpenRouter is the double."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openrouter.server import HOSTS, Double, Seen

_SITE = Path(__file__).parent / "site"
_TIMEOUT = 120


@dataclass(frozen=True)
class Ran:
    """How a program ended, and what the double saw of it. ``error`` is the name of the exception that ended it."""

    returncode: int
    output: str
    errors: str
    seen: tuple[Seen, ...]

    @property
    def error(self) -> str:
        last = self.errors.rstrip().rpartition("\n")[2]
        return last.partition(":")[0].rpartition(".")[2] if self.returncode else ""


def run(
    program: str,
    double: Double,
    folder: Path,
    environment: Mapping[str, str],
    *,
    python: str = sys.executable,
    impostor: bool = False,
) -> Ran:
    """Run a program in a folder; ``impostor``: who answers has a certificate that is not to be trusted."""
    file = folder / "program.py"
    file.write_text(program, encoding="utf-8")
    before = len(double.seen)
    result = subprocess.run(
        [python, "-B", file.name],
        cwd=folder,
        env={**_environment(double, folder, impostor), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_TIMEOUT,
    )
    return Ran(result.returncode, result.stdout, result.stderr, tuple(double.seen[before:]))


def _environment(double: Double, folder: Path, impostor: bool) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),  # no .netrc, no configuration of anybody's
        "PYTHONPATH": str(_SITE),
        "PYTHONWARNINGS": "ignore",
        "SSL_CERT_FILE": str(double.authority),
        "REQUESTS_CA_BUNDLE": str(double.authority),
        "DOUBLE_HOSTS": ",".join(HOSTS),
        "DOUBLE_PORT": str(double.impostor_port if impostor else double.port),
        "DOUBLE_PLAIN_PORT": str(double.plain_port),
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }
