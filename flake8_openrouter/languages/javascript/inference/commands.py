"""Commands that JavaScript hands to a shell: ``exec("curl …")``, ``spawn("curl", […])``, ``$`curl …` ``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.javascript.syntax.literals import escaped, unescaped
from flake8_openrouter.languages.javascript.syntax.module import first
from flake8_openrouter.languages.text import filled, spelt, words
from flake8_openrouter.languages.text.spelt import Spelt

if TYPE_CHECKING:
    from tree_sitter import Node

    from flake8_openrouter.languages.trees.source import Source

#: What is in a file that runs commands, and what runs one, up to the quote of what it runs.
_SIGNS = (b"child_process", b"execa", b"$`")
_CALLED = (
    rb"(?<![\w$`])(?:(?P<shell>exec|execSync|execAsync|execPromise|execCommand|execaCommand|execaCommandSync%s)|\$(?=`)"
    rb"|spawn|spawnSync|execFile|execFileSync|execa|execaSync)\s*(?:`|\(\s*[\"'`])"
)
#: What they begin with.
_BEGINNINGS = (b"exec", b"spawn", b"$`")
#: What names one that returns a promise.
_PROMISED = re.compile(rb"(?<![\w$])([\w$]+)\s*=\s*(?:\w+\.)?promisify\(\s*(?:\w+\.)?exec\s*\)")
_RUN = re.compile(r"[^\\]+|\\(?:u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|.)", re.DOTALL)
_NAME = re.compile(r"[\w$]+$")

#: What stands where something is filled in, until it is.
_HOLE = "\0"

#: Commands of a file that are looked at.
_MOST = 200


class ShellText(NamedTuple):
    """A shell's text at ``start`` of the document; ``written`` writes a fix there."""

    text: Spelt
    written: Callable[[str], str]
    start: int


def found(source: Source) -> Iterator[ShellText]:
    """Yield the commands of a file that are written where they are run."""
    if not any(sign in source.data for sign in _SIGNS):
        return
    promised = _PROMISED.findall(source.data) if b"promisify" in source.data else []
    called = re.compile(_CALLED % b"".join(b"|" + re.escape(name) for name in promised))
    for at in islice(_places(source.data, (*_BEGINNINGS, *promised)), _MOST):
        match = called.match(source.data, at)
        if match is None or _ends_text(source.data, at):
            continue
        node = source.root.descendant_for_byte_range(match.start(), match.start() + 1)
        call = _call(node) if node is not None else None
        if call is not None and (made := _command(source, call, has_shell=match["shell"] is not None)) is not None:
            yield made


def _places(data: bytes, words: Iterable[bytes]) -> list[int]:
    """Return where some words are, in order."""
    found: set[int] = set()
    for word in words:
        at = data.find(word)
        while at >= 0:
            found.add(at)
            at = data.find(word, at + 1)
    return sorted(found)


def _ends_text(data: bytes, at: int) -> bool:
    """Tell whether what is at an offset ends a template's text, after what is filled in there: ``${name}$` ``."""
    opening = data.rfind(b"{", 0, at)
    return opening > 0 and data[opening - 1 : opening] == b"$" and data.find(b"}", opening, at) == at - 1


def _call(name: Node) -> Node | None:
    """Return the call of a function that has a name."""
    around = name.parent
    if around is not None and around.type == "member_expression":
        around = around.parent
    if name.type not in ("identifier", "property_identifier") or around is None:
        return None
    return around if around.type == "call_expression" else None


def _command(source: Source, call: Node, *, has_shell: bool) -> ShellText | None:
    arguments = call.child_by_field_name("arguments")
    if arguments is None:
        return None
    if arguments.type == "template_string":
        return _of_literal(source, arguments)
    given = arguments.named_children
    if not given or given[0].type not in ("string", "template_string"):
        return None
    if has_shell:
        return _of_literal(source, given[0])
    if len(given) < 2 or given[1].type != "array":
        return _of_literal(source, given[0]) if b"shell:" in (call.text or b"") else None
    return _of_list(source, [given[0], *given[1].named_children])


def _of_literal(source: Source, node: Node) -> ShellText:
    text, places = _text(source, node)
    quote = chr(source.data[node.start_byte])
    return ShellText(filled.at(text, places), partial(escaped, quote=quote), source.offset(node.start_byte))


def _of_list(source: Source, nodes: list[Node]) -> ShellText | None:
    """Return a command whose words are listed; None where one of them may be several, or is not written there."""
    listed: list[Spelt] = []
    names: list[str] = []
    for node in nodes:
        if node.type in ("string", "template_string"):
            text, places = _text(source, node)
            listed.append(text)
            names += (name for _, _, name in places)
        elif node.type in ("identifier", "member_expression", "binary_expression"):
            listed.append(spelt.put(_HOLE, source.offset(node.start_byte), source.offset(node.end_byte)))
            names.append(_name(source, node))
        elif node.type != "comment":
            return None
    whole = words.of_words(listed)
    holes = [match.span() for match in re.finditer(_HOLE, whole.text)]
    if len(holes) != len(names):
        return None
    filled_in = ((*hole, name) for hole, name in zip(holes, names, strict=True))
    return ShellText(filled.at(whole, filled_in), words.in_words, source.offset(nodes[0].start_byte))


def _text(source: Source, node: Node) -> tuple[Spelt, list[tuple[int, int, str]]]:
    """Return what a literal says, and where in it something is filled in, each with a name for that."""
    at, end = source.offset(node.start_byte) + 1, source.offset(node.end_byte) - 1
    parts: list[Spelt] = []
    places: list[tuple[int, int, str]] = []
    length = 0
    for each in node.named_children:
        if each.type != "template_substitution":
            continue
        start, stop = source.offset(each.start_byte), source.offset(each.end_byte)
        before = _unescaped(source.document.text, at, start)
        length += len(before.text)
        places.append((length, length + 1, _name(source, first(each))))
        parts += (before, spelt.put(_HOLE, start, stop))
        length, at = length + 1, stop
    return spelt.joined([*parts, _unescaped(source.document.text, at, end)]), places


def _unescaped(text: str, start: int, end: int) -> Spelt:
    if "\\" not in text[start:end]:
        return spelt.plain(text, start, end)
    return spelt.joined(spelt.put(unescaped(match[0]), *match.span()) for match in _RUN.finditer(text, start, end))


def _name(source: Source, node: Node | None) -> str:
    match = _NAME.search(source.text(node)) if node is not None else None
    return filled.variable(match[0] if match else "_value")
