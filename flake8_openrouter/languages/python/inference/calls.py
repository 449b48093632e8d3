"""What a call returns: a variable, a text, a mapping, a session, or what a function of the file returns."""

from __future__ import annotations

import ast
import re

from flake8_openrouter.languages.python.inference import (
    answers,
    command_lines,
    declarations,
    environment,
    fields,
    functions,
    getters,
    lineage,
    lookups,
    made,
    mappings,
    paths,
    settings_files,
    stored,
    strings,
    urls,
)
from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.values import (
    Built,
    Class,
    Function,
    Instance,
    Located,
    Mapping,
    Reference,
    Value,
    Values,
    is_inbound,
    is_unknown,
)
from flake8_openrouter.languages.python.libraries import http, sdks, secret_stores
from flake8_openrouter.languages.python.syntax import effects
from flake8_openrouter.model import Origin, Text, Unknown

_KEPT = frozenset(
    (
        *http.HTTP_CLIENTS,
        *sdks.SDKS,
        *http.FUNCTIONS,
        *environment.STORES,
        *environment.PROCESSES,
        *made.KEPT,
        *urls.SPLITTING,
        *settings_files.PARSERS,
        command_lines.PARSER,
        *secret_stores.AZURE,
        *stored.OPENING,
        "pycurl.Curl",
    )
)
#: What makes a text show as asterisks, wherever it is imported from.
_SEALING = (".SecretStr", ".convert_to_secret_str")
_COPIES = frozenset(("copy.copy", "copy.deepcopy", "vars"))
_JOINS = frozenset(("os.path.join", "posixpath.join"))
#: What may name an option of a settings file.
_OPTION = re.compile(r"[A-Za-z_][\w.]*")


def result(expression: Expression[ast.Call]) -> Values:
    if read := environment.call(expression):
        return read
    if answer := answers.of_call(expression):
        return answer
    if isinstance(expression.node.func, ast.Attribute) and (values := _method(expression, expression.node.func)):
        return values
    values = ()
    for callee in expression.values_of(expression.node.func):
        values += _called(expression, callee)
    return values or getters.by_name(expression)


def _method(expression: Expression[ast.Call], function: ast.Attribute) -> Values:
    """Return what a method of a text, a mapping or a file returns."""
    if function.attr in stored.READS and (found := stored.read(expression, function)):
        return found
    bases = expression.values_of(function.value)
    if kept := _of_a_store(expression, bases, function) or fields.of_method(expression, function):
        return kept
    texts = strings.METHODS.get(function.attr)
    values: list[Value] = []
    for base in bases:
        if is_inbound(base):
            values.append(expression.unknown(Origin.INBOUND))
        elif isinstance(base, Text) and texts is not None:
            values += texts(expression, base)
        elif isinstance(base, Mapping):
            values += _of_mapping(expression, base, function.attr)
        elif isinstance(base, Located):
            values += paths.method(expression, base, function.attr)
        elif isinstance(base, Built) and base.dotted in settings_files.PARSERS and function.attr == "get":
            values += settings_files.option(expression, base)
        elif isinstance(base, Built):
            values += _of_built(expression, base, function.attr)
        elif isinstance(base, Text) and function.attr == "open" and is_unknown(base):
            values.append(Built("open", expression.node, expression.frame, expression.span))
        elif isinstance(base, Text) and function.attr in effects.GIVING and len(expression.node.args) == 2:
            values += _with_default(expression)
    return tuple(values)


def _of_built(expression: Expression[ast.Call], base: Built, method: str) -> Values:
    for found in _OF_BUILT:
        if values := found(expression, base, method):
            return values
    return ()


#: What may know a method of what a function made.
_OF_BUILT = (command_lines.parsed, urls.method, made.method, stored.of_process)


def _of_a_store(expression: Expression[ast.Call], bases: Values, function: ast.Attribute) -> Values:
    """Return what is taken by a method from the answer of a store of secrets."""
    key = next(iter(expression.node.args), None) if function.attr in effects.GIVING else None
    name = f"{function.attr}()" if key is None else mappings.key_of(expression.at(key)) or ""
    found = [value for base in bases for value in answers.step(expression, base, name)]
    return tuple(found) or answers.payload(expression, function)


def _with_default(expression: Expression[ast.Call]) -> Values:
    """Return ``config.get("key", default)`` of a mapping that is not known: something of that name, or the default."""
    key = mappings.key_of(expression.at(expression.node.args[0]))
    span = expression.span
    something = Text((Unknown(span, (key,) if key else ()),), span)
    default = expression.values_of(expression.node.args[1])
    return (something, *(value for value in default if isinstance(value, Text) and _is_a_default(value.literal)))


def _is_a_default(text: str | None) -> bool:
    """Tell whether a text can be a default only: the second name of ``parser.get(section, option)`` is not one."""
    return bool(text) and _OPTION.fullmatch(text or "") is None


def _of_mapping(expression: Expression[ast.Call], base: Mapping, method: str) -> Values:
    if method == "copy":
        return (base,)
    if method not in effects.GIVING or not expression.node.args:
        return ()
    args, something = expression.node.args, expression.unknown()
    key = lookups.looked_up(expression.at(args[0]))
    if key is None:
        default = expression.values_of(args[1]) if len(args) > 1 else ()
        found = lookups.any_of(expression, base, something)
        return (*found, *(default or (something,))) if found else (something,)
    found = lookups.get(expression, base, key, something)
    return found or (_with_default(expression) if len(args) > 1 else ())


def _called(expression: Expression[ast.Call], callee: Value) -> Values:
    span = expression.span
    if isinstance(callee, Function):
        skip = 1 if callee.scope.receiver else 0
        given = functions.bound(expression.node, callee.scope, expression.frame, skip)
        return declarations.returned(expression.evaluator, callee, given, span)
    if isinstance(callee, Built):
        return made.called(expression, callee)
    if isinstance(callee, Class) and "TypedDict" in lineage.base_names(callee.scope):
        return mappings.constructed(expression)
    if isinstance(callee, Class):
        return (Instance(callee.scope, span, expression.node, expression.frame),)
    if isinstance(callee, Reference):
        return _library(expression, callee.dotted)
    return ()


def _copied(value: Value) -> Value:
    """Return a value as its copy is: that of the environment is another mapping."""
    return mappings.OF_ENVIRONMENT if isinstance(value, Reference) and value.dotted == mappings.ENVIRONMENT else value


def _library(expression: Expression[ast.Call], name: str) -> Values:
    """Return what a function of another module returns, where that is known."""
    if name == "dict" or (name == "dict.copy" and expression.node.args):
        return mappings.constructed(expression)
    if found := settings_files.loaded(expression, name) or paths.called(expression, name):
        return found
    if found := fields.of_function(expression, name):
        return found
    if name in made.FUNCTIONS:
        return made.FUNCTIONS[name](expression) or (answers.document(expression) if name == "json.loads" else ())
    if name in command_lines.DECLARING:
        return command_lines.declared(expression)
    if name == f"{mappings.ENVIRONMENT}.copy":
        return (mappings.OF_ENVIRONMENT,)
    if name in _COPIES and expression.node.args:
        return tuple(map(_copied, expression.values_of(expression.node.args[0])))
    if name == "getattr":
        return getters.attribute(expression)
    if (name in http.WRAPPERS or name.endswith(_SEALING)) and expression.node.args:
        values = expression.values_of(expression.node.args[-1 if name == "typing.cast" else 0])
        if name == "str" and (text := answers.decoded(expression)):
            return text
        if name == "str" and not any(isinstance(value, Located) for value in values):
            span = expression.span
            texts = strings.shown(expression.texts_of(expression.node.args[0]))
            return tuple(Text(text.parts, span) for text in texts)
        if name.endswith(_SEALING):
            return tuple(strings.sealed(value, declarations.seal_of(name)) for value in values)
        return tuple(mappings.as_mapping(expression.evaluator, value) or value for value in values)
    if name == "repr" and expression.node.args:
        return strings.quoted(expression.at(expression.node.args[0]))
    if name in ("urllib.parse.urljoin", "urllib.request.urljoin"):
        return strings.joined_url(expression)
    if name in urls.JOINING:
        return urls.joined(expression)
    if name in _JOINS:
        return strings.joined_path(expression)
    if name in stored.FUNCTIONS:
        return stored.FUNCTIONS[name](expression)
    if name in _KEPT or sdks.row(name) is not None:
        return (Built(name, expression.node, expression.frame, expression.span),)
    return ()
