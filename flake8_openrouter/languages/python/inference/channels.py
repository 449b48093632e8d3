"""Where a call shows what it is given: standard output, logs, warnings."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name

LOG_METHODS = frozenset(
    ("debug", "info", "warning", "warn", "error", "critical", "exception", "log", "trace", "success")
)
_LOGGERS = frozenset(("logging", "logger", "log", "_logger", "LOGGER", "LOG", "_LOGGER", "loguru"))
#: The last names of what is given a function that may rewrite each record of a log.
REWRITING = ("addFilter", "setLogRecordFactory")
_MAKING_LOGGERS = frozenset(("getLogger", "get_logger"))
#: Stands for what shows the value of the expression that a notebook's cell ends with: no program can name it.
CELL_OUTPUT = "the cell's output"
_FUNCTIONS = {
    CELL_OUTPUT: CELL_OUTPUT,
    "display": "display",
    "IPython.display.display": "display",
    "print": "print",
    "warnings.warn": "warnings.warn",
    "sys.stdout.write": "sys.stdout",
    "sys.stderr.write": "sys.stderr",
    "sys.exit": "sys.exit",
    "pprint.pprint": "pprint",
    "rich.print": "print",
    "click.echo": "click.echo",
    "typer.echo": "typer.echo",
    "logging.debug": "logging",
    "traceback.print_exception": "traceback",
}
_LAST_NAMES = frozenset(name.rpartition(".")[2] for name in _FUNCTIONS)
#: The last names of what may show its arguments.
SHOWING = LOG_METHODS | _LAST_NAMES


def channel(expression: Expression[ast.Call]) -> str:
    """Return where a call shows its arguments, as a message may call it; nothing for another call."""
    function = expression.node.func
    if isinstance(function, ast.Attribute) and function.attr in LOG_METHODS:
        if isinstance(function.value, ast.Call) and last_name(function.value.func) in _MAKING_LOGGERS:
            return "logging"
        path = dotted(function.value)
        last = path.rpartition(".")[2]
        if last in _LOGGERS or last.lower().endswith("logger"):
            return path
    if last_name(function) not in _LAST_NAMES:
        return ""
    if isinstance(function, ast.Attribute) and last_name(function.value).lower().endswith("console"):
        return dotted(function)
    return _FUNCTIONS.get(expression.reference_of(function), "")
