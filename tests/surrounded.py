"""What the tests of the doctor's surroundings share: a project whose code reads the key, and pieces of files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from command_line import write
from harness import live_key

from flake8_openrouter.doctor.catalogue import said
from flake8_openrouter.doctor.code import Code
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.sent import Read, Sent
from flake8_openrouter.doctor.subject import Subject
from flake8_openrouter.doctor.world import World
from flake8_openrouter.model.environment_file import EnvironmentFile

NAME, KEY = "OPENROUTER_API_KEY", live_key(3)
SECRET = "${{ secrets.OPENROUTER_API_KEY }}"
PATH = ".github/workflows/ci.yml"
RUN = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_EVENT_NAME": "push",
    "GITHUB_JOB": "review",
    "GITHUB_WORKFLOW_REF": "a/b/.github/workflows/ci.yml@refs/heads/main",
}
#: A workflow that is called by others.
CALLED = f"on:\n  workflow_call:\njobs:\n  a:\n    steps:\n      - run: x\n        env:\n          {NAME}: {SECRET}\n"

PROGRAM = """\
import os

import requests

key = os.environ["OPENROUTER_API_KEY"]
requests.get("https://openrouter.ai/api/v1/key", headers={"Authorization": f"Bearer {key}"}).raise_for_status()
"""


def subject(
    folder: Path,
    files: Mapping[str, str],
    environment: Mapping[str, str] | None = None,
    *,
    loads: bool = False,
    reads: str = NAME,
) -> Subject:
    """Return a project whose code ``reads`` a variable, and a file of variables if it ``loads`` one."""
    root = folder / "home" / "project"
    root.mkdir(parents=True, exist_ok=True)
    write(root, dict(files))
    sent = Sent("app.py", 1, "python", "POST", "openrouter.ai", "Authorization", "Bearer ", (Read(reads),))
    loaded = (EnvironmentFile("python-dotenv", "app.py", 1),) if loads else ()
    return Subject(World(environment or {}, root, folder / "home"), Code((sent,), loaded))


def found(results: list[Result]) -> list[tuple[str, Status]]:
    return [(each.check, each.status) for each in results]


def text(results: list[Result]) -> str:
    return "\n".join(said(part, "en") for each in results for part in (each.message, *each.detail, each.repair))


def service(lines: str) -> str:
    return "services:\n  app:\n    build: .\n" + "".join(f"    {line}\n" for line in lines.splitlines())


def unit(lines: str) -> dict[str, str]:
    return {"app.service": f"[Service]\nExecStart=/usr/bin/python app.py\n{lines}"}


def workflow(on: str, env: str, job: str = "", step: str = "") -> str:
    return (
        f"{on}\njobs:\n  review:\n{job}    runs-on: ubuntu-latest\n    steps:\n      - run: python app.py\n{step}"
        f"        env:\n          {NAME}: {env}\n"
    )
