"""Who owns a path, as CODEOWNERS says it and GitHub reads that.

Source: GitHub's documentation, "About code owners". The last line that matches a path has its owners, and no owners
where it names none. A line that GitHub can't read (``!``, ``[``, an escaped ``#``) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.project import gitignore

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: Where the file is, from the root of the repository: the first that is there counts.
PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")

#: Bytes of a file from which on GitHub does not load it.
LARGEST = 3_000_000

#: What separates a pattern from its owners; a space in a pattern is escaped.
_WORD = re.compile(r"(?:\\.|[^\s\\])+")
#: A user or a team, or an address.
_OWNER = re.compile(r"@[\w.-]+(?:/[\w.-]+)?|[^@\s]+@[^@\s]+")
_REFUSED = re.compile(r"!|\\#|.*\[")


class _Line(NamedTuple):
    """``flat``: the pattern names what is in a folder, and nothing below that."""

    spec: GitIgnoreSpec
    owners: tuple[str, ...]
    flat: bool

    def matches(self, path: str) -> bool:
        if not self.spec.match_file(path):
            return False
        folder = path.rpartition("/")[0]
        return not (self.flat and folder and self.spec.match_file(folder))


class Owners:
    """The owners that a CODEOWNERS file names; without a text nobody owns anything."""

    def __init__(self, text: str = "") -> None:
        self._lines = tuple(reversed(list(_lines(text.splitlines()))))
        self.of = lru_cache(maxsize=4096)(self._of)

    def _of(self, path: str) -> tuple[str, ...]:
        """Return the owners of a path from the root of the repository on, with slashes."""
        return next((line.owners for line in self._lines if line.matches(path)), ())


def _lines(lines: Iterable[str]) -> Iterable[_Line]:
    for line in lines:
        pattern, *owners = _WORD.findall(line) or [""]
        if not pattern or pattern.startswith("#") or _REFUSED.match(pattern):
            continue
        named = _before_comment(owners)
        spec = gitignore.compiled([pattern])
        if spec is not None and all(map(_OWNER.fullmatch, named)):
            yield _Line(spec, named, flat=pattern.endswith("/*"))


def _before_comment(words: list[str]) -> tuple[str, ...]:
    end = next((at for at, word in enumerate(words) if word.startswith("#")), len(words))
    return tuple(words[:end])
