"""The comment that silences a finding at its line, as the language has comments, where there can be one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.languages import CannotEdit, Program
from flake8_openrouter.model import Document, Finding, Replaced, Replacement, Span, outermost
from flake8_openrouter.project import comments
from flake8_openrouter.server.checking import Checked

_OURS = "flake8-openrouter: ignore[{code}]"


class Form(NamedTuple):
    """A comment as a language has it. ``beside``: at the end of the line, else on a line of its own above it."""

    text: str
    beside: bool = True


_HASH, _HASH_ABOVE = Form(f"# {_OURS}"), Form(f"# {_OURS}", beside=False)
_SLASHES, _SLASHES_ABOVE = Form(f"// {_OURS}"), Form(f"// {_OURS}", beside=False)
_MARKUP = Form(f"<!-- {_OURS} -->", beside=False)

#: The forms of a language, by its name, those that are tried first before others.
_FORMS: dict[str, tuple[Form, ...]] = {
    "python": (Form("# noqa: {code}"),),
    "javascript": (_SLASHES, _SLASHES_ABOVE),
    "shell": (_HASH, _HASH_ABOVE),
    "yaml": (_HASH, _HASH_ABOVE),
    "toml": (_HASH, _HASH_ABOVE),
    **dict.fromkeys(("dotenv", "ini", "dockerfile", "makefile"), (_HASH_ABOVE,)),
    "markdown": (_MARKUP,),
}
#: What differs for files whose names end so.
_BY_SUFFIX: dict[str, tuple[Form, ...]] = {
    **dict.fromkeys((".jsonc", ".json5", ".code-workspace"), (_SLASHES, _SLASHES_ABOVE)),
    ".mdx": (Form(f"{{/* {_OURS} */}}", beside=False),),
    ".rst": (Form(f".. {_OURS}", beside=False),),
}

#: What goes on with the next line, so that nothing can be put after it.
_CONTINUED = "\\"


class _Candidate(NamedTuple):
    """A comment that is put into a document: ``comment`` is where it begins there then; None for more of another."""

    document: Document
    replacement: Replacement
    comment: int | None


def has_form(finding: Finding) -> bool:
    """Tell whether there may be a comment for a finding; whether there is a place for it is seen when it is written."""
    return any(_forms(span.document) for span in _chain(finding))


def after(checked: Checked, finding: Finding) -> str | None:
    """Return the text with a comment that silences a finding; None where there is no place for one."""
    program = checked.read.program if checked.read is not None else None
    if program is None or program.document.text != checked.text[checked.shift :]:
        return None
    for candidate in _candidates(finding):
        if (text := _put(program, candidate)) is not None:
            return checked.text[: checked.shift] + text
    return None


def _chain(finding: Finding) -> Iterator[Span]:
    """Yield the place of a finding in its document, and in each around that, which can be written in it."""
    span = finding.inner or finding.span
    yield span
    while (embedding := span.document.embedding) is not None:
        if embedding.outer.notation.language in ("notebook", "json"):
            return
        start = embedding.opening_at(span.start)
        span = Span(embedding.outer, start, start)
        yield span


def _forms(document: Document) -> tuple[Form, ...]:
    if document.embedding is not None and document.embedding.outer.notation.language == "json":
        return ()  # what is in a text of JSON may be run by any shell
    language = document.notation.language
    end = os.path.splitext(document.path)[1].lower()
    is_whole = document.embedding is None
    return (is_whole and _BY_SUFFIX.get(end)) or _FORMS.get(language, ())


def _candidates(finding: Finding) -> Iterator[_Candidate]:
    for span in _chain(finding):
        yield from _longer(span, finding.code)
        for form in _forms(span.document):
            yield from _beside(span, form, finding.code) if form.beside else _above(span, form, finding.code)


def _longer(span: Span, code: str) -> Iterator[_Candidate]:
    """Yield a comment of the line that names one more code."""
    for comment in comments.every(span.document):
        if comment.first == span.line and comment.codes and not comment.is_wrong:
            at = comment.end if comment.is_noqa else comment.end - 1
            yield _Candidate(span.document, Replacement(at, at, f", {code}"), None)


def _beside(span: Span, form: Form, code: str) -> Iterator[_Candidate]:
    document = span.document
    last = document.position(max(span.start, span.end - 1))[0]
    for number in dict.fromkeys((span.line, last)):
        line = document.line(number)
        if number and not line.rstrip("\r\n").endswith(_CONTINUED):
            at = _start(document, number) + len(line.rstrip())
            yield _Candidate(document, Replacement(at, at, f"  {form.text.format(code=code)}"), at + 2)


def _above(span: Span, form: Form, code: str) -> Iterator[_Candidate]:
    document = span.document
    line, before = document.line(span.line), document.line(span.line - 1)
    if before.rstrip("\r\n").endswith(_CONTINUED):
        return
    at, indent = _start(document, span.line), line[: len(line) - len(line.lstrip(" \t"))]
    text = f"{indent}{form.text.format(code=code)}{_line_end(document)}"
    yield _Candidate(document, Replacement(at, at, text), at + len(indent))


def _start(document: Document, number: int) -> int:
    return document.offset(number, 0)


def _line_end(document: Document) -> str:
    """Return how the lines of a document end: as the first one does."""
    first = document.line(document.origin[0])
    return first[len(first.rstrip("\r\n")) :] or "\n"


def _put(program: Program, candidate: _Candidate) -> str | None:
    """Return the text of a file with a comment in it; None where it is no comment there, or breaks anything."""
    before = list(languages.with_embedded(program))
    number = next((index for index, each in enumerate(before) if each.document is candidate.document), None)
    if number is None:
        return None
    try:
        text = Replaced(program.document.text, outermost(candidate.document, candidate.replacement)).text
    except CannotEdit:
        return None
    document = program.document
    whole = languages.of_document(document).program(Document(document.path, text, document.notation))
    now = list(languages.with_embedded(whole))
    if len(now) != len(before) or program.is_broken_by(whole):
        return None
    is_comment = candidate.comment is None or now[number].is_comment(candidate.comment)
    return text if is_comment else None
