"""Fixes: rendered, applied and verified."""

from __future__ import annotations

import ast
import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from flake8_openrouter import given, suppressions
from flake8_openrouter.config import Configuration, for_file
from flake8_openrouter.engine import check
from flake8_openrouter.key_source import KeySource
from flake8_openrouter.model import Document, Finding, Replacement, Safety
from flake8_openrouter.python import source as sources
from flake8_openrouter.python.editing.errors import CannotEdit
from flake8_openrouter.python.editing.source import Source
from flake8_openrouter.python.editor import Editor

MAX_ROUNDS = 10

Dropped = tuple[Finding, str]
Chosen = tuple[Finding, tuple[Replacement, ...]]


@dataclass(frozen=True, slots=True)
class FixResult:
    """``fixed`` are the findings that were mended, as they stood; ``left`` those of ``data``; ``dropped`` with why."""

    data: bytes = field(repr=False)
    fixed: tuple[Finding, ...]
    left: tuple[Finding, ...]
    dropped: tuple[Dropped, ...]


def replacements(finding: Finding, key: KeySource | None = None) -> tuple[Replacement, ...]:
    """Return how a finding's fix is written; nothing where it has none, or none that can be written."""
    try:
        editor = Editor(Source(finding.span.document), key or KeySource())
        return _rendered(editor, finding)
    except (CannotEdit, SyntaxError, ValueError, RecursionError):
        return ()


def _rendered(editor: Editor, finding: Finding) -> tuple[Replacement, ...]:
    edits = finding.fix.edits if finding.fix else ()
    found = [replacement for edit in edits for replacement in editor.render(edit)]
    return tuple(sorted(dict.fromkeys(found), key=lambda item: (item.start, item.end)))


def fix_source(
    data: bytes,
    path: str | os.PathLike[str] = "<string>",
    *,
    unsafe: bool = False,
    configuration: Configuration | None = None,
    asked: tuple[str, ...] = (),
) -> FixResult:
    """Mend what can be mended in the bytes of a source; bytes outside the mended places stay as they are.

    Raises ValueError for bytes that can't be decoded, TypeError for a text: it has no bytes of its own. A source that
    does not parse is given back as it is, and so is one whose encoding does not give back the bytes that it took: what
    is not mended for that is dropped.
    """
    given.data(data, "fix_source")
    path = given.path(path, "fix_source")
    configuration = for_file(path) if configuration is None else configuration
    encoding = sources.encoding_of(data)
    text = sources.decode(data)
    fixing = _Fixing(path, configuration, asked, unsafe, encoding)
    mended, fixed = fixing.mended(text) if _encoded(text, encoding) == data else (text, [])
    after = _encoded(mended, encoding)
    if after is None or not _is_read_as(after, mended) or (not fixed and after != data):
        mended, fixed = text, []
        fixing.refuse(text, f"its encoding, {encoding}, does not give back the bytes that it took")
    left = fixing.findings(Document(path, mended))
    return FixResult(after if fixed and after else data, tuple(fixed), tuple(left), tuple(fixing.dropped))


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return sources.encode(text, encoding)
    except ValueError:
        return None


def _is_read_as(data: bytes, text: str) -> bool:
    return not sources.undecodable(data) and sources.decode(data) == text


class _Fixing:
    """The rounds of one file. ``dropped`` is what the last round could not fix: it tried all that was left."""

    def __init__(
        self, path: str, configuration: Configuration, asked: tuple[str, ...], unsafe: bool, encoding: str = "utf-8"
    ) -> None:
        self._path, self._configuration, self._asked, self._unsafe = path, configuration, asked, unsafe
        self._encoding = encoding
        self.dropped: list[Dropped] = []

    def mended(self, text: str) -> tuple[str, list[Finding]]:
        """Return the text after all rounds, and what they mended; as it was where they come to no end."""
        texts = [text]
        fixed: list[Finding] = []
        while len(texts) <= MAX_ROUNDS:
            mended = self.round(Document(self._path, texts[-1]))
            if mended is None:
                return texts[-1], fixed
            text, done = mended
            fixed += done
            if text in texts:
                break
            texts.append(text)
        self.dropped = [(finding, "the fixes would come to no end") for finding in fixed]
        return texts[0], []

    def refuse(self, text: str, reason: str) -> None:
        """Drop all fixes of a text."""
        every = self.findings(Document(self._path, text))
        refused = [(finding, reason) for finding in every if self._is_wanted(finding)]
        self.dropped = [*((finding, finding.unfixable) for finding in every if finding.unfixable), *refused]

    def findings(self, document: Document) -> list[Finding]:
        is_silenced = suppressions.noqa(document)
        found = check(document, _parsed(document.text), self._configuration, self._asked)
        return [finding for finding in found if not is_silenced(finding)]

    def round(self, document: Document) -> tuple[str, list[Finding]] | None:
        """Return the text after the fixes that go together, and what they mended; None where none is left."""
        every = self.findings(document)
        self.dropped = [(finding, finding.unfixable) for finding in every if finding.unfixable]
        written = self._written(document, [finding for finding in every if self._is_wanted(finding)])
        while chosen := _together(written):
            text = _applied(document.text, [item for _, taken in chosen for item in taken])
            failed = self._failed(text, chosen)
            if failed is None:
                return text, [finding for finding, _ in chosen]
            self.dropped.append(failed)
            written = [item for item in written if item[0] is not failed[0]]
        return None

    def _written(self, document: Document, findings: list[Finding]) -> list[Chosen]:
        """Return the fixes that can be written, each by itself."""
        written: list[Chosen] = []
        editor = Editor(Source(document), self._configuration.key_source) if findings else None
        for finding in findings:
            assert editor is not None
            try:
                rendered = _rendered(editor, finding)
            except CannotEdit as reason:
                self.dropped.append((finding, str(reason)))
                continue
            if any(_encoded(item.text, self._encoding) is None for item in rendered):
                self.dropped.append((finding, f"it can't be written in {self._encoding}, the file's encoding"))
            elif rendered:
                written.append((finding, rendered))
        return written

    def _is_wanted(self, finding: Finding) -> bool:
        return finding.fix is not None and (self._unsafe or finding.fix.safety is Safety.SAFE)

    def _failed(self, text: str, chosen: list[Chosen]) -> Dropped | None:
        """Return a fix after which the text does not parse, or its finding stands again."""
        before = chosen[0][0].span.document.text
        tree = _parsed(text)
        if tree is None or _is_broken(before, text):
            alone = (finding for finding, taken in chosen if _is_broken(before, _applied(before, taken)))
            return next(alone, chosen[-1][0]), "the result would not be right Python"
        again = check(Document(self._path, text), tree, self._configuration, self._asked)
        every = {item for _, taken in chosen for item in taken}
        for finding, taken in chosen:
            stands = [other.span for other in again if other.code == finding.code]
            places = _places(finding, taken, every)
            if any(span.start < end and start < span.end for span in stands for start, end in places):
                return finding, "the finding would stand again"
        return None


def _together(written: list[Chosen]) -> list[Chosen]:
    """Return the fixes that do not touch each other, the first ones first."""
    chosen: list[Chosen] = []
    for finding, found in written:
        if not _overlap(found, [item for _, taken in chosen for item in taken]):
            chosen.append((finding, found))
    return chosen


def _places(finding: Finding, taken: Sequence[Replacement], every: Iterable[Replacement]) -> Iterator[tuple[int, int]]:
    """Yield where a finding and its replacements lie in the new text."""
    start, end = finding.span.start, finding.span.end
    if not any(item.start <= start and end <= item.end for item in taken):
        yield _moved(start, every), _moved(end, every)
    for item in taken:
        start = _moved(item.start, (other for other in every if other != item))
        yield start, start + len(item.text)


def _parsed(text: str) -> ast.Module | None:
    try:
        return sources.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _is_broken(before: str, after: str) -> bool:
    """Tell whether a text that compiled does no longer, or has a dict with a key twice that had none."""
    tree = _parsed(after)
    if tree is None or (_compiles(before) and not _compiles(after)):
        return True
    old = _parsed(before)
    return old is not None and _doubled_keys(tree) > _doubled_keys(old)


def _compiles(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<fixed>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _doubled_keys(tree: ast.Module) -> int:
    count = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
            count += len(keys) - len(set(keys))
    return count


def _moved(offset: int, every: Iterable[Replacement]) -> int:
    """Return where an offset lies after all replacements that end before it."""
    return offset + sum(len(item.text) - (item.end - item.start) for item in every if item.end <= offset)


def _overlap(found: Sequence[Replacement], taken: Sequence[Replacement]) -> bool:
    """Tell whether two fixes touch the same characters; the same insertion of an import is one."""
    return any(one != other and one.start <= other.end and other.start <= one.end for one in found for other in taken)


def _applied(text: str, every: Iterable[Replacement]) -> str:
    for item in sorted(set(every), reverse=True):
        text = text[: item.start] + item.text + text[item.end :]
    return text
