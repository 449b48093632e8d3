"""Ignore files as git reads them, matched in steps that grow with the name and not with a pattern's stars."""

from __future__ import annotations

import re
import warnings
from itertools import count
from typing import TYPE_CHECKING

from flake8_openrouter.disk import files

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: In a regular expression of pathspec's: a star, and the rest of its segment up to the next one.
_STAR = re.compile(r"\[\^/\]\*((?:\\.|\[\^?\]?[^\]]*\](?![*+])|[^\\/\[()])*)(?=\[\^/\]\*)", re.DOTALL)
#: And what ``**`` is there: first, or after a segment. Each as it is where the first place that matches is taken.
_DEEP = re.compile(r"(\(\?:\.\+/\)\?|\(\?:/\.\+\)\?)")
#: What only folders below another one match, which pathspec takes for all that is below it.
_FOLDERS = re.compile(r"(?<=.)/\*\*/ *$")
#: What stands for one character, or is escaped. Git's brackets never match a slash.
_BRACKETS = re.compile(r"\\.|\[\^?\]?[^\]]*\]", re.DOTALL)
_FIRST = {"(?:.+/)?": "(?:.+?/)??", "(?:/.+)?": "(?:/.+?)??"}


def lines(path: str) -> list[str]:
    """Return the lines of an ignore file; none where there is no such file, or none that can be read."""
    try:
        data = files.read(path)
    except OSError:
        return []
    text = data.decode("utf-8-sig", errors="surrogateescape")
    return [_FOLDERS.sub("/**/*/", line.removesuffix("\r")) for line in text.removesuffix("\n").split("\n")]


def compiled(patterns: list[str], *, ignores_case: bool = False) -> GitIgnoreSpec | None:
    """Return what tells which paths some lines ignore; None where they ignore none."""
    flags = re.ASCII | re.IGNORECASE if ignores_case else re.RegexFlag(0)
    if not any(line.strip() and not line.startswith("#") for line in patterns):
        return None
    from pathspec import GitIgnoreSpec  # 30 ms: only where something is ignored

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a regular expression that somebody's pattern becomes
        try:
            spec = GitIgnoreSpec.from_lines(patterns)
        except Exception:  # git passes over a pattern that it can't read
            spec = GitIgnoreSpec.from_lines(line for line in patterns if _is_sound(line, GitIgnoreSpec))
        for pattern in spec.patterns:
            regex = getattr(pattern, "regex", None)
            if regex is not None and ((text := bounded(regex.pattern)) != regex.pattern or ignores_case):
                pattern.regex = re.compile(text, flags)
    return spec


def bounded(regex: str) -> str:
    """Return a regular expression of pathspec's that matches the same, and never goes back after a star but the last.

    The first place at which what follows a star matches is as good as any later one, as long as another star is left.
    So it is taken for good: as a lookahead that is repeated, which Python 3.10 knows as well.
    """
    numbers = count()

    def taken(text: str) -> str:
        name = f"taken{next(numbers)}"
        return f"(?=(?P<{name}>{text}))(?P={name})"

    regex = _STAR.sub(lambda match: taken(f"[^/]*?{match[1]}"), regex)
    head, *rest = _DEEP.split(regex)
    pairs = list(zip(rest[::2], rest[1::2], strict=True))
    kept = [taken(f"{_FIRST[deep]}{after}(?=/)") for deep, after in pairs[:-1]]
    regex = "".join((head, *kept, *(part for pair in pairs[-1:] for part in pair)))
    return _BRACKETS.sub(_without_slash, regex)


def _without_slash(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("\\") or match[0] == "[^/]" else f"(?!/){match[0]}"


def _is_sound(line: str, spec: type[GitIgnoreSpec]) -> bool:
    try:
        spec.from_lines([line])
    except Exception:
        return False
    return True
