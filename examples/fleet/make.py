"""Make repositories to try ``flake8-openrouter fleet`` on, the same ones for the same seed.

    python examples/fleet/make.py                                 # 24 bare repositories beside this file
    python examples/fleet/make.py FOLDER --repositories 200 --seed 7

Keys have the right form, and nobody has issued them. They lie where they are overlooked: in files that were deleted or
renamed, on other branches, in tags, stashes and merges, in blobs that no commit names. Objects are packed or loose.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

TEAMS = ("payments", "search", "mobile", "data", "platform")
WORDS = ("order", "user", "cart", "price", "index", "token", "queue", "event", "batch", "score", "route", "model")

#: When the first commit was made, and seconds between two.
BEGIN, STEP = 1_700_000_000, 40_000

ENVIRONMENT = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}

OWNERS = "*  @acme/{team}\n/deploy/  @acme/operations\n"
MISTAKE = """\
import os

import requests

api_key = os.environ["OPENROUTER_API_KEY"]


def ask(text):
    headers = {"Authorization": api_key}
    return requests.post("https://openrouter.ai/api/v1/chat/completions", headers=headers, json={"prompt": text})
"""
CORRECT = MISTAKE.replace(': api_key}', ': f"Bearer {api_key}"}')
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 73400320\n"
MODULES = '[submodule "shared"]\n\tpath = shared\n\turl = ../shared.git\n'


@dataclass(frozen=True)
class Planted:
    """A key that was put into a repository: its SHA-256, the path, and whether the default branch has it still."""

    repository: str
    key_hash: str
    path: str
    at_head: bool


@dataclass
class Making:
    """A repository in the making: what ``git fast-import`` is told, a blob that no commit names, what was planted.

    ``limit``: from how many objects on they are packed.
    """

    name: str
    draw: random.Random
    limit: int = 1
    dangling: str = ""
    stream: list[bytes] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    commits: int = 0

    def commit(self, files: dict[str, str | None], ref: str = "refs/heads/main", merged: str = "") -> None:
        """Commit texts, and files that go (None)."""
        self.commits += 1
        who = f"Ada <ada@example.com> {BEGIN + STEP * self.commits} +0000"
        message = f"Change {self.commits}"
        head = f"commit {ref}\nauthor {who}\ncommitter {who}\ndata {len(message)}\n{message}\n"
        lines = [head.encode(), f"merge {merged}\n".encode() if merged else b""]
        self.stream += [*lines, *(_change(path, text) for path, text in files.items())]

    def branch(self, ref: str, start: str = "refs/heads/main") -> None:
        self.stream.append(f"reset {ref}\nfrom {start}\n\n".encode())

    def key(self, path: str, *, at_head: bool = False, shared: str = "") -> str:
        """Return a line with a new key, or with one that several repositories share; it is noted as planted."""
        key = f"sk-or-v1-{sha256(shared.encode() or self.draw.randbytes(16)).hexdigest()}"
        self.planted.append(Planted(self.name, sha256(key.encode()).hexdigest(), path, at_head))
        return f'OPENROUTER_API_KEY="{key}"\n'


def _change(path: str, text: str | None) -> bytes:
    if text is None:
        return f"D {path}\n".encode()
    if text.startswith("commit:"):
        return f"M 160000 {text.removeprefix('commit:')} {path}\n".encode()
    data = text.encode()
    return f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


# Where keys are overlooked.


def deleted(making: Making) -> None:
    making.commit({"deploy/prod.env": making.key("deploy/prod.env")})
    making.commit({"deploy/prod.env": None})


def renamed(making: Making) -> None:
    line = making.key("settings/new.env", at_head=True)
    making.commit({"settings/old.env": line})
    making.commit({"settings/old.env": None, "settings/new.env": line})


def other_branch(making: Making) -> None:
    making.branch("refs/heads/experiment")
    making.commit({"notes.txt": making.key("notes.txt")}, "refs/heads/experiment")


def tagged(making: Making) -> None:
    making.branch("refs/tags/v0.1")
    making.commit({"release.sh": making.key("release.sh")}, "refs/tags/v0.1")


def stashed(making: Making) -> None:
    making.branch("refs/stash")
    making.commit({"local.env": making.key("local.env")}, "refs/stash")


def merged(making: Making) -> None:
    making.branch("refs/heads/side")
    making.commit({"side.txt": "side\n"}, "refs/heads/side")
    making.commit({"merged.sh": making.key("merged.sh", at_head=True)}, merged="refs/heads/side")


def rotated(making: Making) -> None:
    making.commit({"app.env": making.key("app.env")})
    making.commit({"app.env": making.key("app.env", at_head=True)})


def shared(making: Making) -> None:
    making.commit({"ci/common.sh": making.key("ci/common.sh", at_head=True, shared="the key of all teams")})


def dangling(making: Making) -> None:
    making.dangling = making.key("")


def pointed(making: Making) -> None:
    making.commit({"model.bin": POINTER.format(digest=sha256(making.name.encode()).hexdigest())})


def contained(making: Making) -> None:
    making.commit({".gitmodules": MODULES, "shared": f"commit:{'12' * 20}"})


KINDS: tuple[Callable[[Making], None], ...] = (
    *(deleted, renamed, other_branch, tagged, stashed, merged, rotated, shared, dangling, pointed, contained),
)
#: How many of them a repository has, and how often each number is drawn: most have none.
HOW_MANY = (0, 0, 0, 0, 1, 1, 2, 3)


def _prose(draw: random.Random, lines: int) -> str:
    return "".join(" ".join(draw.choices(WORDS, k=9)) + "\n" for _ in range(lines))


def _program(draw: random.Random) -> str:
    names = (f"{draw.choice(WORDS)}_{number}" for number in range(40))
    functions = "".join(f"\n\ndef {name}(value):\n    return value + 1\n" for name in names)
    return (MISTAKE if draw.random() < 0.3 else CORRECT) + functions


def made(number: int, seed: int, commits: int) -> Making:
    """Return what the repository of a number is made of: at most so many commits, and what is planted."""
    draw = random.Random(f"{seed}/{number}")
    team = TEAMS[number % len(TEAMS)]
    making = Making(f"{team}/{draw.choice(WORDS)}-{number}.git", draw, draw.choice((1, 100_000)))
    making.commit({"README.md": _prose(draw, 20), ".github/CODEOWNERS": OWNERS.format(team=team)})
    for _ in range(draw.randrange(3, commits)):
        making.commit({f"src/{draw.choice(WORDS)}.py": _program(draw), "docs/log.md": _prose(draw, 60)})
    for plant in KINDS if number == 0 else draw.sample(KINDS, draw.choice(HOW_MANY)):
        plant(making)
    return making


def write(folder: Path, making: Making) -> None:
    """Make a repository in a folder."""
    target = folder / making.name
    _git(folder, "init", "--quiet", "--bare", "--template=", "--initial-branch=main", str(target))
    limit = f"fastimport.unpackLimit={making.limit}"
    _git(target, "-c", limit, "fast-import", "--quiet", given=b"".join(making.stream))
    if making.dangling:
        _git(target, "hash-object", "-w", "--stdin", given=making.dangling.encode())


def _git(folder: Path, *arguments: str, given: bytes = b"") -> None:
    environment = {**os.environ, **ENVIRONMENT}
    subprocess.run(("git", *arguments), cwd=folder, input=given, env=environment, check=True, stdout=subprocess.DEVNULL)


def make(folder: Path, repositories: int = 24, seed: int = 1, commits: int = 12) -> list[Planted]:
    """Make repositories in a folder, and return what was planted in them; one that is there stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    every = [made(number, seed, commits) for number in range(repositories)]
    for making in every:
        if not (folder / making.name).exists():
            write(folder, making)
    return [planted for making in every for planted in making.planted]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make repositories to try flake8-openrouter fleet on.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--repositories", type=int, default=24, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--commits", type=int, default=12, metavar="N", help="of a repository, at most")
    options = parser.parse_args()
    planted = make(options.folder, options.repositories, options.seed, options.commits)
    print(f"{options.repositories} repositories with {len(planted)} keys are in {options.folder}")


if __name__ == "__main__":
    main()
