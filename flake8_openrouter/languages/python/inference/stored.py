"""Text of files and commands, which ends in a newline more often than not."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from flake8_openrouter.languages.python.inference import answers, environment
from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.values import Built, Located, Value, Values
from flake8_openrouter.languages.python.syntax.tree import descendants
from flake8_openrouter.model import Origin, Span, Text, Unknown
from flake8_openrouter.openrouter import api

#: Functions that open a file, and methods that read one.
OPENING = frozenset(("open", "io.open", "codecs.open", "aiofiles.open"))
READS = frozenset(("read", "readline", "readlines", "read_text", "read_bytes"))


def read(expression: Expression[ast.Call], function: ast.Attribute) -> Values:
    """Return the unstripped text that ``open(…).read()`` or ``path.read_text()`` gives; nothing for another call."""
    found = [base for base in expression.values_of(function.value) if _is_open(base)]
    if not found and function.attr != "read_text" and not _is_opening(function.value):
        return ()
    opened: list[ast.expr] = [base.call for base in found if isinstance(base, Built)]
    return (_unstripped(expression, next(filter(_names_a_secret, _texts(opened or [function.value])), "")),)


def element(expression: Expression[ast.Subscript], base: Value) -> Values:
    """Return the unstripped line that ``lines[0]`` is of what was read; nothing for another value."""
    part = base.parts[0] if isinstance(base, Text) and len(base.parts) == 1 else None
    is_line = isinstance(expression.node.slice, ast.Constant) and isinstance(expression.node.slice.value, int)
    is_stored = isinstance(part, Unknown) and part.origin is Origin.STORED
    return (_unstripped(expression, part.secret),) if isinstance(part, Unknown) and is_line and is_stored else ()


def moved(values: Values, span: Span) -> Values:
    """Return values of which an unstripped text is what an expression at another place gives."""
    return tuple(_moved(value, span) if isinstance(value, Text) else value for value in values)


def _moved(text: Text, span: Span) -> Text:
    parts = (
        part._replace(span=span) if isinstance(part, Unknown) and part.origin is Origin.STORED else part
        for part in text.parts
    )
    return Text(tuple(parts), text.span)


def of_process(expression: Expression[ast.Call], base: Built, method: str) -> Values:
    """Return what ``process.communicate()`` gives, the output and what else; nothing for another method."""
    is_output = base.dotted in environment.PROCESSES and method == "communicate"
    return (expression.unknown(Origin.STORED),) if is_output else ()


def _output(expression: Expression[ast.Call]) -> Values:
    return (expression.unknown(Origin.STORED),)


def _next(expression: Expression[ast.Call]) -> Values:
    """``next(file)`` is a line."""
    values = expression.values_of(expression.node.args[0]) if expression.node.args else ()
    return (expression.unknown(Origin.STORED),) if any(map(_is_open, values)) else ()


#: Functions whose result is a command's output or a line. ``getoutput`` takes the newline off itself.
FUNCTIONS: dict[str, Callable[[Expression[ast.Call]], Values]] = {
    "subprocess.check_output": _output,
    "os.popen": _output,
    "next": _next,
}


def _unstripped(expression: Expression[ast.expr], secret: str) -> Text:
    text = expression.unknown(Origin.STORED)
    return Text(tuple(part._replace(secret=secret) for part in text.parts if isinstance(part, Unknown)), text.span)


def _is_open(value: Value) -> bool:
    return isinstance(value, Located) or (isinstance(value, Built) and value.dotted in OPENING)


def _is_opening(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("open", "popen")


def _texts(opened: Sequence[ast.expr]) -> Iterator[str]:
    """Yield the texts that a file's path is written with."""
    for node in opened:
        for inner in descendants(node):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner.value


def _names_a_secret(path: str) -> bool:
    """Tell whether a path is one of a file for OpenRouter's key; what is at a URL is an answer."""
    return "://" not in path and api.mentions(path) and answers.SECRET.fullmatch(path) is not None
