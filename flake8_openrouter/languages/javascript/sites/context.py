"""What all readers of a file share: its module, the evaluator, and what speaks for a destination."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference import functions
from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator
from flake8_openrouter.languages.javascript.inference.values import Class, Entry, Expression, Frame, Instance
from flake8_openrouter.languages.javascript.libraries import http
from flake8_openrouter.languages.javascript.syntax.module import FUNCTIONS, Module, field, is_in
from flake8_openrouter.model import Credential, Destination, Span, Text
from flake8_openrouter.openrouter import api, destinations, evidence, needles
from flake8_openrouter.openrouter.destinations import Surroundings

if TYPE_CHECKING:
    from tree_sitter import Node

    from flake8_openrouter.languages._protocol import Settings

#: Callers of a function that are looked at.
_MOST_CALLERS = 8

#: What reads the body of a response, and what asks something of it.
_BODY = re.compile(r"\.(?:json|text|arrayBuffer)\(|\.data\b")
_ASKING = frozenset(("binary_expression", "unary_expression", "ternary_expression", "object"))

_URL = MappingProxyType({b"http": (b"://", b"s://")})


class Context:
    """A file that is being read.

    ``accounted`` are the nodes of headers' names that a request was seen to carry, by their identities, ``official``
    the calls that send to OpenRouter, whoever calls, ``told`` the keys that facts were about, ``reads`` where names are
    read, and ``enclosed`` whether that is in some calls alone.
    """

    def __init__(self, module: Module, evaluator: Evaluator, settings: Settings) -> None:
        self.module, self.evaluator, self.settings = module, evaluator, settings
        self.in_tests = settings.in_tests
        self.accounted: set[int] = set()
        self.official: list[Node] = []
        self.told: list[Credential] = []
        self.reads: dict[int, list[Node] | None] = {}
        self.enclosed: dict[tuple[int, int], tuple[Sequence[Node], bool]] = {}
        self._completing: dict[str, bool] = {}
        self._evidences: dict[int, str] = {}

    @cached_property
    def around(self) -> Surroundings:
        texts = (self.module.text(node) for node in self.module.at((), _URL) if node.type == "string_fragment")
        return Surroundings(self.settings.gateways, destinations.file_evidence(texts), self.settings.any_scope)

    def destination(self, urls: Sequence[Text], node: Node) -> Destination:
        """Return where URLs go; one that names something else leaves the file's own evidence without weight."""
        found = destinations.judge(urls, self.around, self._evidence(node))
        if found.evidence and any(map(destinations.is_named_otherwise, urls)):
            return found._replace(evidence="")
        return found

    def is_completing(self, client: http.Client) -> bool:
        """Tell whether something may write the headers of a client's requests anew before they are sent."""
        if client.name not in self._completing:
            words = http.COMPLETING.get(client.name, ())
            self._completing[client.name] = needles.has_any(self.module.source.data, words)
        return self._completing[client.name]

    def _evidence(self, node: Node) -> str:
        """Tell which of the names around a call is OpenRouter's; asked once of each call."""
        if node.id not in self._evidences:
            self._evidences[node.id] = self._named_around(node)
        return self._evidences[node.id]

    def _named_around(self, node: Node) -> str:
        for around in self.module.above(node):
            name = field(around, "name") if around.type in FUNCTIONS or around.type.startswith("class") else None
            if name is not None and api.mentions(text := self.module.text(name)):
                return evidence.of_function(text) if around.type in FUNCTIONS else evidence.of_class(text)
        return ""

    def span(self, node: Node) -> Span:
        return self.module.span(node)

    def here(self, text: Text, use: Span) -> Text:
        """Return a text whose place is in this file."""
        return text if text.span.document is use.document else Text(text.parts, text.span.here(use))

    def entry_span(self, entry: Entry) -> Span:
        """Return the place of a whole entry, its name and its value."""
        return entry.value.frame.module.span(entry.node)

    def frames(self, node: Node) -> Iterator[Frame]:
        """Yield the frames that a place is reached in: one for each caller of its function in the file.

        What is in a class is reached for each object that the file makes of it.
        """
        function = self.module.function(node)
        found = list(islice(self._called(function), _MOST_CALLERS)) if function is not None else []
        yield from found or tuple(islice(self._made(node, function), _MOST_CALLERS)) or (Frame(self.module),)

    def _called(self, function: Node) -> Iterator[Frame]:
        frame = Frame(self.module)
        for call in self._callers(function):
            yield Frame(self.module, function.id, dict(enumerate(functions.given(Expression(call, frame)))))

    def _made(self, node: Node, function: Node | None) -> Iterator[Frame]:
        """Yield the frames of the objects that the file makes of the class that a place is in."""
        owner = self.module.owner(node)
        if owner is None:
            return
        frame = Frame(self.module)
        own = field(function, "name") if function is not None else None
        is_constructor = own is not None and self.module.text(own) == "constructor"
        for call in self.evaluator.classes(self.module).made(owner):
            if is_in(call, owner):
                continue
            made = Expression(call, frame)
            receiver = Instance(Class(owner, frame, self.span(owner)), made, self.span(call))
            given = dict(enumerate(functions.given(made))) if is_constructor else None
            yield Frame(self.module, function.id if function is not None and is_constructor else 0, given, receiver)

    def decides(self, function: Node) -> bool:
        """Tell whether a function answers by the outcome of what it does: it returns what is no body, or throws."""
        data = self.module.source.data
        returned = [value for statement in self.module.returns(function) for value in statement.named_children]
        body = field(function, "body")
        if body is not None and body.type != "statement_block":
            returned.append(body)
        if any(value.type in _ASKING or not _BODY.search(self.module.text(value)) for value in returned):
            return True
        return data.find(b"throw ", function.start_byte, function.end_byte) >= 0

    def _callers(self, function: Node) -> Iterator[Node]:
        """Yield the calls of a function in the file, by its name."""
        name = name_of(self.module, function)
        if name is None or not _has_parameters(function):
            return
        for node in self.module.called(self.module.text(name)):
            callee = self._callee(node)
            call = callee.parent if callee is not None else None
            is_call = call is not None and call.type == "call_expression" and field(call, "function") == callee
            if call is not None and is_call and self.module.function(call) != function:
                yield call

    def _callee(self, node: Node) -> Node | None:
        """Return what is called where a name is called: the name, or ``this.name``."""
        if node.type == "identifier":
            return node
        parent = node.parent
        base = field(parent, "object") if parent is not None and parent.type == "member_expression" else None
        return parent if base is not None and base.type == "this" else None


def name_of(module: Module, function: Node) -> Node | None:
    """Return the name that a function is called by."""
    own = field(function, "name")
    if own is not None:
        return own
    parent = function.parent
    if parent is not None and parent.type in ("variable_declarator", "public_field_definition", "pair"):
        return field(parent, "name") or field(parent, "key")
    return None


def _has_parameters(function: Node) -> bool:
    parameters = field(function, "parameters")
    return field(function, "parameter") is not None or (parameters is not None and parameters.named_child_count > 0)
