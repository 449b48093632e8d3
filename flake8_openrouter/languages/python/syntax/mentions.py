"""Names that a source has, told by its words: it is not parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from flake8_openrouter.disk import files

#: A name in a source, and one that is set: as an attribute of something, or in a text, after a path or nothing. What
#: begins with the name is found fifteen times as fast: few files have the first of those that say more, and only in
#: these the next is looked for.
MENTIONED = (rb"%b(?<!\w%b)\b",)
WRITTEN = (rb"%b(?:(?<=\.%b)\s*=(?!=)|(?<=[\"'.]%b)[\"'])", rb"\.%b\s*=(?!=)|[\"'][\w.]*\b%b[\"']")
#: One that is said, and not that it does not hold: ``tracing_disabled=False``, ``set_tracing_disabled(False)``.
SAID = (rb"%b(?<!\w%b)\b(?!\s*[=(]\s*False\b)",)

#: A comment, unless it may be a part of a text.
_COMMENT = re.compile(rb"(?m)(?:^|(?<=\s))#[^\"'\n]*$")


class Word:
    """A name as some patterns want it, in which it stands for each ``%b``."""

    def __init__(self, name: str, patterns: Sequence[bytes]) -> None:
        self._name, self._patterns = name.encode(), patterns

    def is_in(self, data: bytes) -> bool:
        """Tell whether a source has the name so, comments left out."""
        if self._name not in data:  # few have it
            return False
        code = _COMMENT.sub(b"", data)
        return all(pattern.search(code) for pattern in self._compiled)

    @cached_property
    def _compiled(self) -> list[re.Pattern[bytes]]:
        return [re.compile(pattern.replace(b"%b", re.escape(self._name))) for pattern in self._patterns]


def are_in(words: Iterable[Word], path: str, are: Callable[[Iterable[bool]], bool] = all) -> bool:
    """Tell whether a file, which is read once, has all of some words, or ``any``; one that can't be read may."""
    try:
        data = files.read(path)
    except OSError:
        return True
    return are(word.is_in(data) for word in words)
