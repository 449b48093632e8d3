"""HTTP sessions and clients: what they add to each request that is made on them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.model import Carrier, Literal, Span, Text
from flake8_openrouter.python import arguments, clients, headers, mappings
from flake8_openrouter.python.arguments import Arguments, Given
from flake8_openrouter.python.context import Context
from flake8_openrouter.python.domain import Argument, Built, Entry, Flag, Frame, Mapping, Value
from flake8_openrouter.python.headers import Sent
from flake8_openrouter.python.scopes import Mutation

_HEADER_METHODS = frozenset(("add_header", "add_unredirected_header", "putheader"))
_NOTHING_GIVEN = Arguments((), complete=True)


class Session:
    """A session as it is when a request is made on it; of an unknown one nothing can be told."""

    def __init__(self, context: Context, built: Built | None) -> None:
        self._context = context
        self._built = built
        self._given = _NOTHING_GIVEN if built is None else self._arguments(built)

    def _arguments(self, built: Built) -> Arguments:
        row = clients.HTTP_CLIENTS.get(built.dotted)
        if row is None:
            return _NOTHING_GIVEN
        return arguments.of_call(self._context.evaluator, built.call, row.positional, built.frame)

    def _argument(self, role: str) -> Given | None:
        return next((item for item in self._given.given if clients.ROLES.get(item.name) == role), None)

    def _changes(self, below: str) -> list[Mutation]:
        return [] if self._built is None else [change for path, change in self._built.mutations if path == below]

    def _attribute(self, name: str) -> list[Mutation]:
        return [change for change in self._changes("") if isinstance(change.node, ast.Attribute) and change.node.attr == name]

    def joined(self, urls: tuple[Text, ...]) -> tuple[Text, ...]:
        """Return the URLs of a request: below the session's base, where they are only a path."""
        host, base = self._argument("host"), self._argument("base")
        given = host or base
        if given is None:
            return urls
        scheme = "" if host is None else "https://"
        joined: list[Text] = []
        for start in self._context.evaluator.argument_texts(given.value):
            joined += [url if "://" in url.head else _below(scheme, start, url) for url in urls]
        return tuple(joined)

    def headers(self) -> Sent:
        """Return the headers of every request on the session."""
        if self._built is None:
            return Sent(complete=False)
        given = self._argument("headers")
        sent = headers.collect(self._context, arguments.values(self._context.evaluator, given)) if given else Sent()
        for change in self._attribute("headers"):
            if change.value is not None:
                frame = Frame(change.scope, change.point)
                sent = headers.collect(self._context, self._context.evaluator.evaluate(change.value, frame))
        alternatives = tuple(self._changed(entries) for entries in sent.alternatives)
        complete = sent.complete and self._built.complete and all(mapping.complete for mapping in alternatives)
        return Sent(tuple(mapping.entries for mapping in alternatives), complete)

    def _changed(self, entries: tuple[Entry, ...]) -> Mapping:
        """Return headers with ``session.headers.update(…)``, ``request.add_header(…)`` and the like applied."""
        assert self._built is not None
        mapping: Value = Mapping(entries, True, self._built.call, self._built.span)
        found = [("", change) for change in self._changes("headers")]
        mapping = mappings.changed(self._context.evaluator, mapping, found, "", self._built.frame)
        added = [change for change in self._changes("") if change.method in _HEADER_METHODS]
        assert isinstance(mapping, Mapping)
        more = [entry for change in added for entry in self._added(change)]
        return Mapping((*mapping.entries, *more), mapping.complete, mapping.node, mapping.span)

    def _added(self, change: Mutation) -> Iterator[Entry]:
        call = change.call
        if call is None or len(call.args) < 2:
            return
        frame = Frame(change.scope, change.point)
        name = mappings.key_of(self._context.evaluator, call.args[0], frame)
        yield Entry(name, call.args[0], Argument(call.args[1], frame), call.args[0])

    def carried(self) -> Iterator[tuple[Carrier, tuple[Text, ...], Span]]:
        """Yield the cookies and the ``auth`` that go along with every request."""
        for role, carrier in (("cookies", Carrier.COOKIE), ("auth", Carrier.AUTH)):
            if (given := self._argument(role)) is not None and self._is_given(given):
                yield carrier, self._texts(given.value.node, given.value.frame), self._context.span(given.node)
            for change in self._attribute(role):
                if change.value is not None:
                    yield carrier, self._texts(change.value, Frame(change.scope, change.point)), self._context.span(change.node)
        for change in self._changes("cookies"):
            nodes = change.call.args if change.call is not None else [change.value] if change.value is not None else []
            frame = Frame(change.scope, change.point)
            texts = tuple(text for node in nodes for text in self._texts(node, frame))
            yield Carrier.COOKIE, texts, self._context.span(change.node)

    def _is_given(self, given: Given) -> bool:
        return not (isinstance(given.value.node, ast.Constant) and given.value.node.value is None)

    def _texts(self, node: ast.expr, frame: Frame) -> tuple[Text, ...]:
        """Return the texts in an expression: in a mapping, a tuple, or the arguments of a call as well."""
        nodes = [node]
        if isinstance(node, ast.Dict):
            nodes = list(node.values)
        elif isinstance(node, ast.Tuple | ast.List):
            nodes = node.elts
        elif isinstance(node, ast.Call):
            nodes = node.args
        return tuple(text for item in nodes for text in self._context.evaluator.texts(item, frame))

    def unverified(self) -> Iterator[Span]:
        """Yield where the session turns the verification of certificates off."""
        given = self._argument("verify")
        if given is not None and _is_false(self._context.evaluator.argument(given.value)):
            yield self._context.span(given.node)
        for change in self._attribute("verify"):
            if change.value is not None and _is_false(self._context.evaluator.evaluate(change.value, Frame(change.scope, change.point))):
                yield self._context.span(change.node)

    def is_closed(self) -> bool:
        """Tell whether nothing unknown can add a credential to the session's requests."""
        if self._built is None or not self._built.complete or not self._given.complete:
            return False
        known = all(item.name in clients.ROLES or item.name in clients.HARMLESS for item in self._given.given)
        return known and not any(self.carried())


def _is_false(values: tuple[Value, ...]) -> bool:
    return any(isinstance(value, Flag) and not value.value for value in values)


def _below(scheme: str, base: Text, url: Text) -> Text:
    parts = list(base.parts)
    head = url.head
    if scheme and not base.head.startswith("http"):
        parts.insert(0, Literal(scheme, base.span))
    ends = isinstance(parts[-1], Literal) and parts[-1].text.endswith("/") if parts else False
    if ends and head.startswith("/"):
        url = url.without(1)
    elif not ends and not head.startswith("/"):
        parts.append(Literal("/", base.span))
    return Text((*parts, *url.parts), url.span)
