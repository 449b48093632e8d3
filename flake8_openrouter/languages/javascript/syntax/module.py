"""A file as its tree has it. What is asked for is looked for in its bytes, and the tree says what is there.

A walk over all nodes would take longer than to parse the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.javascript.syntax import written
from flake8_openrouter.languages.trees.source import Source

if TYPE_CHECKING:
    from tree_sitter import Node

#: Nodes that are a name. A shorthand is the name of a property and of a variable.
NAMES = frozenset(
    ("identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern", "type_identifier")
)
PROPERTIES = frozenset(("property_identifier", "private_property_identifier"))
_NAMED = NAMES | PROPERTIES

FUNCTIONS = frozenset(
    (
        *("function_declaration", "function_expression", "arrow_function", "method_definition"),
        *("generator_function_declaration", "generator_function"),
    )
)
CLASSES = frozenset(("class_declaration", "class", "abstract_class_declaration"))

#: Nodes with names of their own.
_SCOPES = FUNCTIONS | CLASSES | frozenset(("program", "statement_block", "for_statement", "for_in_statement"))
_SCOPES |= frozenset(("catch_clause", "switch_body", "class_body"))

#: What stands for the expression that is in it.
TRANSPARENT = frozenset(
    ("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "await_expression")
    + ("type_assertion",)
)

_RETURN = re.compile(rb"return\b")

_NONE: Mapping[bytes, tuple[bytes, ...]] = MappingProxyType({})

#: Places of words, and of one name, that are looked at: what is further on is not seen.
_MOST, _MOST_NAMES = 2_000, 500

#: Names of which a file is asked whether it binds them.
_MOST_BOUND = 100


class Area(NamedTuple):
    """A function, or a file, with the scopes in it that are around a place, the nearest first."""

    node: Node
    scopes: tuple[Node, ...]


class Module:
    """A file that is read. ``path`` is as its document has it.

    ``asked`` remembers which names conditions ask for, and of which they ask what they are, ``paths`` the names that
    expressions consist of.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.path = source.document.path
        self.span, self.text = source.span, source.text
        self._bound: dict[bytes, bool] = {}
        self._named: dict[str, tuple[Node, ...]] = {}
        self._called: dict[str, list[Node]] = {}
        self.asked: dict[tuple[str, bool], bool] = {}
        self.paths: dict[int, str] = {}
        self._above: dict[int, tuple[Node, ...]] = {}
        self._areas: dict[int, tuple[Area, ...]] = {}

    @cached_property
    def root(self) -> Node:
        return self.source.root

    def may_bind(self, name: bytes) -> bool:
        """Tell whether the file may bind a name, by its bytes; where many are asked for, it may bind the last ones."""
        if name not in self._bound and len(self._bound) < _MOST_BOUND:
            data, size = self.source.data, len(name)
            places = written.whole(data, name, 0, len(data))
            self._bound[name] = any(written.may_bind(data, at, at + size) for at in places)
        return self._bound.get(name, True)

    def names(self, name: str) -> tuple[Node, ...]:
        """Return the nodes that are a name of a variable, in their order."""
        return tuple(node for node in self._every(name) if node.type in NAMES)

    def properties(self, name: str) -> tuple[Node, ...]:
        """Return the nodes that are a name of a property, in their order."""
        return tuple(node for node in self._every(name) if node.type in PROPERTIES)

    def called(self, name: str) -> list[Node]:
        """Return the nodes that are a name of a variable, then those of a property, at which it may be called."""
        if name not in self._called:
            data, size = self.source.data, len(name.encode())
            places = (at for at in self._written(name, self.root) if written.may_call(data, at + size))
            found = self._at(name, _NAMED, places, self.root)
            self._called[name] = sorted(found, key=lambda node: node.type in PROPERTIES)
        return self._called[name]

    def _every(self, name: str) -> tuple[Node, ...]:
        if name not in self._named:
            self._named[name] = tuple(self.within(self.root, name))
        return self._named[name]

    def within(self, around: Node, name: str) -> Iterator[Node]:
        """Yield the nodes within another one that are a name of a variable or of a property, in their order."""
        return self._at(name, _NAMED, self._written(name, around), around)

    def binding(self, name: str, around: Node) -> Iterator[Node]:
        """Yield the nodes within another one that are a name of a variable, but for some of those that only read it."""
        data, size = self.source.data, len(name.encode())
        places = (at for at in self._written(name, around) if written.may_bind(data, at, at + size))
        return self._at(name, NAMES, places, around)

    def changing(self, name: str, around: Node) -> Iterator[Node]:
        """Yield the nodes within another one that are a name of a variable at which its value may be changed."""
        data, size = self.source.data, len(name.encode())
        places = (at for at in self._written(name, around) if written.may_change(data, at, at + size))
        return self._at(name, NAMES, places, around)

    def _written(self, name: str, around: Node) -> Iterator[int]:
        return written.whole(self.source.data, name.encode(), around.start_byte, around.end_byte)

    def _at(self, name: str, kinds: frozenset[str], places: Iterator[int], around: Node) -> Iterator[Node]:
        if name.startswith("#"):
            return  # a private name is looked for without its sign
        size = len(name.encode())
        for at in islice(places, _MOST_NAMES):
            node = around.descendant_for_byte_range(at, at + size)
            # Letters of other alphabets may be next to it.
            if node is not None and node.type in kinds and node.end_byte == at + size and node.start_byte >= at - 1:
                yield node

    def at(
        self,
        words: tuple[bytes, ...],
        families: Mapping[bytes, tuple[bytes, ...]] = _NONE,
        passes: Callable[[bytes, int], bool] | None = None,
    ) -> list[Node]:
        """Return the nodes in which some words are, in their order, whatever they are but a line of a comment.

        ``families`` are further ones, by what they begin with, which is looked for once. ``passes`` tells of the bytes
        and an offset whether the node there is wanted: that costs less than to look it up.
        """
        data = self.source.data
        found: list[tuple[int, Node]] = []
        for word in (*words, *families):
            size, ends = len(word), families.get(word)
            for at in written.every(data, word):
                if len(found) >= _MOST:
                    break
                is_wanted = (ends is None or data.startswith(ends, at + size)) and (passes is None or passes(data, at))
                if is_wanted and not written.is_in_comment(data, at):
                    node = self.root.descendant_for_byte_range(at, at + size)
                    found += [(at, node)] if node is not None else []
        words = (*words, *families)
        return [node for _, node in sorted(found, key=_offset)] if len(words) > 1 else [node for _, node in found]

    def matching(self, pattern: re.Pattern[bytes], passes: Callable[[bytes, int], bool] | None = None) -> list[Node]:
        """Return the nodes in which a pattern matches: one that begins with a certain character, or takes long.

        ``passes``: see ``at``.
        """
        data = self.source.data
        every = (match.span() for match in pattern.finditer(data) if passes is None or passes(data, match.start()))
        found = (self.root.descendant_for_byte_range(start, end) for start, end in islice(every, _MOST))
        return [node for node in found if node is not None]

    def above(self, node: Node) -> tuple[Node, ...]:
        """Return the nodes around one, the nearest first."""
        place = node.id
        if place not in self._above:
            found: list[Node] = []
            at: Node | None = self.root
            while at is not None and at.id != place:
                found.append(at)
                at = at.child_with_descendant(node)
            self._above[place] = tuple(reversed(found))
        return self._above[place]

    def outside(self, node: Node) -> tuple[Node, Node | None]:
        """Return the outermost expression that is no other one than a node, and what it is in."""
        for around in self.above(node):
            if around.type not in TRANSPARENT:
                return node, around
            node = around
        return node, None

    def scopes(self, node: Node) -> Iterator[Node]:
        """Yield the nodes with names of their own that are around a node, the nearest first."""
        above = self.above(node)
        return (around for around in above if around.type in _SCOPES or around is above[-1])

    def areas(self, node: Node) -> tuple[Area, ...]:
        """Return the functions around a node, and the file, each with the scopes in it; the nearest first."""
        above = self.above(node)
        nearest = _first(above, _SCOPES)
        key = nearest.id if nearest is not None else 0
        if key not in self._areas:
            self._areas[key] = tuple(_areas(above))
        return self._areas[key]

    def function(self, node: Node) -> Node | None:
        """Return the function that a node is in; None for the file's own level."""
        return _first(self.above(node), FUNCTIONS)

    def returns(self, function: Node) -> Iterator[Node]:
        """Yield the ``return`` statements of a function, and of none within it."""
        data, start, end = self.source.data, function.start_byte, function.end_byte
        for match in _RETURN.finditer(data, start, end):
            node = self.root.descendant_for_byte_range(match.start(), match.end())
            statement = node.parent if node is not None and node.type == "return" else None
            if statement is not None and self.function(statement) == function:
                yield statement

    def owner(self, node: Node) -> Node | None:
        """Return the class that a node is in."""
        return _first(self.above(node), CLASSES)


def _first(nodes: Sequence[Node], kinds: frozenset[str]) -> Node | None:
    """Return the first of some nodes that is of one of some kinds."""
    for node in nodes:  # next() would take longer
        if node.type in kinds:
            return node
    return None


def _areas(above: Sequence[Node]) -> Iterator[Area]:
    scopes: list[Node] = []
    for around in above:
        if around.type in _SCOPES or around is above[-1]:
            scopes.append(around)
        if around.type in FUNCTIONS or around is above[-1]:
            yield Area(around, tuple(scopes))
            scopes = []


def _offset(item: tuple[int, Node]) -> int:
    return item[0]


def inner(node: Node) -> Node:
    """Return the expression that a node stands for."""
    while node.type in TRANSPARENT and (child := _inside(node)) is not None:
        node = child
    return node


def _inside(node: Node) -> Node | None:
    """Return the expression in one that says no more: in ``<Type>value`` it comes last."""
    return node.named_children[-1] if node.type == "type_assertion" else first(node)


def first(node: Node | None) -> Node | None:
    """Return the first named node in one, no comment."""
    return next((child for child in node.named_children if child.type != "comment"), None) if node else None


def field(node: Node, name: str) -> Node | None:
    return node.child_by_field_name(name)


def is_in(node: Node, around: Node | None) -> bool:
    """Tell whether a node is within another one, or is it."""
    return around is not None and around.start_byte <= node.start_byte and node.end_byte <= around.end_byte
