"""What a call returns: a variable, a text, a mapping, a session, or what a function of the file returns."""

from __future__ import annotations

import ast
import re

from flake8_openrouter.languages.python.inference import environment, functions, mappings, strings
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import (
    Built,
    Class,
    Frame,
    Function,
    Instance,
    Mapping,
    Reference,
    Value,
    Values,
    is_inbound,
)
from flake8_openrouter.languages.python.libraries import http, sdks
from flake8_openrouter.languages.python.syntax import effects
from flake8_openrouter.model import Origin, Text, Unknown

_KEPT = frozenset(
    (*http.HTTP_CLIENTS, *sdks.SDKS, *http.FUNCTIONS, *environment.STORES, *environment.PROCESSES, "open", "io.open")
)
_COPIES = frozenset(("copy.copy", "copy.deepcopy"))
_JOINS = frozenset(("os.path.join", "posixpath.join"))
_COMMANDS = frozenset(("subprocess.check_output", "subprocess.getoutput", "os.popen"))
_READS = frozenset(("read", "readline", "read_text", "read_bytes"))
#: What may name an option of a settings file.
_OPTION = re.compile(r"[A-Za-z_][\w.]*")


def result(evaluator: Evaluator, node: ast.Call, frame: Frame) -> Values:
    if read := environment.call(evaluator, node, frame):
        return (read,)
    if isinstance(node.func, ast.Attribute) and (values := _method(evaluator, node, node.func, frame)):
        return values
    values = ()
    for callee in evaluator.evaluate(node.func, frame):
        values += _called(evaluator, callee, node, frame)
    return values


def _method(evaluator: Evaluator, node: ast.Call, function: ast.Attribute, frame: Frame) -> Values:
    """Return what a method of a text, a mapping or a file returns."""
    if function.attr in _READS and (stored := _stored(evaluator, node, function, frame)):
        return (stored,)
    texts = strings.METHODS.get(function.attr)
    values: list[Value] = []
    for base in evaluator.evaluate(function.value, frame):
        if is_inbound(base):
            values.append(evaluator.unknown(node, frame, Origin.INBOUND))
        elif isinstance(base, Text) and texts is not None:
            values += texts(evaluator, base, node, frame)
        elif isinstance(base, Mapping):
            values += _of_mapping(evaluator, base, node, function.attr, frame)
        elif isinstance(base, Text) and function.attr in effects.GIVING and len(node.args) == 2:
            values += _with_default(evaluator, node, frame)
    return tuple(values)


def _stored(evaluator: Evaluator, node: ast.Call, function: ast.Attribute, frame: Frame) -> Text | None:
    """Return the unstripped text that ``open(…).read()`` or ``path.read_text()`` gives."""
    opened = any(
        isinstance(base, Built) and base.dotted in ("open", "io.open")
        for base in evaluator.evaluate(function.value, frame)
    )
    if not opened and function.attr not in ("read_text",) and not _is_opening(function.value):
        return None
    return evaluator.unknown(node, frame, Origin.STORED)


def _is_opening(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("open", "popen")


def _with_default(evaluator: Evaluator, node: ast.Call, frame: Frame) -> Values:
    """Return ``config.get("key", default)`` of a mapping that is not known: something of that name, or the default."""
    key = mappings.key_of(evaluator, node.args[0], frame)
    span = evaluator.span(node, frame)
    something = Text((Unknown(span, (key,) if key else ()),), span)
    default = evaluator.evaluate(node.args[1], frame)
    return (something, *(value for value in default if isinstance(value, Text) and _is_a_default(value.literal)))


def _is_a_default(text: str | None) -> bool:
    """Tell whether a text can be a default only: the second name of ``parser.get(section, option)`` is none."""
    return bool(text) and _OPTION.fullmatch(text or "") is None


def _of_mapping(evaluator: Evaluator, base: Mapping, node: ast.Call, method: str, frame: Frame) -> Values:
    if method == "copy":
        return (base,)
    if method in effects.GIVING and node.args:
        key = mappings.key_of(evaluator, node.args[0], frame)
        something = evaluator.unknown(node, frame)
        return mappings.get(evaluator, base, key, something) if key is not None else (something,)
    return ()


def _called(evaluator: Evaluator, callee: Value, node: ast.Call, frame: Frame) -> Values:
    span = evaluator.span(node, frame)
    if isinstance(callee, Function):
        return functions.returned(
            evaluator, callee, functions.bound(node, callee.scope, frame, skip=1 if callee.scope.receiver else 0)
        )
    if isinstance(callee, Class):
        return (Instance(callee.scope, span, node, frame),)
    if isinstance(callee, Reference):
        return _library(evaluator, callee.dotted, node, frame)
    return ()


def _library(evaluator: Evaluator, name: str, node: ast.Call, frame: Frame) -> Values:
    """Return what a function of another module returns, where that is known."""
    if name == "dict" or (name == "dict.copy" and node.args):
        return mappings.constructed(evaluator, node, frame)
    if name in _COPIES and node.args:
        return evaluator.evaluate(node.args[0], frame)
    if name in http.WRAPPERS and node.args:
        values = evaluator.evaluate(node.args[-1 if name == "typing.cast" else 0], frame)
        if name == "str":
            span = evaluator.span(node, frame)
            return tuple(Text(text.parts, span) for text in evaluator.texts(node.args[0], frame))
        if name.endswith("SecretStr"):
            return tuple(map(strings.sealed, values))
        return tuple(mappings.as_mapping(evaluator, value) or value for value in values)
    if name in ("urllib.parse.urljoin", "urllib.request.urljoin"):
        return strings.joined_url(evaluator, node, frame)
    if name in _JOINS:
        return strings.joined_path(evaluator, node, frame)
    if name in _COMMANDS:
        return (evaluator.unknown(node, frame, Origin.STORED),)
    if name in _KEPT:
        return (Built(name, node, frame, evaluator.span(node, frame)),)
    return ()
