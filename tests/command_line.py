"""What the tests of the command share: a project to run it in, and programs to find."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import live_key

from flake8_openrouter.project import baseline, config

PROJECT = Path(__file__).parent.parent

BARE = """\
import os

import requests

KEY = os.environ["OPENROUTER_API_KEY"]
URL = "https://openrouter.ai/api/v1/chat/completions"
requests.post(URL, headers={"Authorization": KEY}, json={})
"""
MENDED = BARE.replace(": KEY}", ': f"Bearer {KEY}"}')
BARE_FOUND = 'app.py:7:46: OPR301 Authorization value lacks the "Bearer " prefix: use f"Bearer {KEY}"\n'
LEAK = f'import os\n\nKEY = "{live_key()}"\n'
LABEL = f"{live_key()[:12]}...{live_key()[-4:]}"
BROKEN = 'URL = "https://openrouter.ai/api/v1"\ndef f(:\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    for cached in (config.for_folder, baseline.read):
        cached.cache_clear()
    yield tmp_path
    for cached in (config.for_folder, baseline.read):
        cached.cache_clear()


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())


def command(
    folder: Path, *arguments: str, stdin: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "flake8_openrouter", *arguments],
        cwd=folder,
        input=stdin,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})},
        capture_output=True,
        timeout=120,
        check=False,
    )


def unmeasured() -> dict[str, str]:
    """Return an environment in which nothing measures coverage: what does so imports modules of its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def concise(*arguments: str) -> tuple[str, ...]:
    return ("check", "--output-format", "concise", *arguments)
