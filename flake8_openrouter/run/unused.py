"""Comments and settings that silence nothing, or that are not understood."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.disk import files
from flake8_openrouter.languages import Program
from flake8_openrouter.model import Document, Span
from flake8_openrouter.openrouter.masking import presentable
from flake8_openrouter.project import codes, comments
from flake8_openrouter.project.comments import Comment
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.not_rules import NOT_RULES
from flake8_openrouter.project.overrides import Overrides
from flake8_openrouter.project.spelling import nearest
from flake8_openrouter.project.suppressions import Suppressions, Used
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.run import analysis, prefilter

#: What a file holds that has a comment of ours, or one of flake8's that is for us, in lower case.
_OURS, _NOQA, _CODE = comments.NAME.encode(), b"noqa", b"opr"

_FORM = "write flake8-openrouter: ignore[OPR301]"


class Unused(NamedTuple):
    """What is said of a comment, or of the settings in a file.

    ``where`` is the comment's line, from 1, after the name of the section that it counts in; empty for settings.
    """

    path: str
    where: str
    said: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.where}" if self.where else self.path
        return presentable(f"{place}: {self.said}")


def unused(paths: Iterable[str], overrides: Overrides, *, whole: bool) -> Iterator[Unused]:
    """Yield what silences nothing in some files, each read and checked again, by those that ask for it.

    Of rules that do not run nothing is said. ``whole``: the files are all of the project's, so that the settings for
    paths can be judged as well.
    """
    by_path = _ByPath()
    for path in paths:
        configuration = overrides.for_folder(os.path.dirname(os.path.abspath(path)))._replace(exclude=())
        by_path.know(configuration)
        try:
            data = files.read(path, files.LARGE)
        except OSError:  # the check says so, or has searched it piece by piece
            by_path.presume(configuration, path)
            continue
        lowered = data.lower()
        has_comment = _OURS in lowered or (_NOQA in lowered and _CODE in lowered)
        may_be_ignored = bool(configuration.per_file_ignores) and any(word in lowered for word in _words(configuration))
        program = _program(path, data) if has_comment or may_be_ignored else None
        if program is not None:
            found = analysis.silencing(program, configuration)
            by_path.note(configuration, found)
            yield from _of_comments(program, found, configuration) if has_comment else ()
    if whole:
        yield from by_path.unused()


def _words(configuration: Configuration) -> Iterator[bytes]:
    return (word.encode() for word in prefilter.words(configuration))


def _program(path: str, data: bytes) -> Program | None:
    """Return a file as a program; None for one that can't be decoded."""
    language = languages.of_file(path, data) or languages.TEXT
    try:
        text = language.decoded(data)[0]
    except ValueError:
        return None
    return language.program(Document(path, text.removeprefix("\ufeff"), language.notation))


def _of_comments(program: Program, found: Suppressions, configuration: Configuration) -> Iterator[Unused]:
    path = program.document.path
    every = {place.outermost.start: (place.nearest, comment) for place, comment in _comments(program, found)}
    for start, (place, comment) in sorted(every.items()):
        where = f"{place.section.name}:{place.line_in_section}" if place.section else str(place.line)
        if comment.is_wrong:
            yield Unused(path, where, f"this comment is not understood: {_FORM}")
        for code in comment.codes if comment.codes is not None else ("",):
            if comment.is_wrong or (comment.is_noqa and not code.startswith("OPR")):
                continue
            if said := _judged(comment, code, Used(start, code) in found.used, configuration):
                yield Unused(path, where, said)


def _comments(program: Program, found: Suppressions) -> Iterator[tuple[Span, Comment]]:
    """Yield the comments of a program and of those embedded in it, with their places."""
    yield from found.placed(program.document)
    for inner in program.embedded if program.failure is None else ():
        yield from _comments(inner, found)


def _judged(comment: Comment, code: str, is_used: bool, configuration: Configuration) -> str:
    """Return what is to be said of a code that a comment names; nothing where it is of use, or can't be judged."""
    name = "noqa" if comment.is_noqa else "ignore"
    shown = f"{name}: {code}" if comment.is_noqa else f"{name}[{code}]" if code else name
    if code and not any(known.startswith(code) for known in codes.known()):
        return f"{shown} names no rule{nearest(code, codes.known())}"
    return "" if is_used or not _runs(code, configuration) else f"{shown} silences nothing"


def _runs(code: str, configuration: Configuration) -> bool:
    """Tell whether all ran that a code can be about: rules that are off unless somebody names them may be left out."""
    wanted = analysis.wanted(configuration)
    about = [rule for rule in all_rules() if rule.code.startswith(code)]
    if code in NOT_RULES or not about:
        return False
    return any(rule.code in wanted for rule in about) and all(
        rule.code in wanted for rule in about if rule.default or rule.code == code
    )


class _ByPath:
    """The settings for paths, and what of them silenced anything."""

    def __init__(self) -> None:
        self._used: dict[Configuration, set[tuple[str, str]]] = {}

    def know(self, configuration: Configuration) -> None:
        self._used.setdefault(configuration, set())

    def note(self, configuration: Configuration, found: Suppressions) -> None:
        self._used[configuration] |= found.by_path

    def presume(self, configuration: Configuration, path: str) -> None:
        """Take what is said of a file for used that can't be judged."""
        every = (pair for code in codes.known() for pair in configuration.ignoring(path, code))
        self._used[configuration].update(every)

    def unused(self) -> Iterator[Unused]:
        for configuration, used in self._used.items():
            for pattern, named in configuration.per_file_ignores:
                yield from self._of_pattern(configuration, pattern, named, used)

    def _of_pattern(
        self, configuration: Configuration, pattern: str, named: Sequence[str], used: set[tuple[str, str]]
    ) -> Iterator[Unused]:
        for code in named:
            if (pattern, code) not in used and _runs(code, configuration):
                file = os.path.relpath(configuration.file) if configuration.file else "the settings"
                yield Unused(file, "", f"per-file-ignores: {code} for {pattern!r} silences nothing")
