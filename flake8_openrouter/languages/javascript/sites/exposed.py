"""Variables with OpenRouter's key that a build publishes: by a prefix of their names, or by its options."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference import functions
from flake8_openrouter.languages.javascript.inference.values import Array, Built, Expression, Frame, Object
from flake8_openrouter.languages.javascript.libraries import builds, environments
from flake8_openrouter.languages.javascript.libraries.builds import Option
from flake8_openrouter.languages.javascript.sites import pieces
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.syntax.declarations import key_of
from flake8_openrouter.languages.javascript.syntax.module import field, is_in
from flake8_openrouter.model import Credential, Exposed, Site, Span, Text, Variable
from flake8_openrouter.openrouter import api, needles, variable_names

if TYPE_CHECKING:
    from tree_sitter import Node

_PREFIXES = tuple(word.encode() for word in variable_names.PUBLIC_WORDS)
#: What tells whether there is one of them: Python goes fastest from one underscore to the next.
_PREFIX = re.compile(b"_(?:%b)" % b"|".join(b"(?<=%b)" % word for word in _PREFIXES))

#: What only some tools publish, and what a file that is built by one of them holds.
_OF_SOME = "PUBLIC_"
_THEIRS = (b"import.meta.env", b"$env/", b"astro:env")

#: Nuxt's settings: what gives them, and what the name of a secret in them holds.
_NUXT = b"useRuntimeConfig"
_OUR_NAMES = (b"openrouter", b"openRouter", b"OpenRouter", b"open_router")
_NUXT_PREFIX, _NUXT_OPTION = "NUXT_PUBLIC_", "runtimeConfig.public"

#: What makes a text of what it is given, as a build takes it.
_WRITING = frozenset(("JSON.stringify", "String"))

#: Places of such names that are looked at: nobody has more.
_MOST = 100

#: Entries within entries that are looked at.
_DEEPEST = 4


def sites(context: Context) -> Iterator[Site]:
    """Yield each variable of a file that is published, once."""
    if context.in_tests:
        return
    name = os.path.basename(context.module.path)
    is_build = builds.BUILD_FILE.search(name) is not None
    found: dict[str, Exposed] = {}
    for exposed in _published(context, name):
        found.setdefault(exposed.name, exposed)
    if not is_build:
        for exposed in (*_read(context), *_read_from_nuxt(context), *_sent(context)):
            found.setdefault(exposed.name, exposed)
    for exposed in found.values():
        yield Site((exposed,))


def _read(context: Context) -> Iterator[Exposed]:
    """Yield the reads of variables whose names say that they hold the key, and have a public prefix."""
    nodes = context.module.at(_PREFIXES) if _PREFIX.search(context.module.source.data) else []
    seen: set[str] = set()
    named = ((node, context.module.text(node)) for node in nodes)
    told = ((node, text) for node, text in named if variable_names.public_prefix(text))
    for node, text in islice(told, _MOST):
        prefix, read = variable_names.prefix(text), _reading(context, node) if text not in seen else None
        if read is not None and not read.has_error and _reads(context, read, text, prefix):
            seen.add(text)
            yield _of_prefix(context, read, node, text, prefix)
    if nodes and context.module.root.has_error:
        yield from _in_rubble(context)


def _in_rubble(context: Context) -> Iterator[Exposed]:
    """Yield the reads in what the grammar does not take, as far as their lines tell them."""
    module = context.module
    from flake8_openrouter.languages.trees import unparsed  # few files are broken

    found = {exposed.name: exposed for exposed in islice(unparsed.exposed(module.source.document), _MOST)}
    for exposed in found.values():
        start, end = module.source.byte(exposed.span.start), module.source.byte(exposed.span.end)
        node = module.root.descendant_for_byte_range(start, end)
        if node is not None and (node.has_error or any(around.is_error for around in module.above(node))):
            on_server = builds.is_on_server(module.path, module.source.data)
            yield exposed._replace(on_server=on_server)


def _of_prefix(context: Context, read: Node, node: Node, name: str, prefix: str) -> Exposed:
    place = node.parent if node.type == "string_fragment" and node.parent is not None else node
    is_name_alone = place.type == "string" or (place.type == "property_identifier" and place.parent is not None)
    name_span = context.span(place) if is_name_alone else None
    on_server = builds.is_on_server(context.module.path, context.module.source.data)
    return Exposed(context.span(read), name, prefix, "", on_server, name_span)


def _reading(context: Context, node: Node) -> Node | None:
    """Return the expression, or the name that is bound, whose value is what a name says; None for another place."""
    parent = node.parent
    if parent is None:
        return None
    if node.type == "shorthand_property_identifier_pattern":
        return node
    if node.type == "string_fragment":
        around = parent.parent
        if around is None or around.type not in ("subscript_expression", "arguments"):
            return None
        return around if around.type == "subscript_expression" else around.parent
    if parent.type == "member_expression" and field(parent, "property") == node:
        return parent
    if parent.type == "pair_pattern" and field(parent, "key") == node:
        value = field(parent, "value")
        return field(value, "left") if value is not None and value.type == "assignment_pattern" else value
    if parent.type == "import_specifier" and field(parent, "name") == node:
        return field(parent, "alias") or node
    return None


def _reads(context: Context, node: Node, name: str, prefix: str) -> bool:
    """Tell whether an expression is a read of a variable, and its value goes further."""
    module = context.module
    if not _is_published(context, prefix, module.text(node)):
        return False
    around = module.outside(node)[1]
    if around is not None and around.type == "assignment_expression" and is_in(node, field(around, "left")):
        return node.type != "member_expression" and node.type != "subscript_expression"
    if pieces.is_only_asked(module, node):
        return False
    return any(
        isinstance(part, Variable) and part.name == name
        for text in context.evaluator.texts(Expression(node, Frame(module)))
        for part in text.parts
    )


def _is_published(context: Context, prefix: str, read: str) -> bool:
    """Tell whether the tool that a file is for publishes what is read of a name that begins so."""
    data = context.module.source.data
    return prefix != _OF_SOME or ("process" not in read and any(word in data for word in _THEIRS))


def _read_from_nuxt(context: Context) -> Iterator[Exposed]:
    """Yield the reads of settings of Nuxt that every visitor has."""
    module = context.module
    if _NUXT not in module.source.data:
        return
    for node in module.at(_OUR_NAMES):
        read = _reading(context, node)
        if read is None:
            continue
        while (parent := read.parent) is not None and field(parent, "object") == read:
            read = parent
        for text in context.evaluator.texts(Expression(read, Frame(module))):
            part = text.parts[0]
            is_public = isinstance(part, Variable) and part.name.startswith(_NUXT_PREFIX)
            if is_public and isinstance(part, Variable) and not pieces.is_only_asked(module, read):
                name = part.name.replace(_NUXT_PREFIX, environments.SETTINGS[_NUXT.decode()], 1)
                if variable_names.holds_our_key(part.name):
                    yield Exposed(context.span(read), name, option=_NUXT_OPTION)


def _sent(context: Context) -> Iterator[Exposed]:
    """Yield the variables with a public prefix, whatever else their names say, that OpenRouter is sent as its key."""
    for credential in context.told:
        if not credential.destination.official:
            continue
        for part in credential.value.parts:
            if isinstance(part, Variable) and (prefix := variable_names.prefix(part.name)):
                is_here = part.span.document is context.module.source.document
                is_new = is_here or not variable_names.holds_our_key(part.name)
                if is_new and _is_published(context, prefix, part.span.text):
                    yield _of_sent(context, part, credential, prefix)


def _of_sent(context: Context, part: Variable, credential: Credential, prefix: str) -> Exposed:
    span = credential.value.place(part)
    on_server = builds.is_on_server(context.module.path, context.module.source.data)
    return Exposed(span, part.name, prefix, "", on_server, None)


def _published(context: Context, name: str) -> Iterator[Exposed]:
    """Yield the variables that options of a build publish."""
    if not _builds(context.module.source.data, name) or builds.FOR_SERVER.search(context.module.source.data):
        return
    words = builds.WORDS if builds.BUILD_FILE.search(name) else builds.IN_SCRIPTS
    for node in context.module.at(words):
        if (option := _option(context, node, name)) is not None:
            value = _value_of(node)
            label = ".".join(option.path)
        else:
            value, label = _of_plugin(context, node)
        if value is not None:
            for text, place in _values(context, Expression(value, Frame(context.module))):
                yield from _of_text(context, text, place, label)


def _builds(data: bytes, name: str) -> bool:
    """Tell whether a file may tell a build tool what to publish."""
    if builds.BUILD_FILE.search(name) is not None:
        return True
    is_signed = builds.DEFINING.search(data) is not None or needles.has_any(data, builds.SIGNS)
    return is_signed and needles.has_any(data, builds.TOOLS)


def _of_text(context: Context, text: Text, place: Span, label: str) -> Iterator[Exposed]:
    for part in text.parts:
        if isinstance(part, Variable) and (part.name in api.VARIABLES or variable_names.holds_our_key(part.name)):
            is_here = part.span.document is context.module.source.document
            yield Exposed(part.span if is_here else place, part.name, option=label)


def _option(context: Context, node: Node, name: str) -> Option | None:
    """Return the option of a build that a place is the name of; None for another place."""
    module = context.module
    key = node.parent if node.type == "string_fragment" and node.parent is not None else node
    pair = key.parent if key.type != "shorthand_property_identifier" else key
    if pair is None or (pair is not key and (pair.type != "pair" or field(pair, "key") != key)):
        return None
    word = module.text(node)
    if not any(option.path[-1] == word for option in builds.OPTIONS):
        return None
    above = (key_of(module, field(around, "key")) for around in module.above(pair) if around.type == "pair")
    path = (*reversed([each or "" for each in above]), word)
    for option in builds.OPTIONS:
        is_there = path[-len(option.path) :] == option.path if option.anywhere else path == option.path
        if is_there and option.files.search(name):
            return option
    return None


def _value_of(node: Node) -> Node | None:
    """Return the value of the property whose name is at a place."""
    key = node.parent if node.type == "string_fragment" and node.parent is not None else node
    return key if key.type == "shorthand_property_identifier" else field(key.parent, "value") if key.parent else None


def _of_plugin(context: Context, node: Node) -> tuple[Node | None, str]:
    """Return what a plugin is given that publishes it, and what it is called; nothing for another call."""
    callee = node.parent if node.type == "property_identifier" else node
    call = callee.parent if callee is not None else None
    if callee is None or call is None or call.type not in ("new_expression", "call_expression"):
        return None, ""
    reference = context.evaluator.reference(Expression(callee, Frame(context.module)))
    name = next((each for each in (reference, reference.rpartition(".")[2]) if each in builds.PLUGINS), "")
    arguments = field(call, "arguments")
    first = arguments.named_child(0) if name and arguments is not None else None
    return first, name.rpartition("/")[2]


def _values(context: Context, value: Expression, depth: int = 0) -> Iterator[tuple[Text, Span]]:
    """Yield the texts that are in an object, each with its place, and the variables that a list names."""
    for found in context.evaluator.evaluate(value) if depth < _DEEPEST else ():
        if isinstance(found, Object):
            for entry in found.entries:
                yield from _values(context, entry.value, depth + 1)
        elif isinstance(found, Array) and not depth:
            yield from _listed(context, found)
        elif isinstance(found, Built) and found.dotted in _WRITING:
            for given in functions.given(found.call)[:1]:
                yield from _values(context, given, depth + 1)
        elif isinstance(found, Text) and depth:
            yield found, value.span


def _listed(context: Context, found: Array) -> Iterator[tuple[Text, Span]]:
    """Yield the variables that a list names."""
    for element in found.elements:
        for text in context.evaluator.texts(element):
            if text.literal:
                yield Text((Variable(text.literal, element.span),), element.span), element.span
