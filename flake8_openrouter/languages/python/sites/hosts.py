"""Hosts by their names alone, as a program looks them up: ``socket.gethostbyname("api.openrouter.ai")``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference.values import Frame, Sequence
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.model import Base, Endpoint, Fact, Text
from flake8_openrouter.openrouter import api, destinations

#: What looks a host up, by its last name, and the modules that have it.
_LOOKING_UP = ("gethostbyname", "gethostbyname_ex", "getaddrinfo", "create_connection", "get_server_certificate")
_MODULES = ("socket.", "ssl.")


def facts(context: Context) -> Iterator[Fact]:
    """Yield the hosts that are taken for OpenRouter's API, where a program asks for one."""
    for name in _LOOKING_UP:
        for site in context.module.calls_by_name.get(name, ()):
            frame = Frame(site.scope, site.point)
            if site.node.args and context.evaluator.reference(site.node.func, frame).startswith(_MODULES):
                use = context.span(site.node.args[0])
                for text in _hosts(context, site.node.args[0], frame):
                    destination = destinations.of_host(text.literal or "")
                    yield Endpoint(context.here(text, use), Base.HOST, use, destination)


def _hosts(context: Context, node: ast.expr, frame: Frame) -> Iterator[Text]:
    """Yield the hosts that do not exist, be it in a pair with a port."""
    for value in context.evaluator.evaluate(node, frame):
        pair = value.elements[:1] if isinstance(value, Sequence) else ()
        texts = (text for each in pair for text in context.evaluator.argument_texts(each))
        for text in texts if pair else (value,):
            if isinstance(text, Text) and text.literal == f"api.{api.HOST}":
                yield text
