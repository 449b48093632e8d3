"""Values that are asked for by a name: ``getattr(settings, "X", default)``, ``secrets.get_secret("X")``."""

from __future__ import annotations

import ast
import re

from flake8_openrouter.languages.python.inference import answers, attributes, mappings
from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.values import Nothing, Value, Values, is_unknown
from flake8_openrouter.languages.python.libraries import secret_stores
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Module
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Text, Variable
from flake8_openrouter.openrouter import api

#: What may give a secret by its name, by a word of the last name of what is called.
_GIVING = re.compile(
    r"get|secret|read|load|fetch|lookup|resolve|require|env|config|setting|credential|vault", re.IGNORECASE
)
_ANY_SECRET = re.compile(r"[\w./:-]+")


def attribute(expression: Expression[ast.Call]) -> Values:
    """Return what ``getattr(object, "name", default)`` gives."""
    node = expression.node
    name = mappings.key_of(expression.at(node.args[1])) if len(node.args) in (2, 3) else None
    if not name or not name.isidentifier():
        return ()
    made = _attribute_node(expression.frame.scope.module, node, name)
    found = attributes.attribute(expression.at(made))
    default = expression.values_of(node.args[2]) if len(node.args) == 3 else None
    return found if default is None else _with_default(expression, found, default)


@remembered
def _attribute_node(module: Module, call: ast.Call, name: str) -> ast.Attribute:
    """Return the attribute that a call of ``getattr`` asks for; the same one each time."""
    return ast.copy_location(ast.Attribute(call.args[0], name, ast.Load()), call)


def _with_default(expression: Expression[ast.Call], found: Values, default: Values) -> Values:
    """Return values that may be missing, with what there is then."""
    texts = tuple(value for value in default if isinstance(value, Text))
    values: list[Value] = []
    for value in found:
        part = value.parts[0] if isinstance(value, Text) and len(value.parts) == 1 else None
        if isinstance(value, Text) and isinstance(part, Variable) and not part.default:
            values.append(Text((part._replace(default=texts),), value.span))
        elif is_unknown(value):
            values += [value, *(each for each in default if not isinstance(each, Nothing))]
        else:
            values.append(value)
    return tuple(values)


def by_name(expression: Expression[ast.Call]) -> Values:
    """Return what something unknown gives that is asked for OpenRouter's key by its name; nothing for another call."""
    node, last = expression.node, last_name(expression.node.func)
    named = (each.value for each in node.keywords if each.arg in secret_stores.NAMING)
    asked = node.args[0] if node.args else next(named, None)
    if len(node.args) > 1 or asked is None or not _GIVING.search(last):
        return ()
    name = asked.value if isinstance(asked, ast.Constant) and isinstance(asked.value, str) else ""
    if not api.mentions(name) or not (_ANY_SECRET if "secret" in last.lower() else answers.SECRET).fullmatch(name):
        return ()
    return (answers.secret(name, expression.span),)
