"""A file that is edited: the nodes at its places, and the style in which it is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from flake8_openrouter.languages._brackets import Row
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.javascript.syntax.bindings import Bindings
from flake8_openrouter.languages.javascript.syntax.module import NAMES, Module, field
from flake8_openrouter.model import Replacement, Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from flake8_openrouter.languages.javascript.syntax.imported import Imports
    from flake8_openrouter.languages.trees.source import Source

CALLS = ("call_expression", "new_expression")

#: What begins and ends where an expression does, and is none.
_NO_EXPRESSIONS = ("program", "expression_statement", "lexical_declaration", "variable_declaration", "jsx_attribute")

#: What stands for the expression in it, at the same value.
TYPED = ("as_expression", "satisfies_expression", "non_null_expression")
ENCLOSED = (*TYPED, "parenthesized_expression")

#: An attribute of JSX is in double quotes, whatever texts are in.
_QUOTED = re.compile(
    rb"(?:^[ \t]*|[(:,\[{]\s?|=\s|\b(?:from|return|case)\s)(?:(?P<single>')|(?P<double>\"))", re.MULTILINE
)
_INDENT = re.compile(rb"^(?P<unit>\t| {2,8})(?=[^\s*])", re.MULTILINE)
#: The brace of an object or a pattern, not one of JSX or of a template.
_BRACE = re.compile(rb"(?:[(\[]|[=:,?] |\b(?:return|import|export|const|let) )\{(?P<space>[ \t])?(?=[\w'\"])")
_NAME = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*")
_WORD = re.compile(r"[\w$]")


_Made = TypeVar("_Made")


class Opened(NamedTuple):
    """What is in brackets, the offset where that begins, and where in it the items do.

    ``numbers`` are those of the items, by the numbers of their nodes.
    """

    row: Row
    start: int
    starts: list[int]
    numbers: dict[int, int]


class File:
    """A file that is parsed. ``added`` are the imports that edits of it add, by their statements.

    What is found once of it for many edits is kept by the numbers of nodes: ``rows``, what is in brackets, and
    ``quoted``, how many names of an object are in quotes that need none. ``emptied`` are objects of which an edit takes
    the only entry away: what another one adds takes its place.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.document.text
        self.module = Module(source)
        self.bindings = Bindings(self.module)
        self.added: dict[str, Replacement] = {}
        self.rows: dict[int, Opened] = {}
        self._names: dict[str, list[Node]] = {}
        self._made: dict[object, object] = {}
        self.quoted: dict[int, int] = {}
        self.emptied: set[int] = set()
        self._by_home: dict[str, dict[int, list[Node]]] = {}

    def at(self, span: Span) -> Iterator[Node]:
        """Yield the nodes that begin and end at a place, the outermost first."""
        node = self.source.node(span)
        size = (node.start_byte, node.end_byte) if node is not None else None
        while node is not None:
            yield node
            same = (child for child in node.named_children if (child.start_byte, child.end_byte) == size)
            node = next(same, None)

    def expression(self, span: Span) -> Node:
        """Return the expression at a place. Raises CannotEdit where none begins and ends there."""
        for node in self.at(span):
            if node.type not in _NO_EXPRESSIONS:
                return node
        raise CannotEdit("the place is not an expression")

    def call(self, span: Span) -> Node:
        """Return the call, or the object, at a place. Raises CannotEdit where none is there."""
        for node in self.at(span):
            if node.type in (*CALLS, "object"):
                return node
        raise CannotEdit("the place is not a call")

    def parent(self, node: Node) -> Node | None:
        return node.parent

    def names(self, name: str) -> list[Node]:
        """Return all nodes that are a name of a variable, in their order, however many."""
        if name not in self._names:
            found = (self.source.root.descendant_for_byte_range(*place) for place in self._words.get(name.encode(), ()))
            self._names[name] = [node for node in found if node is not None and node.type in NAMES]
        return self._names[name]

    @cached_property
    def _words(self) -> dict[bytes, list[tuple[int, int]]]:
        """Where each word is, in bytes."""
        found: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
        for match in _NAME.finditer(self.source.data):
            found[match[0]].append(match.span())
        return found

    def uses(self, bound: Node) -> list[Node]:
        """Return where the variable is read or written that a declaration names at a node."""
        name = self.text_of(bound)
        if name not in self._by_home:
            by_home: dict[int, list[Node]] = defaultdict(list)
            for node in self.names(name):
                for home in {each.scope.id for each in self.bindings.declared(name, node)}:
                    by_home[home].append(node)
            self._by_home[name] = by_home
        declared = self.bindings.declared(name, bound)
        found = self._by_home[name].get(declared[0].scope.id, []) if declared else []
        return [node for node in found if node.id != bound.id]

    def range(self, node: Node) -> tuple[int, int]:
        """Return the characters at which a node begins and ends."""
        return self.source.offset(node.start_byte), self.source.offset(node.end_byte)

    def end(self, statement: Node) -> int:
        """Return the character at which a statement ends: one without a semicolon has the comments after it in it."""
        last = next((child for child in reversed(statement.children) if child.type != "comment"), statement)
        return self.range(last)[1]

    def text_of(self, node: Node) -> str:
        start, end = self.range(node)
        return self.text[start:end]

    def statement(self, node: Node) -> tuple[Node, Node]:
        """Return the statement that a node is in, and the block of statements around that. Raises CannotEdit."""
        inside = node
        for around in self.module.above(node):
            if around.type in ("program", "statement_block", "switch_case", "switch_default"):
                return inside, around
            inside = around
        raise CannotEdit("the place is not in a block of statements")

    def replaced(self, start: int, end: int, text: str) -> Replacement:
        """Return the replacement of whole tokens, with a space where words would run together: ``return"…"``."""
        first, last = (text + self.text[end : end + 1])[:1], text[-1:]
        lead = " " if _are_words(self.text[max(0, start - 1) : start], first) else ""
        trail = " " if _are_words(last, self.text[end : end + 1]) else ""
        return Replacement(start, end, f"{lead}{text}{trail}")

    def in_place(self, node: Node, text: str) -> Replacement:
        """Write an expression in place of another one. Raises CannotEdit where none can be there."""
        around = self.parent(node)
        if around is not None and around.type == "jsx_attribute":
            text = f"{{{text}}}"
        elif around is not None:
            _refuse(node, around)
        if node.type.endswith("_pattern"):
            raise CannotEdit("a name is bound there")
        if text[:1] in "(`[" and self._begins_statement(node):
            raise CannotEdit("a statement that begins so may go on from the line before")
        if node.type == "shorthand_property_identifier":
            text = f"{self.text_of(node)}: {text}"
        return self.replaced(*self.range(node), text)

    def _begins_statement(self, node: Node) -> bool:
        around = (each for each in self.module.above(node) if each.type == "expression_statement")
        return any(each.start_byte == node.start_byte for each in around)

    def keep_comments(self, start: int, end: int) -> None:
        """Raise CannotEdit where there is a comment within a range of characters."""
        for match in re.finditer(r"/[/*]|<!--", self.text[start:end]):
            at = self.source.byte(start + match.start())
            node = self.source.root.descendant_for_byte_range(at, at + 1)
            if node is not None and node.type in ("comment", "html_comment"):
                raise CannotEdit("a comment inside would be lost")

    @cached_property
    def imports(self) -> Imports:
        from flake8_openrouter.languages.javascript.syntax.imported import Imports

        return Imports(self.module)

    def once(self, make: Callable[[File], _Made]) -> _Made:
        """Return what is made of the file, the same for all that ask."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("_Made", self._made[make])

    @property
    def is_typed(self) -> bool:
        """Whether a compiler checks its types."""
        return self.source.document.path.lower().endswith((".ts", ".tsx", ".mts", ".cts"))

    @cached_property
    def quote(self) -> str:
        """The quotes that most of its texts are in; of as many, those of the first."""
        found = [match.lastgroup for match in _QUOTED.finditer(self.source.data)]
        return "'" if found and max(dict.fromkeys(found), key=found.count) == "single" else '"'

    @cached_property
    def semicolon(self) -> str:
        """What its statements end with: a semicolon, or nothing."""
        return ";" if re.search(rb";[ \t]*(?://[^\r\n]*)?\r?$", self.source.data, re.MULTILINE) else ""

    @cached_property
    def unit(self) -> str:
        """What its lines are indented by."""
        match = _INDENT.search(self.source.data)
        return match["unit"].decode() if match else "  "

    @cached_property
    def pad(self) -> str:
        """What is between a brace and what is in it, on one line."""
        found = [match["space"] is None for match in _BRACE.finditer(self.source.data)]
        return "" if found.count(True) > found.count(False) else " "

    @cached_property
    def newline(self) -> str:
        """The line end of its first line."""
        first = self.source.document.line(1)
        return first[len(first.rstrip("\r\n")) :] or "\n"

    def line_start(self, offset: int) -> int:
        return self.source.document.start_of_line(offset)

    def line_end(self, offset: int) -> int:
        """Return where the line after the one begins that an offset is on."""
        line, _ = self.source.document.position(offset)
        return self.source.document.offset(line, 0) + len(self.source.document.line(line))


def _are_words(left: str, right: str) -> bool:
    return bool(_WORD.match(left) and _WORD.match(right))


#: Where a literal is that no expression can take the place of, and the field in which it is.
_LITERALS_ALONE = {
    "literal_type": None,
    "enum_assignment": "value",
    "import_statement": "source",
    "export_statement": "source",
    "import_attribute": None,
    "pair": "key",
    "method_definition": "name",
    "public_field_definition": "name",
    "property_signature": "name",
    "external_module_reference": None,
    "module": "name",
}


def _refuse(node: Node, around: Node) -> None:
    if around.type not in _LITERALS_ALONE:
        return
    name = _LITERALS_ALONE[around.type]
    if name is None or field(around, name) == node:
        raise CannotEdit("only a plain literal can be there")
