"""Fixes: rendered, applied and verified."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache

from flake8_openrouter.languages.python.edits.editor import Editor
from flake8_openrouter.languages.python.edits.errors import CannotEdit
from flake8_openrouter.languages.python.edits.source import Source
from flake8_openrouter.languages.python.syntax import decoding as sources
from flake8_openrouter.model import Document, Finding, Replaced, Replacement, Safety
from flake8_openrouter.model.key_source import KeySource
from flake8_openrouter.project import suppressions
from flake8_openrouter.project.config import Configuration, for_file
from flake8_openrouter.run import given, verifying
from flake8_openrouter.run.analysis import check
from flake8_openrouter.run.verifying import Chosen, Program

MAX_ROUNDS = 10
#: How often a round tries what is left of its fixes when some of them failed.
MAX_TRIALS = 20

Dropped = tuple[Finding, str]


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
        return _rendered(_editor(finding.span.document, key or KeySource()), finding)
    except (CannotEdit, SyntaxError, ValueError, RecursionError):
        return ()


@lru_cache(maxsize=1)
def _editor(document: Document, key: KeySource) -> Editor:
    """Return an editor, the same one for the findings of one document that follow each other."""
    return Editor(Source(document), key)


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
        self._checked: dict[str, tuple[Document, list[Finding]]] = {}
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
        return [finding for finding in self._check(document.text)[1] if not is_silenced(finding)]

    def _check(self, text: str) -> tuple[Document, list[Finding]]:
        """Return a text as a document, and what is found in it."""
        if text not in self._checked:
            document = Document(self._path, text)
            found = check(document, verifying.parsed(text), self._configuration, self._asked)
            self._checked[text] = (document, found)
        return self._checked[text]

    def round(self, document: Document) -> tuple[str, list[Finding]] | None:
        """Return the text after the fixes that go together, and what they mended; None where none is left."""
        self._checked = {text: known for text, known in self._checked.items() if text == document.text}
        document, every = self._check(document.text)[0], self.findings(document)
        self.dropped = [(finding, finding.unfixable) for finding in every if finding.unfixable]
        written = self._written(document, [finding for finding in every if self._is_wanted(finding)])
        before = Program(document.text)
        for _ in range(MAX_TRIALS):
            chosen = _together(document.text, written)
            if not chosen:
                return None
            replaced = Replaced(document.text, (item for _, taken in chosen for item in taken))
            failed = self._failed(before, replaced, chosen)
            if not failed:
                return replaced.text, [finding for finding, _ in chosen]
            self.dropped += failed
            gone = {id(finding) for finding, _ in failed}
            written = [item for item in written if id(item[0]) not in gone]
        self.dropped += [(finding, "too many of the fixes beside it failed") for finding, _ in written]
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

    def _failed(self, before: Program, replaced: Replaced, chosen: list[Chosen]) -> list[Dropped]:
        """Return the fixes after which the text is not right, or their findings stand again.

        Of several that all fail half is left to be tried again: one of them may have let the others fail.
        """
        reason, failed = "the result would not be right Python", verifying.wrong(before, replaced, chosen)
        if not failed:
            found, again = (self._check(text)[1] for text in (before.text, replaced.text))
            reason, failed = "the finding would stand again", verifying.standing(found, again, replaced, chosen)
        failed = list({id(finding): finding for finding in failed}.values())
        if len(failed) == len(chosen):
            failed = failed[: (len(failed) + 1) // 2]
        return [(finding, reason) for finding in failed]


def _together(text: str, written: list[Chosen]) -> list[Chosen]:
    """Return the fixes that do not touch each other, the first ones first; the same insertion of an import is one."""
    chosen: list[Chosen] = []
    taken: set[Replacement] = set()
    touched = bytearray(len(text) + 1)
    for finding, found in written:
        own = [item for item in found if item not in taken]
        if any(touched.find(1, item.start, item.end + 1) >= 0 for item in own):
            continue
        chosen.append((finding, found))
        taken.update(own)
        for item in own:
            touched[item.start : item.end + 1] = b"\1" * (item.end + 1 - item.start)
    return chosen
