"""What silences findings: comments, the peers' tags for keys, and the settings for a path."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from flake8_openrouter.model import Document, Finding, Span
from flake8_openrouter.project import comments
from flake8_openrouter.project.comments import Comment
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.rules._registry import key_leaks

_SECRET_TAG = re.compile(r"gitleaks:allow|trufflehog:ignore|pragma:\s*allowlist\s+secret", re.IGNORECASE)
_NEXT_LINE_TAG = re.compile(r"pragma:\s*allowlist\s+nextline\s+secret", re.IGNORECASE)


def tags(document: Document) -> Callable[[Finding], bool]:
    """Return a test whether a peer's tag allows the key in the source that a finding is about.

    In a text without comments nothing is one: a whole file may be one line.
    """
    if not document.notation.comment:
        return lambda finding: False
    marked = "gitleaks:" in document.text or "trufflehog:" in document.text or "allowlist" in document.text

    @cache
    def is_allowed_on(number: int) -> bool:
        line, above = document.line(number), document.line(number - 1)
        return bool(_SECRET_TAG.search(line) or _NEXT_LINE_TAG.search(above))

    return lambda finding: marked and finding.code in key_leaks() and is_allowed_on(finding.line)


class Used(NamedTuple):
    """A comment that silenced something, by the code that it names; empty where it names none.

    ``start`` is where it is in the document of the file.
    """

    start: int
    code: str


class Suppressions:
    """What silences the findings of one file.

    ``used`` are the comments that did, ``by_path`` the patterns and codes of the settings. Not ``honours_noqa``:
    somebody else does that.
    """

    def __init__(self, configuration: Configuration, *, honours_noqa: bool = True) -> None:
        self.used: set[Used] = set()
        self.by_path: set[tuple[str, str]] = set()
        self._configuration, self._honours_noqa = configuration, honours_noqa
        self._comments: dict[Document, _Comments] = {}
        self._tags: dict[Document, Callable[[Finding], bool]] = {}

    def silences(self, finding: Finding) -> bool:
        """Tell whether a finding, at its place in the innermost document, is silenced."""
        document = finding.span.document
        if document not in self._tags:
            self._tags[document] = tags(document)
        by_path = set(self._configuration.ignoring(document.path, finding.code))
        by_comment = set(self._used(finding))
        self.by_path |= by_path
        self.used |= by_comment
        return bool(by_path or by_comment) or self._tags[document](finding)

    def placed(self, document: Document) -> Iterator[tuple[Span, Comment]]:
        """Yield the comments of a document, each with its place."""
        for comment in self._of(document).every:
            yield Span(document, comment.start, comment.end), comment

    def _of(self, document: Document) -> _Comments:
        if document not in self._comments:
            self._comments[document] = _Comments(document, honours_noqa=self._honours_noqa)
        return self._comments[document]

    def _used(self, finding: Finding) -> Iterator[Used]:
        span, begins = finding.span, 0
        while True:
            for comment in self._of(span.document).of(span, begins):
                if (code := comment.named(finding.code)) is not None:
                    yield Used(_start(span.document, comment), code)
            embedding = span.document.embedding
            if embedding is None:
                return
            begins = embedding.outer.position(embedding.opening_at(span.start))[0]
            span = Span(embedding.outer, *embedding.range(span.start, span.end))


def _start(document: Document, comment: Comment) -> int:
    """Return where a comment is in the document of the file."""
    return Span(document, comment.start, comment.end).outermost.start


class _Comments:
    """The comments of one document, by the lines that they are for."""

    def __init__(self, document: Document, *, honours_noqa: bool) -> None:
        self.every = list(comments.every(document, honours_noqa=honours_noqa))
        self._by_line: defaultdict[int, list[Comment]] = defaultdict(list)
        self._by_opening: defaultdict[int, list[Comment]] = defaultdict(list)
        for comment in self.every:
            for line in {comment.first, comment.last}:  # between them are comments of the same kind
                self._by_line[line].append(comment)
            if comment.opening:
                self._by_opening[comment.opening].append(comment)

    def of(self, span: Span, begins: int) -> Iterator[Comment]:
        """Yield the comments that are for a place; ``begins`` is the line at which what encloses it does, if any."""
        if not self.every:
            return
        last = span.document.position(max(span.start, span.end - 1))[0]
        for line in (0, *range(span.line, last + 1)):
            yield from self._by_line.get(line, ())
        if begins:
            yield from self._by_opening.get(begins, ())
