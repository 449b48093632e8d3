"""Edits of what a call sends: a header or an argument added; an argument, an entry or a statement taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.javascript.edits import expressions, imports, rows, statements
from flake8_openrouter.languages.javascript.edits.file import CALLS, ENCLOSED, File
from flake8_openrouter.languages.javascript.edits.imports import Written
from flake8_openrouter.languages.javascript.syntax import literals
from flake8_openrouter.languages.javascript.syntax.module import FUNCTIONS, field, first, inner
from flake8_openrouter.model import AddArgument, AddHeader, Remove, Replacement, Span

if TYPE_CHECKING:
    from tree_sitter import Node

_NOTHING = ("undefined", "null")
_ENTRIES = ("pair", "shorthand_property_identifier", "spread_element", "method_definition")

#: Which of the arguments holds the options, where it is not the second: by the name of what is called.
_FIRST = ("create", "extend", "instance", "defaults", "ajax")
_THIRD = ("post", "put", "patch")
#: Clients whose methods have no argument for the body.
_WITHOUT_BODY = ("ky", "got", "needle", "fetch", "ofetch", "$fetch", "wretch", "superagent")


def remove(file: File, edit: Remove) -> list[Replacement]:
    node = next((node for node in file.at(edit.span) if node.type != "program"), None)
    if node is None:
        raise CannotEdit("the place is not an expression")
    if node.type == "jsx_attribute":
        return [_removed_attribute(file, node)]
    around = file.parent(node)
    if around is not None and around.type == "pair" and field(around, "value") == node:
        node, around = around, file.parent(around)
    if around is not None and around.type == "arguments":
        if rows.items(around)[-1] != node:
            raise CannotEdit("later arguments would shift")
        return [rows.removed(file, around, node)]
    if around is not None and around.type == "object" and node.type in _ENTRIES:
        return [_removed_entry(file, around, node)]
    return [statements.removed(file, node)]


def _removed_attribute(file: File, node: Node) -> Replacement:
    start, end = file.range(node)
    file.keep_comments(start, end)
    return Replacement(len(file.text[:start].rstrip()), end, "")


def _removed_entry(file: File, object_: Node, entry: Node) -> Replacement:
    """Take an entry away; with the option that holds it where nothing else is in it."""
    around = file.parent(object_)
    bound = field(around, "name") if around is not None and around.type == "variable_declarator" else None
    if bound is not None and len(file.uses(bound)) > 1:
        raise CannotEdit("the object is read more than once")
    outer = file.parent(around) if around is not None else None
    if rows.count(file, object_) == 1 and around is not None and around.type == "pair" and outer is not None:
        file.keep_comments(*file.range(object_))
        return rows.removed(file, outer, around)
    return rows.removed(file, object_, entry)


def add_header(file: File, key: KeySource, edit: AddHeader) -> list[Replacement]:
    call = file.call(edit.call)
    if edit.headers is None and edit.value:
        moved = _argument(file, call, edit.value)
        return [_moved(file, call, moved) if moved is not None else _with_headers(file, call, edit.value)]
    written = Written(edit.key.text) if edit.key is not None else imports.of_key(file, key, call)
    value = expressions.bearer(written.expression)
    if edit.headers is None:
        return [_with_headers(file, call, "", value), *written.imports]
    return [_with_entry(file, _headers(file, edit.headers), value), *written.imports]


def _argument(file: File, call: Node, value: str) -> Node | None:
    """Return the argument of a call that is written so."""
    given = field(call, "arguments")
    return next((each for each in rows.items(given) if file.text_of(each) == value), None) if given else None


def _moved(file: File, call: Node, argument: Node) -> Replacement:
    """Give a call the headers that an argument of it is, or holds, where that is taken away, which was the last one."""
    holds = argument.type == "object" and any(_key(file, each) == "headers" for each in rows.items(argument))
    text = file.text_of(argument)
    option = text if holds else rows.object_of(file, "headers" if text == "headers" else f"headers: {text}")
    given = argument.parent
    if given is None or rows.items(given)[-1] != argument:
        raise CannotEdit("later arguments would shift")
    index, number = _index(file, call), rows.items(given).index(argument)
    if number > index:
        return _in_place_of(file, rows.items(given)[index], argument if holds else None, option)
    missing = max(0, index - number)
    return rows.added(file, given, *["null"] * missing, option)


def _in_place_of(file: File, taken: Node, holder: Node | None, option: str) -> Replacement:
    """Put options where others stand that are empty, or their headers into those."""
    if file.text_of(taken) in _NOTHING or (taken.type == "object" and not rows.items(taken)):
        return file.in_place(taken, option)
    entries = rows.items(holder) if holder is not None else []
    if taken.type != "object" or len(entries) != 1:
        raise CannotEdit("the call has other options in the place of these")
    _refuse_other(file, taken, "headers", "the call has headers already")
    return rows.added(file, taken, file.text_of(entries[0]))


def _with_headers(file: File, call: Node, given: str, value: str = "") -> Replacement:
    """Give a call headers: those ``given`` as they are written, else an object of the one header."""
    given = given.removeprefix("headers:").strip()  # an entry that was taken from another object
    headers = given or rows.object_of(file, f"Authorization: {value}")
    option = "headers" if headers == "headers" else f"headers: {headers}"
    options = call if call.type == "object" else _options(file, call, _index(file, call))
    if options is None:
        index = _index(file, call)
        return _with_argument(file, call, index, rows.object_of(file, option))
    if options.type != "object":
        return file.in_place(options, rows.object_of(file, option))
    _refuse_other(file, options, "headers", "the call may have headers already")
    if not given and (renamed := _renamed(file, options)) is not None:
        return renamed
    if option == "headers":
        return rows.added(file, options, option)
    return rows.added(file, options, rows.entry(file, options, "headers", headers))


def _renamed(file: File, options: Node) -> Replacement | None:
    """Give the headers their name where they stand under a misspelt one: ``header: { Authorization: … }``."""
    for each in rows.items(options):
        key, value = field(each, "key"), field(each, "value")
        if key is None or value is None or _key(file, each).lower() not in ("header", "headers"):
            continue
        if _bare(value).type == "object" and any(
            _key(file, one) == "Authorization" for one in rows.items(_bare(value))
        ):
            return file.replaced(*file.range(key), file.text_of(key).replace(_key(file, each), "headers"))
    return None


def _refuse_other(file: File, options: Node, name: str, reason: str) -> None:
    """Raise CannotEdit where an object has, or may have, an entry of a name."""
    for each in rows.items(options):
        key = field(each, "key") or field(each, "name") or each
        if each.type == "spread_element" or file.text_of(key).strip("\"'`[]") == name:
            raise CannotEdit(reason)


def _with_argument(file: File, call: Node, index: int, argument: str) -> Replacement:
    given = field(call, "arguments")
    if given is None or given.type != "arguments":
        if call.type != "new_expression" or given is not None:
            raise CannotEdit("the call has no arguments")
        end = file.range(call)[1]
        return Replacement(end, end, f"({argument})")
    count = len(rows.items(given))
    return rows.added(file, given, *["null"] * (index - count), argument, before=index if index < count else None)


def _index(file: File, call: Node) -> int:
    """Return the number of the argument that holds the options of a request."""
    function = field(call, "function")
    given = field(call, "arguments")
    have = rows.items(given) if given is not None else []
    if call.type == "new_expression" or function is None:
        return 1 if file.text_of(call).startswith("new Request") else 0
    if have and inner(have[0]).type == "object":
        return 0
    written = file.text_of(function).split("(")[0].replace("?.", ".")
    client, _, name = written.rpartition(".")
    if name in _FIRST or (name == "request" and client.split(".")[-1] == "axios"):
        return 0
    is_body_given = name in _THIRD and client.split(".")[-1] not in _WITHOUT_BODY
    return 2 if is_body_given else 1


def _options(file: File, call: Node, index: int) -> Node | None:
    """Return the object of a call's options, or what says that there are none; None where a function is, or nothing.

    Raises CannotEdit where they are built elsewhere.
    """
    given = field(call, "arguments")
    have = rows.items(given) if given is not None and given.type == "arguments" else []
    if any(each.type == "spread_element" for each in have):
        raise CannotEdit("how many arguments there are is unknown")
    if index >= len(have) or have[index].type in FUNCTIONS:
        return None
    return _object(file, have[index], "the options are built elsewhere")


def _object(file: File, node: Node, reason: str) -> Node:
    """Return the object that an expression is, or a name for one that only it reads, or what says that it is none."""
    node = _bare(node)
    if node.type in ("object", "array") or file.text_of(node) in _NOTHING:
        return node
    if node.type in ("identifier", "shorthand_property_identifier"):
        bound = file.bindings.declared(file.text_of(node), node)
        value = bound[0].value if len(bound) == 1 and not bound[0].path else None
        is_object = value is not None and _bare(value).type == "object" and not _is_exported(file, value)
        if value is not None and is_object and len(file.uses(bound[0].node)) == 1:
            return _bare(value)
    raise CannotEdit(reason)


def _bare(node: Node) -> Node:
    while node.type in ENCLOSED and (inside := first(node)) is not None:
        node = inside
    return node


def _is_exported(file: File, node: Node) -> bool:
    return any(around.type == "export_statement" for around in file.module.above(node)[:3])


def _headers(file: File, span: Span) -> Node:
    """Return what makes the headers at a place: an object, an array of pairs, or the arguments of ``new Headers``."""
    node = next((node for node in file.at(span) if node.type != "program"), None)
    value = field(node, "value") if node is not None and node.type == "pair" else node
    if value is None:
        raise CannotEdit("the headers are built elsewhere")
    made = _bare(value)
    if made.type == "new_expression" and file.text_of(made).split("(")[0].endswith("Headers"):
        given = field(made, "arguments")
        if given is None:
            raise CannotEdit("the headers are built elsewhere")
        have = rows.items(given)
        return given if not have else _object(file, have[0], "the headers are built elsewhere")
    return _object(file, value, "the headers are built elsewhere")


def _with_entry(file: File, headers: Node, value: str) -> Replacement:
    if headers.type == "arguments":
        return rows.added(file, headers, rows.object_of(file, f"Authorization: {value}"))
    if headers.type == "array":
        name = literals.quoted("Authorization", file.quote)
        return rows.added(file, headers, f"[{name}, {value}]")
    if headers.type != "object":
        return file.in_place(headers, rows.object_of(file, f"Authorization: {value}"))
    return rows.added(file, headers, rows.entry(file, headers, "Authorization", value))


def add_argument(file: File, key: KeySource, edit: AddArgument) -> list[Replacement]:
    call = file.call(edit.call)
    options = call if call.type == "object" else _options(file, call, _first_object(call))
    if edit.value:
        return [_with_option(file, call, options, edit.name, literals.quoted(edit.value, file.quote))]
    written = imports.of_key(file, key, call)
    return [_with_option(file, call, options, edit.name, written.expression, replaces=True), *written.imports]


def _first_object(call: Node) -> int:
    """Return which of the arguments are the options: the first object, else the first argument."""
    given = field(call, "arguments")
    have = rows.items(given) if given is not None and call.type in CALLS else []
    return next((number for number, each in enumerate(have) if _bare(each).type == "object"), 0)


def _with_option(
    file: File, call: Node, options: Node | None, name: str, value: str, *, replaces: bool = False
) -> Replacement:
    """Give options an entry, by a dotted name one of an object in them."""
    first, _, rest = name.partition(".")
    nested = rows.object_of(file, f"{rest}: {value}") if rest else value
    if options is None:
        return _with_argument(file, call, 0, rows.object_of(file, f"{first}: {nested}"))
    if options.type != "object":
        return file.in_place(options, rows.object_of(file, f"{first}: {nested}"))
    given = next((each for each in rows.items(options) if _key(file, each) == first), None)
    inside = field(given, "value") if given is not None else None
    if inside is not None and rest and _bare(inside).type == "object":
        return _with_option(file, call, _bare(inside), rest, value, replaces=replaces)
    if inside is not None and not rest and replaces:
        file.keep_comments(*file.range(inside))
        return file.in_place(inside, value)
    _refuse_other(file, options, first, "the call may have the argument already")
    return rows.added(file, options, rows.entry(file, options, first, nested))


def _key(file: File, entry: Node) -> str:
    key = entry if entry.type == "shorthand_property_identifier" else field(entry, "key")
    return file.text_of(key).strip("\"'") if key is not None else ""
