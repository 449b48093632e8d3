"""Fixes: rendered, applied and verified."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.languages import CannotEdit, Editor, Program
from flake8_openrouter.model import Document, Finding, Replaced, Replacement, Safety, Span, edits, outermost
from flake8_openrouter.project.config import Configuration, for_file
from flake8_openrouter.run import given, verifying
from flake8_openrouter.run.analysis import Kept, analyse
from flake8_openrouter.run.verifying import Chosen

MAX_ROUNDS = 10
#: How often a round tries what is left of its fixes when some of them failed.
MAX_TRIALS = 20

Dropped = tuple[Finding, str]


@dataclass(frozen=True, slots=True)
class FixResult:
    """``fixed`` are the findings that were fixed, as they were; ``left`` those of ``data``; ``dropped`` with why."""

    data: bytes = field(repr=False)
    fixed: tuple[Finding, ...]
    left: tuple[Finding, ...]
    dropped: tuple[Dropped, ...]


class Analysed(NamedTuple):
    """A program, and what is to be reported of it."""

    program: Program
    kept: Kept

    @property
    def text(self) -> str:
        return self.program.document.text


class Fixed(NamedTuple):
    """What fixing made of a program and its bytes: ``after`` is what it was where nothing was ``fixed``."""

    data: bytes
    after: Analysed
    fixed: tuple[Finding, ...]
    dropped: tuple[Dropped, ...]


def replacements(finding: Finding, configuration: Configuration | None = None) -> tuple[Replacement, ...]:
    """Return how a finding's fix is written; nothing where it has none, or none that can be written."""
    try:
        return _rendered(finding, lambda document: _editor(document, configuration or Configuration()))
    except (CannotEdit, SyntaxError, ValueError, RecursionError):
        return ()


@lru_cache(maxsize=1)
def _editor(document: Document, configuration: Configuration) -> Editor:
    """Return an editor, the same one for the findings of one document that follow each other.

    A document that is embedded is what its file makes of it.
    """
    whole = document.outermost
    for program in languages.with_embedded(languages.of_document(whole).program(whole)):
        if program.document.text == document.text and _is_at(program.document, document):
            return program.editor(configuration.key_source(languages.of_document(document)))
    raise CannotEdit("the source can't be parsed")


def _is_at(document: Document, other: Document) -> bool:
    """Tell whether two documents of one file begin at the same place."""
    return Span(document, 0, 0).outermost.start == Span(other, 0, 0).outermost.start


def _rendered(finding: Finding, editor_of: Callable[[Document], Editor]) -> tuple[Replacement, ...]:
    """Return a fix as replacements in the document of the file. Raises CannotEdit."""
    found: dict[Replacement, None] = {}
    for edit in finding.fix.edits if finding.fix else ():
        document = edits.place(edit).document
        for item in editor_of(document).render(edit):
            found.update(dict.fromkeys(outermost(document, item)))
    return tuple(sorted(found, key=lambda item: (item.start, item.end)))


def fix_source(
    data: bytes,
    path: str | os.PathLike[str] = "<string>",
    *,
    unsafe: bool = False,
    configuration: Configuration | None = None,
    asked: tuple[str, ...] = (),
) -> FixResult:
    """Fix what can be fixed in the bytes of a source; bytes outside the fixed places stay as they are.

    Raises ValueError for bytes that can't be decoded, TypeError for a text: it has no bytes of its own. A source that
    does not parse is given back as it is, and so is one whose encoding does not give back the bytes that it took: what
    is not fixed for that is dropped.
    """
    given.data(data, "fix_source")
    path = given.path(path, "fix_source")
    configuration = for_file(path) if configuration is None else configuration
    language = languages.of_text(path)
    text, encoding = language.decoded(data)
    program = language.program(Document(path, text, language.notation))
    before = Analysed(program, analyse(program, configuration, asked))
    done = fixed(before, data, encoding, configuration, asked, unsafe=unsafe)
    return FixResult(done.data, done.fixed, done.after.kept.findings, done.dropped)


def fixed(
    before: Analysed,
    data: bytes,
    encoding: str,
    configuration: Configuration,
    asked: tuple[str, ...] = (),
    *,
    unsafe: bool = False,
    among: Callable[[Finding], bool] | None = None,
    once: bool = False,
) -> Fixed:
    """Return what fixing makes of a program whose bytes are known, and what is left of it then.

    ``among`` tells which findings are to be fixed, where not all are; ``once``: what comes of a fix is not fixed again.
    """

    def wanted(finding: Finding) -> bool:
        is_asked = among is None or among(finding)
        return is_asked and finding.fix is not None and (unsafe or finding.fix.safety is Safety.SAFE)

    fixing = _Fixing(before.program.document, configuration, asked, wanted, encoding)
    rounds = fixing.first if once else fixing.rounds
    after, done = rounds(before) if fixing.encoded(before.text) == data else (before, [])
    written = fixing.encoded(after.text)
    if written is None or not fixing.is_read_as(written, after.text) or (not done and written != data):
        fixing.refuse(before, f"encoding the file as {encoding} again would change it")
        return Fixed(data, before, (), tuple(fixing.dropped))
    return Fixed(written if done else data, after, tuple(done), tuple(fixing.dropped))


class _Fixing:
    """The rounds of one file. ``dropped`` is what the last round could not fix: it tried all that was left."""

    def __init__(
        self,
        document: Document,
        configuration: Configuration,
        asked: tuple[str, ...],
        wanted: Callable[[Finding], bool],
        encoding: str,
    ) -> None:
        self._language = languages.of_document(document)
        self._path, self._configuration, self._asked, self._is_wanted = document.path, configuration, asked, wanted
        self._encoding = encoding
        self.dropped: list[Dropped] = []

    def encoded(self, text: str) -> bytes | None:
        try:
            return self._language.encoded(text, self._encoding)
        except ValueError:
            return None

    def is_read_as(self, data: bytes, text: str) -> bool:
        try:
            return self._language.decoded(data)[0] == text
        except ValueError:
            return False

    def rounds(self, before: Analysed) -> tuple[Analysed, list[Finding]]:
        """Return a program after all rounds, and what they fixed; as it was where they come to no end."""
        current, texts = before, [before.text]
        done: list[Finding] = []
        while len(texts) <= MAX_ROUNDS:
            found = self._round(current)
            if found is None:
                return current, done
            current, now = found
            done += now
            if current.text in texts:
                break
            texts.append(current.text)
        self.dropped = [(finding, "the fixes undo each other") for finding in done]
        return before, []

    def first(self, before: Analysed) -> tuple[Analysed, list[Finding]]:
        """Return a program after the first round, and what that fixed."""
        return self._round(before) or (before, [])

    def refuse(self, before: Analysed, reason: str) -> None:
        """Drop all fixes of a program."""
        every = before.kept.findings
        refused = [(finding, reason) for finding in every if self._is_wanted(finding)]
        self.dropped = [*((finding, finding.unfixable) for finding in every if finding.unfixable), *refused]

    def _round(self, before: Analysed) -> tuple[Analysed, list[Finding]] | None:
        """Return a program after the fixes that go together, and what they fixed; None where none is left."""
        every, text = before.kept.findings, before.text
        self.dropped = [(finding, finding.unfixable) for finding in every if finding.unfixable]
        written = self._written(before.program, [finding for finding in every if self._is_wanted(finding)])
        for _ in range(MAX_TRIALS):
            chosen = _together(text, written)
            if not chosen:
                return None
            replaced = Replaced(text, (item for _, taken in chosen for item in taken))
            after = self._program(replaced.text)
            failed = verifying.wrong(before.program, after, replaced, chosen, self._program)
            reason = f"the result is not valid {self._language.title}"
            if not failed:
                analysed = Analysed(after, analyse(after, self._configuration, self._asked))
                failed = verifying.standing(every, analysed.kept.findings, replaced, chosen)
                reason = "the finding would remain"
            if not failed:
                return analysed, [finding for finding, _ in chosen]
            written = self._without(failed, reason, written, chosen)
        self.dropped += [(finding, "too many other fixes failed") for finding, _ in written]
        return None

    def _without(self, failed: list[Finding], reason: str, written: list[Chosen], chosen: list[Chosen]) -> list[Chosen]:
        """Drop fixes that failed, and return the others.

        Of several that all fail half is left to be tried again: one of them may have let the others fail.
        """
        failed = list({id(finding): finding for finding in failed}.values())
        if len(failed) == len(chosen):
            failed = failed[: (len(failed) + 1) // 2]
        self.dropped += [(finding, reason) for finding in failed]
        gone = {id(finding) for finding in failed}
        return [item for item in written if id(item[0]) not in gone]

    def _program(self, text: str) -> Program:
        return self._language.program(Document(self._path, text, self._language.notation))

    def _written(self, program: Program, findings: list[Finding]) -> list[Chosen]:
        """Return the fixes that can be written, each by itself."""
        written: list[Chosen] = []
        editors = _Editors(program, self._configuration)
        for finding in findings:
            try:
                rendered = _rendered(finding, editors.of)
            except CannotEdit as reason:
                self.dropped.append((finding, str(reason)))
                continue
            if any(self.encoded(item.text) is None for item in rendered):
                self.dropped.append((finding, f"the file's encoding, {self._encoding}, can't represent it"))
            elif rendered:
                written.append((finding, rendered))
        return written


class _Editors:
    """What writes edits of a program and of those embedded in it: one for each document, made when it is wanted."""

    def __init__(self, program: Program, configuration: Configuration) -> None:
        self._programs = {each.document: each for each in languages.with_embedded(program)}
        self._configuration = configuration
        self._editors: dict[Document, Editor] = {}

    def of(self, document: Document) -> Editor:
        if document not in self._editors:
            key_source = self._configuration.key_source(languages.of_document(document))
            self._editors[document] = self._programs[document].editor(key_source)
        return self._editors[document]


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
