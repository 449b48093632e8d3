"""A document as tree-sitter takes it. Its nodes count bytes of UTF-8, a document counts characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from time import process_time
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from flake8_openrouter.languages._protocol import Failure
from flake8_openrouter.languages.trees import grammars
from flake8_openrouter.model import Document, Span

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

#: Characters from which on a document is not parsed, and those of a line: nobody wrote it.
LARGEST = 1_000_000
_LONGEST_LINE = 20_000

#: Brackets within each other: the parser's own stack holds some ten thousand on every system.
_DEEPEST = 5_000

#: Seconds of the processor after which a document of this many bytes is given up. A usual one takes some thousandths.
_LONGEST = 0.6
_SOON = 300_000

#: Pipes of a script: what puts the commands of one pipeline together takes the square of their number, in one step.
_PIPES = 5_000

_MARK = b"<<<<<<< "
_MARKS = re.compile(rb"^(?:<{7} |={7}(?=\r?$)|>{7} |\|{7}(?= |\r?$))[^\r\n]*", re.MULTILINE)

#: Brackets, those of all kinds as the round ones; and how often those with nothing in them are taken out.
_ROUND = bytes.maketrans(b"{[}]", b"(())")
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"{}()[]")
_ROUNDS = 50
_OPENING = ord("(")

_WIDE = re.compile(r"[^\x00-\x7f]")
#: Characters of which Python tells at once whether one of them is wide: most texts have few.
_PIECE = 1_000


class Source:
    """A document, its bytes, and the tree of them. Raises ValueError, with the reason, for what can't be parsed."""

    def __init__(self, document: Document, grammar: str) -> None:
        if reason := _why_not(document.text):
            raise ValueError(reason)
        self.document = document
        self.data = document.text.encode(errors="replace")
        if _is_deep(self.data):
            raise ValueError("nested too deeply to be parsed")
        if grammar == "bash" and self.data.count(b"|") > _PIPES:
            raise ValueError(f"has more than {_PIPES:,} pipes")
        self._wide = [] if len(self.data) == len(document.text) else list(_wide(document.text))
        # Where in the bytes the wide characters end, and by how much bytes are ahead of characters there.
        self._ends = [end for end, _ in self._wide]
        self._grammar = grammar
        self._alike = _READ.get((grammar, self.data))
        if self._alike is None:
            _READ[grammar, self.data] = self
        if len(self.data) >= _SOON:
            self.tree  # noqa: B018  # to raise here

    @cached_property
    def tree(self) -> Tree:
        """What the grammar makes of the bytes, once somebody asks for it: many a file has nothing to be looked at."""
        if self._alike is not None:
            return self._alike.tree
        return _parsed(_unmarked(self.data), self._grammar)

    @property
    def root(self) -> Node:
        return self.tree.root_node

    def offset(self, byte: int) -> int:
        """Return the character offset of an offset in bytes that is not within a character."""
        count = bisect_right(self._ends, byte)
        return byte - (self._wide[count - 1][1] if count else 0)

    def byte(self, offset: int) -> int:
        """Return the offset in bytes of a character offset."""
        count = bisect_right(self._wide, offset, key=lambda item: item[0] - item[1])
        return offset + (self._wide[count - 1][1] if count else 0)

    def span(self, node: Node) -> Span:
        """Return the place of a node in the document."""
        start, end = node.start_byte, node.end_byte
        if not self._ends or end < self._ends[0]:
            return Span(self.document, start, end)
        return Span(self.document, self.offset(start), self.offset(end))

    def text(self, node: Node) -> str:
        """Return what a node is written as."""
        return self.data[node.start_byte : node.end_byte].decode()

    def node(self, span: Span) -> Node | None:
        """Return the outermost named node that is at a place, exactly."""
        start, end = self.byte(span.start), self.byte(span.end)
        found = self.root.named_descendant_for_byte_range(start, end)
        if found is None or (found.start_byte, found.end_byte) != (start, end):
            return None
        while (parent := found.parent) is not None and (parent.start_byte, parent.end_byte) == (start, end):
            if parent.parent is None:
                break
            found = parent
        return found

    def errors(self) -> int:
        """Return how many nodes there are of what the grammar does not take, or lacks."""
        return sum(1 for _ in _errors(self.root)) if self.root.has_error else 0


#: What is read already, as long as somebody has it: a file that others import is checked, too, and parsed once.
_READ: WeakValueDictionary[tuple[str, bytes], Source] = WeakValueDictionary()


def failure(text: str) -> Failure | None:
    """Return why a text is not parsed, by its size alone; None where it may be."""
    reason = _why_not(text)
    return Failure(reason, is_made=True) if reason else None


def _why_not(text: str) -> str:
    if len(text) > LARGEST:
        return f"larger than {LARGEST // 1_000_000} million characters"
    return f"has a line of more than {_LONGEST_LINE:,} characters" if _has_long_line(text) else ""


def _has_long_line(text: str) -> bool:
    """Tell whether a line is too long, by going from the last line end that is near enough to the next such one."""
    at = 0
    while len(text) - at > _LONGEST_LINE:
        end = text.rfind("\n", at, at + _LONGEST_LINE + 1)
        if end < 0:
            return True
        at = end + 1
    return False


def _is_deep(data: bytes) -> bool:
    if len(data) <= _DEEPEST:
        return False
    brackets = left = data.translate(_ROUND, _NO_BRACKETS)
    for level in range(_ROUNDS):
        if level + len(left) <= _DEEPEST:
            return False
        left = left.replace(b"()", b"")  # what is left is one level less deep
    return max(accumulate(1 if bracket == _OPENING else -1 for bracket in brackets), default=0) > _DEEPEST


def _wide(text: str) -> Iterator[tuple[int, int]]:
    """Yield of each character of several bytes the byte at which it ends, and how many bytes it all is more by then."""
    more = 0
    pieces = (start for start in range(0, len(text), _PIECE) if not text[start : start + _PIECE].isascii())
    for match in (match for start in pieces for match in _WIDE.finditer(text, start, start + _PIECE)):
        if not "\ud800" <= match[0] <= "\udfff":  # half a pair is written as a question mark
            more += 1 + (match[0] > "\u07ff") + (match[0] > "\uffff")
        yield match.end() + more, more


def _unmarked(data: bytes) -> bytes:
    """Return bytes with white space for the lines that a merge left to be resolved: what they part is read as code."""
    if _MARK not in data:
        return data
    return _MARKS.sub(lambda match: b" " * len(match[0]), data)


def _parsed(data: bytes, grammar: str) -> Tree:
    parser = grammars.parser(grammar)
    if len(data) < _SOON:
        return parser.parse(data)
    end = process_time() + _LONGEST

    def read(offset: int, point: object) -> bytes:
        return data[offset : offset + _SOON]

    def is_late(offset: int, has_error: bool) -> bool:
        return process_time() > end

    try:
        return parser.parse(read, progress_callback=is_late)
    except ValueError:
        parser.reset()  # else it would go on with this document in the next one
        raise ValueError("takes too long to be parsed") from None


def _errors(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.is_error or node.is_missing:
            yield node
        waiting += (child for child in node.children if child.has_error or child.is_missing)
