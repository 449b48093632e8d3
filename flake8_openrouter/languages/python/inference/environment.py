"""Reads of the environment and of settings stores, in all their spellings."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from flake8_openrouter.languages.python.inference import channels, environment_writes, loaders, mappings
from flake8_openrouter.languages.python.inference.evaluator import Evaluator, Expression
from flake8_openrouter.languages.python.inference.values import (
    Built,
    Flag,
    Frame,
    Mapping,
    Nothing,
    Reference,
    Rest,
    Value,
    Values,
)
from flake8_openrouter.languages.python.syntax import effects, indexes
from flake8_openrouter.languages.python.syntax.carrying import asked_by_other_names
from flake8_openrouter.languages.python.syntax.conditions import testing
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.mentions import SAID, Word
from flake8_openrouter.languages.python.syntax.scopes import Module, Mutation
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name
from flake8_openrouter.model import Origin, Span, Text, Variable
from flake8_openrouter.openrouter import api, credentials

#: How many writes of one variable are looked at.
MAX_WRITES = 20


class Read(NamedTuple):
    """A function that reads a variable: where its name and default are, and whether it fails without either.

    ``strictness`` is the argument that says that it does not fail, if it is False. ``stored``: it reads more than the
    environment of the process. ``elsewhere``: what it reads is in neither the environment nor a file beside it.
    ``given`` is the place of the argument that it returns where that is something.
    """

    name: int = 0
    default: int | None = 1
    required: bool = False
    names: tuple[str, ...] = ("key", "name", "option", "var", "env_vars")
    strictness: str = ""
    stored: bool = True
    elsewhere: bool = False
    given: int | None = None


_OPTIONAL = Read()
_OF_PROCESS = Read(stored=False)
_OF_FILE = Read(elsewhere=True)
_STRICT = Read(required=True)
_CAST_SECOND = Read(default=2, required=True)
_UNLESS_GIVEN = Read(name=2, default=3, required=True, names=("env_key",), given=1)

#: Functions that read a variable.
FUNCTIONS: dict[str, Read] = {
    "os.getenv": _OF_PROCESS,
    "os.environ.get": _OF_PROCESS,
    "os.environ.setdefault": _OPTIONAL,
    "os.environ.pop": _OPTIONAL,
    "os.getenvb": _OPTIONAL,
    "decouple.config": _STRICT,
    "streamlit.secrets.get": _OPTIONAL,
    "google.colab.userdata.get": Read(default=None, required=True, elsewhere=True),
    "dotenv.get_key": Read(name=1, default=None, names=("key_to_get",), elsewhere=True),
    "environs.env": _STRICT,
    "environs.env.str": _STRICT,
    "haystack.utils.Secret.from_env_var": Read(default=None, required=True, strictness="strict"),
    "haystack.utils.auth.Secret.from_env_var": Read(default=None, required=True, strictness="strict"),
    "langchain_core.utils.get_from_env": Read(name=1, default=2, required=True, names=("env_key",)),
    "langchain_core.utils.env.get_from_env": Read(name=1, default=2, required=True, names=("env_key",)),
    "llama_index.core.base.llms.generic_utils.get_from_param_or_env": _UNLESS_GIVEN,
    "llama_index.core.llms.generic_utils.get_from_param_or_env": _UNLESS_GIVEN,
}

#: Constructors whose result reads variables: how it does when it is called itself.
STORES: dict[str, Read] = {
    "dotenv.dotenv_values": _OF_FILE,
    "environs.Env": _STRICT,
    "environs.FileAwareEnv": _STRICT,
    "decouple.Config": _STRICT,
    "decouple.AutoConfig": _STRICT,
    "starlette.config.Config": _CAST_SECOND,
    "environ.Env": _CAST_SECOND,
    "environ.FileAwareEnv": _CAST_SECOND,
}

#: What is subscripted, and fails where the variable is missing.
MAPPINGS = frozenset(("os.environ", "os.environb", "streamlit.secrets"))

#: Calls whose output is a command's.
PROCESSES = frozenset(("subprocess.run", "subprocess.Popen"))

#: Functions that set a variable, and where its name is among their arguments.
_SETTERS = {"putenv": 0, "setenv": 0, "set_key": 1}

_STORE_METHODS = frozenset(("get", "str", "url", "get_value"))
_SETTING = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_SETTINGS_OBJECT = re.compile(r"(?:^|[._])(?:settings|config|conf|cfg|env|secrets)$", re.IGNORECASE)

#: What a text is in that names something, rather than says it.
_LISTED = ast.Dict | ast.List | ast.Tuple | ast.Set
_NAMING = ast.Call | ast.keyword | ast.Subscript | _LISTED | ast.Assign | ast.AnnAssign


def call(expression: Expression[ast.Call]) -> Values:
    """Return the variable that a call reads, or what it is given to return before that."""
    read = _read(expression)
    if read is None:
        return ()
    given = _argument(expression.node, read.given, ("param",)) if read.given is not None else None
    variable = _variable_of(expression, read)
    return (variable,) if given is None else expression.evaluator.or_else(expression.values_of(given), (variable,))


def _variable_of(expression: Expression[ast.Call], read: Read) -> Value:
    name_node = _argument(expression.node, read.name, read.names)
    default_node = _argument(expression.node, read.default, ("default",))
    span = expression.span
    name = _name(expression, name_node)
    defaults: tuple[Text, ...] = ()
    lenient = _lenient(expression.node, read) if read.required else None
    required = read.required and lenient is None
    if default_node is not None:
        values = expression.values_of(default_node)
        if not any(isinstance(value, Nothing | Flag) for value in values):
            defaults = tuple(expression.evaluator.as_text(value, default_node, expression.frame) for value in values)
    if set_here := _set_by_the_file(expression, name):
        return set_here
    module = expression.frame.scope.module
    tested = testing(module, name)
    asked = expression.frame.scope.function in tested
    is_empty = not any(text.with_defaults().literal for text in defaults)
    guarded = is_empty and (bool(tested) or _is_asked(expression))
    guarded = guarded or (not defaults and not read.stored and loaders.sets(expression.evaluator, module, name))
    text = _variable(expression.evaluator, span, name, required, guarded, defaults, asked)
    text = _stored(text) if read.elsewhere else text
    text = _with(text, lenient=_within(expression, lenient), kept=True) if lenient is not None else text
    return text if read.stored else _with_missed(expression, text)


def _is_asked(expression: Expression[ast.Call]) -> bool:
    """Tell whether a condition asks for what a call reads, where that has a name."""
    return bool(asked_by_other_names(expression.frame.scope.module, expression.node))


def _stored(text: Text) -> Text:
    return _with(text, stored=True, kept=True)


def _with(text: Text, **said: Any) -> Text:
    """Return a text with more that is said of the variables in it."""
    parts = (part._replace(**said) if isinstance(part, Variable) else part for part in text.parts)
    return text._replace(parts=tuple(parts))


def _with_missed(expression: Expression[ast.expr], text: Text) -> Text:
    """Return a read with the call that would have loaded the variable, had it come before."""
    missed = loaders.missed(expression)
    return _with(text, missed=missed) if missed else text


def _lenient(call: ast.Call, read: Read) -> ast.expr | ast.keyword | None:
    """Return the argument by which a call does not fail where the variable is not set."""
    given = (each for each in call.keywords if read.strictness and each.arg == read.strictness)
    refusing = (each for each in given if isinstance(each.value, ast.Constant) and each.value.value is False)
    return next(refusing, None) or _given(call, read.default, ("default",))


def _within(expression: Expression[ast.Call], argument: ast.expr | ast.keyword) -> Span | None:
    """Return the place of an argument; None in an f-string where only that of the whole is known."""
    place = expression.frame.scope.module.span(argument)
    return place if place.is_within(expression.span) and place != expression.span else None


def _read(expression: Expression[ast.Call]) -> Read | None:
    for value in expression.values_of(expression.node.func):
        if isinstance(value, Reference) and value.dotted in FUNCTIONS:
            return FUNCTIONS[value.dotted]
        if isinstance(value, Built) and value.dotted in STORES:
            return STORES[value.dotted]
    if isinstance(expression.node.func, ast.Attribute) and expression.node.func.attr in _STORE_METHODS:
        for value in expression.values_of(expression.node.func.value):
            if isinstance(value, Built) and value.dotted in STORES:
                return _OF_FILE if value.dotted == "dotenv.dotenv_values" else _STRICT
            if expression.node.args and _is_copied(expression.at(expression.node.args[0]), value):
                return _OPTIONAL
    return None


def _is_copied(name: Expression[ast.expr], value: Value) -> bool:
    """Tell whether a mapping is a copy of the environment, and has nothing else under a name."""
    if not isinstance(value, Mapping) or value.rest is not Rest.ENVIRONMENT:
        return False
    key = mappings.key_of(name)
    return key is not None and not any(value.under(key))


def subscript(expression: Expression[ast.Subscript], base: Value) -> Value | None:
    """Return the variable that ``os.environ["X"]`` or its like reads."""
    reads = (
        (isinstance(base, Reference) and base.dotted in MAPPINGS)
        or (isinstance(base, Built) and base.dotted in STORES)
        or _is_copied(expression.at(expression.node.slice), base)
    )
    if not reads:
        return None
    name = _name(expression, expression.node.slice)
    span = expression.span
    if set_here := _set_by_the_file(expression, name):
        return set_here
    text = _variable(expression.evaluator, span, name, required=True, guarded=False)
    is_process = isinstance(base, Reference) and base.dotted.startswith("os.")
    if isinstance(base, Built) and STORES.get(base.dotted) is _OF_FILE:
        return _stored(text)
    return _with_missed(expression, text) if is_process else text


def _set_by_the_file(expression: Expression[ast.expr], name: str) -> Value | None:
    """Return the text that the file itself put into a variable, or that this may be one which begins with a scheme.

    What holds OpenRouter's key by another provider's name is no longer that one's.
    """
    texts = assigned(expression.evaluator, name, expression.frame)
    if len(texts) == 1 and texts[0].literal is not None:
        return texts[0]
    writes = indexes.environment_writes(expression.frame.scope.module).get(name, ())
    before = [each for each in writes if not _is_missed(each, expression.frame)]
    if name not in expression.evaluator.env_names and any(_brings_ours(expression, each) for each in before):
        return expression.unknown(Origin.INBOUND)
    return expression.unknown(Origin.INBOUND) if _put_more(expression.evaluator, name, before) else None


def _brings_ours(expression: Expression[ast.expr], mutation: Mutation) -> bool:
    """Tell whether the module, or the function that reads a variable, puts OpenRouter's key into it."""
    frame, scope = expression.frame, mutation.scope
    if mutation.value is None or scope.function not in (frame.scope.function, scope.module.scope):
        return False
    texts = expression.evaluator.texts(mutation.value, frame.at(scope, mutation.point))
    return any(map(credentials.is_ours, texts))


def _is_missed(mutation: Mutation, frame: Frame) -> bool:
    """Tell whether a change is made after what is read in a frame, or in another arm than that."""
    there, here = mutation.point, frame.point
    is_here = mutation.scope.function is frame.scope.function
    return is_here and (there.order >= here.order or there.excludes(here))


def is_completed(evaluator: Evaluator, module: Module, name: str) -> bool:
    """Tell whether a file may put more than a key into a variable."""
    return _put_more(evaluator, name, indexes.environment_writes(module).get(name, ()))


def _put_more(evaluator: Evaluator, name: str, writes: Iterable[Mutation]) -> bool:
    """Tell whether one of the first changes puts more than a key into a variable."""
    return any(
        len(text.parts) > 1 or text.head.lower().startswith(api.SCHEME.lower())
        for mutation in islice(writes, MAX_WRITES)
        if environment_writes.may_set(evaluator, mutation)
        for entry in mappings.added(evaluator, mutation).under(name)
        for text in evaluator.argument_texts(entry.value)
    )


def assigned(evaluator: Evaluator, name: str, frame: Frame) -> tuple[Text, ...]:
    """Return what ``os.environ["X"] = …`` of the file sets a variable to; something unknown for too many of those."""
    found: list[Text] = []
    writes = indexes.environment_writes(frame.scope.module).get(name, [])
    if len(writes) > MAX_WRITES:
        return (evaluator.unknown(writes[0].node, frame),)
    for mutation in writes:
        if mutation.key is not None and mutation.value is not None and environment_writes.may_set(evaluator, mutation):
            found += evaluator.texts(mutation.value, Frame(mutation.scope, mutation.point))
    return tuple(found)


def written(evaluator: Evaluator, module: Module) -> frozenset[str] | None:
    """Return the variables that a file sets; None where it sets some whose names can't be told."""
    found: set[str | None] = set()
    for mutation in indexes.environment_mutations(module):
        if environment_writes.may_set(evaluator, mutation):
            found |= _written_by(evaluator, mutation)
    for name, position in _SETTERS.items():
        for site in module.calls_by_name.get(name, ()):
            if position < len(site.node.args):
                found.add(
                    mappings.key_of(evaluator.expression(site.node.args[position], Frame(site.scope, site.point)))
                )
    return None if None in found else frozenset(name for name in found if name)


def written_elsewhere(evaluator: Evaluator, module: Module, variables: Collection[str]) -> Iterator[str]:
    """Say which other files that may run in one process with a file may set one of some variables."""
    for name, other in evaluator.modules.others_having(module, [Word(variable, SAID) for variable in variables]):
        found = written(evaluator, other) if other is not None else None
        if found is None or not found.isdisjoint(variables):
            yield f"{name} may set {' or '.join(variables)}"


def _written_by(evaluator: Evaluator, mutation: Mutation) -> set[str | None]:
    if mutation.method in effects.TAKING:
        return set()
    added = mappings.added(evaluator, mutation)
    return {entry.key for entry in added.entries} | (set() if added.complete else {None})


def setting(expression: Expression[ast.Attribute]) -> Value | None:
    """Return the variable that ``settings.OPENROUTER_API_KEY`` stands for."""
    if not _SETTING.fullmatch(expression.node.attr) or not _SETTINGS_OBJECT.search(dotted(expression.node.value)):
        return None
    span = expression.span
    return _stored(_variable(expression.evaluator, span, expression.node.attr, required=True, guarded=False))


def _variable(
    evaluator: Evaluator,
    span: Span,
    name: str,
    required: bool,
    guarded: bool,
    defaults: tuple[Text, ...] = (),
    asked: bool = False,
) -> Text:
    ours = name in evaluator.env_names
    return Text((Variable(name, span, defaults, ours, required, guarded=guarded, asked=asked),), span)


def _name(expression: Expression[ast.expr], node: ast.expr | None) -> str:
    names = {text.literal for text in expression.texts_of(node)} if node is not None else set()
    return (names.pop() or "") if len(names) == 1 else ""


def _argument(node: ast.Call, position: int | None, keywords: tuple[str, ...]) -> ast.expr | None:
    given = _given(node, position, keywords)
    return given.value if isinstance(given, ast.keyword) else given


def _given(node: ast.Call, position: int | None, keywords: tuple[str, ...]) -> ast.expr | ast.keyword | None:
    """Return an argument of a call as it is given: in its place, or by one of its names."""
    if (
        position is not None
        and position < len(node.args)
        and not any(isinstance(item, ast.Starred) for item in node.args)
    ):
        return node.args[position]
    return next((keyword for keyword in node.keywords if keyword.arg and keyword.arg in keywords), None)


@remembered
def named(module: Module) -> set[str]:
    """The texts by which the file may name an environment variable: given to something, looked up, or kept."""
    found = {keyword.arg for site in module.calls for keyword in site.node.keywords if keyword.arg}
    for site in module.strings:
        parent = module.parents.get(site.node)
        shown = isinstance(parent, ast.Call) and last_name(parent.func) in ("print", "echo", *channels.LOG_METHODS)
        if isinstance(parent, _NAMING) and not shown:
            found.add(str(site.node.value))
    return found
