"""Edits of what is in a word."""

from __future__ import annotations

import re

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.shell.edits import quoting
from flake8_openrouter.languages.shell.edits.places import Char, Found, found, sought
from flake8_openrouter.languages.shell.key_source import KEY_SOURCE
from flake8_openrouter.languages.shell.syntax.words import Piece
from flake8_openrouter.languages.trees.source import Source
from flake8_openrouter.model import Interpolate, Prefix, Rename, Replacement, RequireVariable, Substitute, UseKeySource

_WITHIN = "it is a part of a text that another shell runs"
_SET_BY_FISH = re.compile(r"^[ \t]*set[ \t]+(?:-\S+[ \t]+)*[A-Za-z_]\w*[ \t]")
#: What is the same in a text that another shell runs.
_PLAIN = re.compile(r"[\w:/. -]*", re.ASCII)


def rename(source: Source, key_source: KeySource, edit: Rename) -> list[Replacement]:
    chars = found(source, edit.span).chars(edit.span)
    if not chars or edit.span.text != "".join(char.text for char in chars):
        raise CannotEdit("the name is written in a way that is not understood")
    return [Replacement(edit.span.start, edit.span.end, edit.name)]


def prefix(source: Source, key_source: KeySource, edit: Prefix) -> list[Replacement]:
    place = found(source, edit.span)
    chars = place.chars(edit.span)
    if not chars:
        raise CannotEdit("the value is written in a way that is not understood")
    if place.is_program:
        raise CannotEdit(_WITHIN)
    start = chars[0].start
    return [Replacement(start, start, quoting.escaped(edit.text, chars[0].piece.quote))]


def substitute(source: Source, key_source: KeySource, edit: Substitute) -> list[Replacement]:
    place = found(source, edit.span)
    if place.is_program and not _PLAIN.fullmatch(edit.new):
        raise CannotEdit(_WITHIN)
    run = sought(place.chars(edit.span), edit.old)
    return [Replacement(run[0].start, run[-1].end, quoting.escaped(edit.new, run[0].piece.quote))]


def require(source: Source, key_source: KeySource, edit: RequireVariable) -> list[Replacement]:
    if not edit.span.text.startswith("$"):
        raise CannotEdit("what is read there is not understood")
    own = edit.own or key_source == KEY_SOURCE
    return [Replacement(edit.span.start, edit.span.end, _required(edit.name) if own else key_source.expression)]


def _required(name: str) -> str:
    return f"${{{name}:?}}"


def use_key_source(source: Source, key_source: KeySource, edit: UseKeySource) -> list[Replacement]:
    place = found(source, edit.span)
    if place.is_program:
        raise CannotEdit(_WITHIN)
    chars = place.chars(edit.span)
    run = sought(chars, edit.old) if edit.old else chars
    if not run:
        raise CannotEdit("the value is written in a way that is not understood")
    if _SET_BY_FISH.search(source.document.text[source.document.start_of_line(edit.span.start) : edit.span.start]):
        raise CannotEdit("it is what the variable is set to")
    expression = key_source.expression
    if place.assigns and place.assigns == key_source.variable:
        expression = _required(place.assigns)
    return [_put_in(source, place, run, expression)]


def _put_in(source: Source, place: Found, run: list[Char], expression: str) -> Replacement:
    """Put an expression in the place of some characters, such that bash expands it."""
    piece, start, end = run[0].piece, run[0].start, run[-1].end
    if run[-1].piece != piece:
        raise CannotEdit("the text is written in several quotes")
    text = source.document.text
    if piece.quote == "'" and piece.text is not None:
        before, after = text[piece.start : start], text[end : piece.end]
        written = quoting.escaped(before, '"') + quoting.put_in(expression, '"', after) + quoting.escaped(after, '"')
        return Replacement(piece.start - 1, piece.end + 1, f'"{written}"')
    return Replacement(start, end, quoting.put_in(expression, piece.quote, text[end : end + 1]))


def interpolate(source: Source, key_source: KeySource, edit: Interpolate) -> list[Replacement]:
    """Have bash expand what is in a literal: within double quotes, and without a backslash before it."""
    place = found(source, edit.span)
    if place.is_program:
        raise CannotEdit(_WITHIN)
    replaced: dict[Piece, Replacement] = {}
    for char in place.chars(edit.span):
        piece = char.piece
        if piece.quote == "'" and piece.text is not None and "$" in piece.text:
            start, end = edit.span.start - piece.start, edit.span.end - piece.start
            written = quoting.doubled(piece.text, max(0, start), max(0, end))
            replaced[piece] = Replacement(piece.start - 1, piece.end + 1, f'"{written}"')
        elif char.text == "$" and char.end - char.start > 1:
            replaced[piece] = Replacement(char.start, char.end, "$")
    if not replaced:
        raise CannotEdit("nothing keeps it from being expanded")
    return list(replaced.values())
