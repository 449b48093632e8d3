"""What stores of secrets answer: values that are asked for by their name, and where these are in what comes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.values import Built, Class, Function, Mapping, Secret, Value, Values
from flake8_openrouter.languages.python.libraries import secret_stores
from flake8_openrouter.languages.python.syntax.tree import dotted, given_to, last_name
from flake8_openrouter.model import Literal, Origin, Span, Text, Unknown
from flake8_openrouter.openrouter import api

#: What a secret is called where it is kept: ``OPENROUTER_API_KEY``, ``openrouter-api-key``, ``prod/openrouter/key``.
SECRET = re.compile(r"[\w./:-]*(?:key|token|secret)[\w./:-]*", re.IGNORECASE)
#: What a secret is held in that is asked for by its name.
_HOLDING = frozenset(("value", "secret_value", "secretValue"))
#: What a secret manager keeps as bytes, which are often those of a file.
_PAYLOADS = (".payload.data", ".secret_binary")


def of_call(expression: Expression[ast.Call]) -> Values:
    """Return what a store answers to a call; nothing for another call."""
    function = expression.node.func
    last = last_name(function)
    if last not in secret_stores.LAST_NAMES or not (expression.node.args or expression.node.keywords):
        return ()
    paths = secret_stores.OF_AZURE if _is_azure(expression) else secret_stores.paths(path_of(function), last)
    if not paths or any(isinstance(value, Function | Class) for value in expression.values_of(function)):
        return ()
    return _answered(expression, paths)


def path_of(node: ast.expr) -> str:
    """Return ``b.c`` for ``a().b.c``: the names before what is called, and its own."""
    if isinstance(node, ast.Attribute):
        return f"{path_of(node.value)}.{node.attr}".removeprefix(".")
    return node.id if isinstance(node, ast.Name) else ""


def _is_azure(expression: Expression[ast.Call]) -> bool:
    function = expression.node.func
    clients = expression.values_of(function.value) if isinstance(function, ast.Attribute) else ()
    return any(isinstance(client, Built) and client.dotted in secret_stores.AZURE for client in clients)


def _answered(expression: Expression[ast.Call], paths: tuple[secret_stores.Path, ...]) -> Values:
    """Return what a store answers; if the name is not OpenRouter's, only what has to be decoded counts."""
    name = next(filter(api.mentions, _asked(expression)), "")
    if not name:
        paths = tuple(path for path in paths if secret_stores.DECODED in path)
    return _at(name, paths, expression.span)


def _asked(expression: Expression[ast.Call]) -> Iterator[str]:
    """Yield the texts that a call is given, as far as they are written out."""
    for argument in given_to(expression.node):
        for value in expression.values_of(argument):
            entries = value.entries if isinstance(value, Mapping) else ()
            inner = (text for entry in entries for text in expression.evaluator.argument_texts(entry.value))
            for text in (value, *inner):
                if isinstance(text, Text):
                    yield "".join(part.text for part in text.parts if isinstance(part, Literal))


def _at(name: str, paths: tuple[secret_stores.Path, ...], span: Span, origin: Origin = Origin.OTHER) -> Values:
    """Return what is at a place of an answer: the secret, or what more paths lead through."""
    if () in paths:
        return (secret(name, span, origin),)
    return (Secret(name, paths, span),) if paths else ()


def secret(name: str, span: Span, origin: Origin = Origin.OTHER) -> Text:
    return Text((Unknown(span, (), origin, secret=name),), span)


def step(expression: Expression[ast.expr], base: Value, name: str) -> Values:
    """Return what an answer has under a name, of a method it calls with ``()`` after it; nothing for another value."""
    if isinstance(base, Secret):
        named = SECRET.fullmatch(name) or name == "value"
        paths = tuple(path[1:] for path in base.paths if path[0] == name or (path[0] == secret_stores.ANY and named))
        # What is kept as bytes is often what a file had.
        origin = Origin.STORED if name == secret_stores.DECODED else Origin.OTHER
        return _at(base.name, paths, expression.span, origin)
    is_asked = isinstance(base, Text) and _is_one(base)
    return (base,) if is_asked and name in _HOLDING else ()


def _is_one(text: Text) -> bool:
    part = text.parts[0] if len(text.parts) == 1 else None
    return isinstance(part, Unknown) and bool(part.secret)


def document(expression: Expression[ast.Call]) -> Values:
    """Return what ``json.loads(secret)`` gives: a secret may hold several."""
    texts = expression.texts_of(expression.node.args[0]) if expression.node.args else ()
    part = texts[0].parts[0] if len(texts) == 1 and _is_one(texts[0]) else None
    return (Secret(part.secret, ((secret_stores.ANY,),), expression.span),) if isinstance(part, Unknown) else ()


def decoded(expression: Expression[ast.Call]) -> Values:
    """Return what ``str(data, "utf-8")`` gives of what a store keeps as bytes."""
    values = expression.values_of(expression.node.args[0]) if expression.node.args else ()
    return tuple(text for value in values for text in step(expression, value, secret_stores.DECODED))


def payload(expression: Expression[ast.Call], function: ast.Attribute) -> Values:
    """Return the unstripped text that ``response.payload.data.decode()`` gives; nothing for another method."""
    if function.attr != "decode" or not f".{dotted(function.value)}".endswith(_PAYLOADS):
        return ()
    return (expression.unknown(Origin.STORED),)
