"""HTTP sessions and clients: what they add to each request that is made on them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import arguments, mappings
from flake8_openrouter.languages.python.inference.arguments import Arguments, Given
from flake8_openrouter.languages.python.inference.values import Argument, Built, Entry, Flag, Frame, Mapping, Sequence
from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.sites import completion, sent_headers
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.harmless import is_plain
from flake8_openrouter.languages.python.sites.sent_headers import Sent
from flake8_openrouter.languages.python.syntax import effects
from flake8_openrouter.languages.python.syntax.scopes import Change, Mutation
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.model import Carrier, Literal, Span, Text

_NOTHING_GIVEN = Arguments((), complete=True)

#: Methods by which a session sends, whatever it is asked for: a program may put its own in their place.
_SENDING = ("request", "send", "get", "post")


class Session:
    """A session as it is when a request is made on it; of an unknown one nothing can be told."""

    def __init__(self, context: Context, built: Built | None) -> None:
        self._context = context
        self._built = built
        self._row = http.HTTP_CLIENTS.get(built.dotted) if built is not None else None
        self._library = http.UNKNOWN if self._row is None else self._row.library
        self._given = self._arguments()

    def _arguments(self) -> Arguments:
        if self._built is None or self._row is None:
            return _NOTHING_GIVEN
        positional = self._row.session.positional
        built = self._context.evaluator.expression(self._built.call, self._built.frame)
        return arguments.of_call(built, positional)

    def is_built_as(self, other: Session) -> bool:
        """Tell whether the same call builds both."""
        return self._built is not None and other._built is not None and self._built.call is other._built.call

    def _argument(self, role: str) -> Given | None:
        return next((item for item in self._given.given if http.roles(self._library).get(item.name) == role), None)

    def _changes(self, below: str) -> list[Change]:
        return [] if self._built is None else [change for change in self._built.changes if change.below == below]

    def _mutations(self, below: str) -> list[Mutation]:
        return [change.mutation for change in self._changes(below)]

    def _attribute(self, name: str) -> list[Mutation]:
        """Return what an attribute may have been set to: the last that it surely was, and what may have followed."""
        found: list[Mutation] = []
        for change in reversed(self._changes("")):
            node = change.mutation.node
            if isinstance(node, ast.Attribute) and node.attr == name:
                found.append(change.mutation)
                if change.sure:
                    break
        return found[::-1]

    def joined(self, urls: tuple[Text, ...]) -> tuple[Text, ...]:
        """Return the URLs of a request: below the session's base, where they are only a path."""
        given = self._base()
        if given is None:
            return urls
        scheme = self._row.session.scheme if self._row is not None and given is self._argument("host") else ""
        joined: list[Text] = []
        for start in self._context.evaluator.argument_texts(given.value):
            joined += [url if "://" in url.head else _below(scheme, start, url) for url in urls]
        return tuple(joined)

    def bases(self) -> tuple[Text, ...]:
        """Return the URLs that requests on the session are below."""
        return self.joined((Text((), self._built.span),)) if self._built is not None and self._base() else ()

    def _base(self) -> Given | None:
        return self._argument("host") or self._argument("base")

    def raises(self) -> bool:
        """Tell whether the session may raise for a bad status by itself."""
        return self._given.get(http.CHECKING) is not None

    def headers(self) -> Sent:
        """Return the headers of every request on the session."""
        if self._built is None:
            return Sent(complete=False)
        given = self._argument("headers")
        sent = (
            sent_headers.collect(self._context, arguments.values(self._context.evaluator, given)) if given else Sent()
        )
        for change in self._attribute("headers"):
            if change.value is not None:
                frame = Frame(change.scope, change.point)
                sent = sent_headers.collect(self._context, self._context.evaluator.evaluate(change.value, frame))
        alternatives = tuple(self._changed(entries) for entries in sent.alternatives)
        complete = sent.complete and self._built.complete and all(mapping.complete for mapping in alternatives)
        return Sent(tuple(mapping.entries for mapping in alternatives), complete)

    def _changed(self, entries: tuple[Entry, ...]) -> Mapping:
        """Return headers with ``session.headers.update(…)``, ``request.add_header(…)`` and the like applied."""
        evaluator, held = self._context.evaluator, Mapping(entries, complete=True)
        mapping = mappings.applied(evaluator, held, self._changes("headers"), folds=True)
        added = [change for change in self._mutations("") if change.method in effects.PUTTING_HEADERS]
        more = [entry for change in added for entry in self._added(change)]
        return Mapping((*mapping.entries, *more), mapping.complete) if more else mapping

    def _added(self, change: Mutation) -> Iterator[Entry]:
        call = change.call
        if call is None or len(call.args) < 2:
            return
        frame = Frame(change.scope, change.point)
        name = mappings.key_of(self._context.evaluator.expression(call.args[0], frame))
        yield Entry(name, call.args[0], Argument(call.args[1], frame), call.args[0])

    def carried(self) -> Iterator[tuple[Carrier, tuple[Text, ...], Span]]:
        """Yield the cookies and the ``auth`` that go along with every request, each with its place in its own file."""
        for role, carrier in (("cookies", Carrier.COOKIE), ("auth", Carrier.AUTH)):
            for node, frame, place in self._given_or_set(role):
                if carrier is Carrier.COOKIE or is_basic(self._context, node, frame):
                    yield carrier, contents(self._context, node, frame), place
        for change in self._mutations("cookies"):
            frame = Frame(change.scope, change.point)
            texts = tuple(text for node in _given_to(change) for text in contents(self._context, node, frame))
            if change.method != "clear":
                yield Carrier.COOKIE, texts, _place(change)

    def account(self) -> None:
        """Remember that its headers, also those that are replaced, and its cookies are carried by requests."""
        for change in self._mutations("headers"):
            put = mappings.added(self._context.evaluator, change)
            self._context.accounted.update(entry.key_node for entry in put.entries)
        for role in ("cookies", "auth"):
            for node, frame, _ in self._given_or_set(role):
                account(self._context, node, frame)
        for change in self._mutations("cookies"):
            for node in _given_to(change):
                account(self._context, node, Frame(change.scope, change.point))

    def _given_or_set(self, role: str) -> Iterator[tuple[ast.expr, Frame, Span]]:
        """Yield what an attribute was given at the construction, and what was assigned to it."""
        given = self._argument(role)
        if self._built is not None and given is not None and not is_none(given.value.node):
            yield given.value.node, given.value.frame, arguments.span(given, self._built.frame)
        for change in self._attribute(role):
            if change.value is not None and not is_none(change.value):
                yield change.value, Frame(change.scope, change.point), _place(change)

    def unverified(self) -> Iterator[Span]:
        """Yield where the session turns the verification of certificates off, in whichever file."""
        for node, frame, place in self._given_or_set("verify"):
            if is_unverified(self._context, node, frame):
                yield place
        connector = self._given.get(http.CONNECTING)
        if connector is not None and isinstance(call := connector.value.node, ast.Call):
            for keyword in call.keywords:
                verifies = http.roles(self._library).get(keyword.arg or "") == "verify"
                if verifies and is_unverified(self._context, keyword.value, connector.value.frame):
                    yield connector.value.frame.scope.module.span(keyword)

    def is_completed(self) -> bool:
        """Tell whether something may write the headers of its requests anew before they are sent."""
        if self._built is None:
            return False
        nodes = (change.mutation.node for change in self._changes(""))
        if any(isinstance(node, ast.Attribute) and node.attr in _SENDING for node in nodes):
            return True
        evaluator = self._context.evaluator
        given = [(item.name, item.value) for item in self._given.given if item.name in http.COMPLETING]
        for name in http.COMPLETING:
            given += [
                (name, Argument(change.value, Frame(change.scope, change.point)))
                for change in self._attribute(name)
                if change.value is not None
            ]
        given += [("transport", adapter) for adapter in completion.adapters(self._built)]
        return any(completion.may_complete(evaluator, name, argument) for name, argument in given)

    def is_closed(self) -> bool:
        """Tell whether nothing unknown can add a credential to the session's requests."""
        if self._built is None or not self._built.complete or not self._given.complete:
            return False
        if self.is_completed():
            return False
        names = (item.name for item in self._given.given)
        known = all(name in http.CHECKING or http.is_known(self._library, name) for name in names)
        return known and not any(self.carried()) and not any(self._given_or_set("auth"))


def _place(change: Mutation) -> Span:
    return change.scope.module.span(change.node)


def is_unverified(context: Context, node: ast.expr, frame: Frame) -> bool:
    """Tell whether a value of ``verify=``, ``ssl=`` or ``context=`` turns the verification of certificates off."""
    if any(isinstance(value, Flag) and not value.value for value in context.evaluator.evaluate(node, frame)):
        return True
    return (
        isinstance(node, ast.Call) and context.evaluator.reference(node.func, frame) == "ssl._create_unverified_context"
    )


def is_basic(context: Context, node: ast.expr, frame: Frame) -> bool:
    """Tell whether a value of ``auth=`` makes Basic authentication: a pair, or an object that says so."""
    if isinstance(node, ast.Call):
        return "Basic" in dotted(node.func)
    return any(isinstance(value, Sequence) for value in context.evaluator.evaluate(node, frame))


def contents(context: Context, node: ast.expr, frame: Frame, *, plain: bool = True) -> tuple[Text, ...]:
    """Return all texts in an expression: itself, a mapping's values, a tuple's elements, the arguments of a call.

    Unless ``plain`` those of a mapping are left out that are written out and no key.
    """
    evaluator = context.evaluator
    texts: list[Text] = []
    for value in evaluator.evaluate(node, frame):
        if isinstance(value, Mapping):
            held = [entry.value for entry in value.entries if plain or not is_plain(entry.value.node)]
            texts += [text for argument in held for text in evaluator.argument_texts(argument)]
        elif isinstance(value, Sequence):
            texts += [text for element in value.elements for text in evaluator.argument_texts(element)]
        elif isinstance(value, Text):
            texts.append(value)
    for argument in node.args if isinstance(node, ast.Call) else ():
        texts += evaluator.texts(argument, frame)
    return tuple(texts)


def _given_to(change: Mutation) -> list[ast.expr]:
    if change.call is not None:
        return change.call.args
    return [change.value] if change.value is not None else []


def account(context: Context, node: ast.expr, frame: Frame) -> None:
    """Remember that the entries of a mapping are carried by a request."""
    for value in context.evaluator.evaluate(node, frame):
        if isinstance(value, Mapping):
            context.accounted.update(entry.key_node for entry in value.entries)


def is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


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
