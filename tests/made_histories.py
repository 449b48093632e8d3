"""Histories that nobody made: repositories from a seed, with keys of the right form in many of their states.

The commits are a minute apart. What becomes of each key is known without git: a commit concerns it where a file with
it is otherwise than in each of the commit's parents.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gits import Made
from harness import live_key

_BEGAN = 1_700_000_000
_WORDS = ("alpha", "beta", "gamma", "delta", "request", "session", "client", "value", "sk-or-v1-abc123", "openrouter")
#: What looks like a key, and is none.
_NEAR = ("sk-or-v1-" + "0" * 64, "sk-or-v1-" + "0123456789abcdef" * 4, "sk-or-v1-...", "sk-or-" + "ab" * 20)


class File(NamedTuple):
    data: bytes
    keys: frozenset[str] = frozenset()


Tree = dict[str, File]


class Commit(NamedTuple):
    mark: int
    parents: tuple[int, ...]
    tree: Tree
    branch: str


class Fate(NamedTuple):
    """What becomes of a key: the first and the last commit that concern it, and the branches that still have it."""

    first: str
    last: str
    heads: frozenset[str]


def history(folder: Path, seed: int, *, has_keys: bool = True) -> dict[str, Fate]:
    """Make a repository in a folder, and return what becomes of each key in it."""
    drawn = _Drawn(random.Random(seed), has_keys=has_keys)
    commits, heads = drawn.commits()
    made = Made(folder, *(["--bare"] if seed % 3 == 0 else []))
    marks = folder / "marks"
    made("fast-import", "--quiet", f"--export-marks={marks}", said=b"".join(_imported(commits, heads)))
    names = dict(line.split() for line in marks.read_text().splitlines())
    marks.unlink()
    if seed % 2:
        made("repack", "-adq")
    return _fates(commits, heads, {int(mark[1:]): name for mark, name in names.items()})


class _Drawn:
    """What is drawn at random, with the same seed the same each time."""

    def __init__(self, random: random.Random, *, has_keys: bool) -> None:
        self._random, self._has_keys = random, has_keys
        self._count = 0

    def commits(self) -> tuple[list[Commit], dict[str, int]]:
        """Return commits in their order, and the last one of each ref."""
        commits = [Commit(1, (), {"README.md": self._file()}, "refs/heads/main")]
        heads = {"refs/heads/main": 1}
        for mark in range(2, self._random.randrange(12, 30)):
            branch = self._random.choice(sorted(heads))
            parents = (heads[branch],)
            tree = dict(commits[heads[branch] - 1].tree)
            kind = self._random.random()
            if kind < 0.15 and len(heads) < 6:
                branch = f"refs/{self._random.choice(('heads/b', 'tags/t', 'stash', 'remotes/origin/r'))}{mark}"
                branch = "refs/stash" if branch.startswith("refs/stash") else branch
                if branch in heads:
                    parents = (heads[branch],)
                    tree = dict(commits[heads[branch] - 1].tree)
            elif kind < 0.3 and len(heads) > 1:
                other = self._random.choice([each for each in sorted(heads) if each != branch])
                if heads[other] != heads[branch]:
                    parents = (heads[branch], heads[other])
                    tree = {**commits[heads[other] - 1].tree, **tree}
            self._change(tree, branch)
            commits.append(Commit(mark, parents, tree, branch))
            heads[branch] = mark
        return commits, heads

    def _change(self, tree: Tree, branch: str) -> None:
        """Change one file of a tree, or add one."""
        kind = self._random.random()
        path = self._random.choice(sorted(tree)) if tree else ""
        if kind < 0.35 or not path:
            tree[self._path(branch)] = self._file(is_new=True)
        elif kind < 0.55:
            tree[path] = File(tree[path].data + f"# {self._number()}\n".encode(), tree[path].keys)
        elif kind < 0.7:
            tree[self._path(branch)] = tree.pop(path)
        elif kind < 0.85:
            del tree[path]
        else:
            tree[path] = self._file()

    def _number(self) -> int:
        self._count += 1
        return self._count

    def _path(self, branch: str) -> str:
        folder = self._random.choice(("", "src/", "deep/er/", "sp ace/", "ü/"))
        return f"{folder}{self._number()}{self._random.choice(('.py', '.env', '.txt', '', '.bin'))}"

    def _file(self, *, is_new: bool = False) -> File:
        lines = [" ".join(self._random.choices(_WORDS, k=5)) for _ in range(self._random.randrange(1, 30))]
        lines.append(f"version {self._number()} {self._random.choice(_NEAR)}")
        if not (is_new and self._has_keys and self._random.random() < 0.6):
            return File("\n".join([*lines, ""]).encode())
        key = live_key(self._random.randrange(10**12))
        spelt, encoding = self._spelt(key)
        lines.insert(self._random.randrange(len(lines) + 1), spelt)
        return File("\n".join([*lines, ""]).encode(encoding), frozenset((key,)))

    def _spelt(self, key: str) -> tuple[str, str]:
        """Return a line with a key, and the encoding of its file."""
        ways = (
            (f'KEY = "{key}"', "utf-8"),
            (f"OPENROUTER_API_KEY={key}", "utf-8"),
            (f'os.getenv("OPENROUTER_API_KEY", "{key}")', "utf-8"),
            (f'key = "{key[:40]}" + "{key[40:]}"', "utf-8"),
            (f"token: {base64.b64encode(key.encode()).decode()}", "utf-8"),
            (f"<{key.upper().replace('SK-OR-V1', 'sk-or-v1')}>", "utf-8"),
            (f'"é", "{key}"', "utf-16"),
            (f'"é", "{key}"', "latin-1"),
            (f"\0\0\1{key}\0", "utf-8"),
        )
        return self._random.choice(ways)


def _imported(commits: list[Commit], heads: dict[str, int]) -> Iterator[bytes]:
    """Yield what git imports."""
    for commit in commits:
        at = f"{_BEGAN + 60 * commit.mark} +0000"
        yield f"commit refs/made/{commit.mark}\nmark :{commit.mark}\n".encode()
        yield f"author A <a@a.test> {at}\ncommitter C <c@c.test> {at}\ndata 1\nm\n".encode()
        for word, parent in zip(("from", *["merge"] * 9), commit.parents, strict=False):
            yield f"{word} :{parent}\n".encode()
        yield b"deleteall\n"
        for path, file in commit.tree.items():
            yield f'M 100644 inline "{path}"\ndata {len(file.data)}\n'.encode() + file.data + b"\n"
    for commit in commits:
        yield f"reset refs/made/{commit.mark}\nfrom {'0' * 40}\n\n".encode()
    for ref, mark in heads.items():
        yield f"reset {ref}\nfrom :{mark}\n\n".encode()


def _fates(commits: list[Commit], heads: dict[str, int], names: dict[int, str]) -> dict[str, Fate]:
    concerned: dict[str, list[int]] = {}
    reached = _reached(commits, heads)
    for commit in commits:
        if commit.mark in reached:
            for key in _keys_of(commit, [commits[parent - 1].tree for parent in commit.parents]):
                concerned.setdefault(key, []).append(commit.mark)
    return {
        key: Fate(
            names[marks[0]],
            names[marks[-1]],
            frozenset(
                ref
                for ref, mark in heads.items()
                if ref.startswith(("refs/heads/", "refs/remotes/"))
                and any(key in file.keys for file in commits[mark - 1].tree.values())
            ),
        )
        for key, marks in concerned.items()
    }


def _reached(commits: list[Commit], heads: dict[str, int]) -> set[int]:
    reached: set[int] = set()
    left = list(heads.values())
    while left:
        mark = left.pop()
        if mark not in reached:
            reached.add(mark)
            left += commits[mark - 1].parents
    return reached


def _keys_of(commit: Commit, parents: list[Tree]) -> set[str]:
    """Return the keys in the files that are otherwise than in each parent, each time with a key before or after."""
    found: set[str] = set()
    for path in {*commit.tree, *(path for tree in parents for path in tree)}:
        after, before = commit.tree.get(path), [tree.get(path) for tree in parents] or [None]
        if all(each != after and _keys(each) | _keys(after) for each in before):
            found |= _keys(after) | _keys(before[0])
    return found


def _keys(file: File | None) -> frozenset[str]:
    return file.keys if file is not None else frozenset()
