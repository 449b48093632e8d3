"""What the options of a program's command line have until somebody gives them: argparse, click, typer.

What is given is not known. The default is what comes in its place, as that of a variable of the environment is.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import made
from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.evaluator import Evaluator, Expression
from flake8_openrouter.languages.python.inference.values import Built, Frame, Value, Values
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.asked import is_asked_for
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import decorators, dotted, is_nothing, last_name
from flake8_openrouter.model import Reach, Text, Unknown, Variable

#: How many options of one name are looked at.
MAX_OPTIONS = 20

PARSER = "argparse.ArgumentParser"
#: What a parser's methods give: what was given on the command line, alone or with what is left of it.
ARGUMENTS = f"{PARSER}.parse_args"
_PARTED = f"{PARSER}.parse_known_args"
_PARSING = {
    "parse_args": ARGUMENTS,
    "parse_intermixed_args": ARGUMENTS,
    "parse_known_args": _PARTED,
    "parse_known_intermixed_args": _PARTED,
}
#: What programs call what was given on the command line.
_CALLED = frozenset(("args", "arguments", "opts", "options", "namespace"))
_GIVEN = Reach(("the command line gives it too",))
#: Decorators that give a function's parameter an option's value.
_DECORATORS = ("option", "argument")
#: Decorators beside them that ask for no value.
_PLAIN = frozenset((*_DECORATORS, "command", "group", "callback", "pass_context", "pass_obj", "version_option"))
#: Arguments with which click and typer do not go on without a value, or may not.
_ASKING = frozenset(("required", "prompt", "confirmation_prompt", "callback"))
#: What a parameter's default may be, which declares an option.
DECLARING = frozenset(f"typer.{name}" for name in ("Option", "Argument"))


def parsed(expression: Expression[ast.Call], parser: Built, name: str) -> Values:
    """Return what a method of argparse's parser gives; nothing for a method that does not parse."""
    if parser.dotted != PARSER or name not in _PARSING:
        return ()
    return (Built(_PARSING[name], parser.call, parser.frame, expression.span),)


def first(arguments: Built, index: str | None) -> Values:
    """Return the first of the two that ``parse_known_args()`` gives."""
    is_first = arguments.dotted == _PARTED and index == "0"
    return (Built(ARGUMENTS, arguments.call, arguments.frame, arguments.span),) if is_first else ()


def given(expression: Expression[ast.AST], arguments: Built, name: str) -> Values:
    """Return what an option has by its name; nothing where its default is not known, or the program gives a value."""
    reader, module = expression.frame.scope.module, arguments.frame.scope.module
    if arguments.dotted != ARGUMENTS or any(name in indexes.set_attributes(each) for each in (reader, module)):
        return ()
    declared = [default for default in _declared(module).get(name, ()) if default.is_kept]
    if not 0 < len(declared) <= MAX_OPTIONS:
        return ()
    defaults = [(default.expression(expression.evaluator), "") for default in declared]
    return _option(expression, defaults, lambda: any(is_asked_for(name, each) for each in (reader, module)))


def by_name(expression: Expression[ast.Attribute]) -> Values:
    """Return the URL that an option has by default, of something unknown that is called as parsed arguments are.

    Nothing for what is no option, or has another default.
    """
    frame = expression.frame
    declared = _declared(frame.scope.module).get(expression.node.attr, ())
    if len(declared) != 1 or not _are_arguments(expression.node.value, frame):
        return ()
    values = declared[0].expression(expression.evaluator).values()
    return tuple(value for value in values if isinstance(value, Text) and value.head.startswith("http"))


def _are_arguments(node: ast.expr, frame: Frame) -> bool:
    """Tell whether an expression is what the command line was parsed to, by its name or by what it is bound to."""
    path = dotted(node)
    if path.rpartition(".")[2] in _CALLED:
        return True
    found = [binding.value for binding in reaching(path, frame)] if path.isidentifier() else [node]
    return any(isinstance(value, ast.Call) and last_name(value.func) in _PARSING for value in found)


class _Default(NamedTuple):
    """The default of an option, where it is declared. ``is_kept``: it is what a program has, if nothing is given."""

    node: ast.expr
    site: CallSite
    is_kept: bool

    def expression(self, evaluator: Evaluator) -> Expression[ast.expr]:
        return evaluator.expression(self.node, Frame(self.site.scope, self.site.point))


@remembered
def _declared(module: Module) -> dict[str, list[_Default]]:
    """The defaults of argparse's options, by the names by which they are asked for."""
    found: dict[str, list[_Default]] = {}
    for site in module.calls_by_name.get("add_argument", ()):
        keywords = {each.arg: each.value for each in site.node.keywords}
        if "default" in keywords:
            name = _constant(keywords.get("dest")) or _name(site.node.args, is_click=False)
            is_kept = _is_text(keywords.get("type")) and "required" not in keywords
            found.setdefault(name, []).append(_Default(keywords["default"], site, is_kept))
    for site in module.calls_by_name.get("set_defaults", ()):
        for each in site.node.keywords:
            found.setdefault(each.arg or "", []).append(_Default(each.value, site, is_kept=True))
    return found


def _is_text(kind: ast.expr | None) -> bool:
    """Tell whether an option's type leaves its text as it is."""
    return kind is None or last_name(kind) == "str"


def _constant(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _name(nodes: Iterable[ast.expr], *, is_click: bool) -> str:
    """Return the name by which a program asks for an option: that of the longest kind, without its dashes."""
    names = [name for node in nodes if (name := _constant(node))]
    plain = [name for name in names if not name.startswith("-")]
    if plain:
        return plain[0].lower() if is_click else plain[0]
    long = [name for name in names if name.startswith("--")] or names
    return long[0].lstrip("-").replace("-", "_") if long else ""


def of_parameter(evaluator: Evaluator, name: str, scope: Scope) -> Values:
    """Return what a decorator of click's, or an annotation for typer, gives a parameter; nothing where none does."""
    decorated, metadata = getattr(scope.node, "decorator_list", ()), _metadata(scope, name)
    if not decorated and not metadata:
        return ()
    frame = Frame(scope.parent or scope, scope.point)
    for node in metadata:
        if isinstance(node, ast.Call) and evaluator.reference(node.func, frame) in DECLARING:
            return _of_call(evaluator.expression(node, frame), scope.parameters[name])
    for node in decorated:
        if not isinstance(node, ast.Call) or last_name(node.func) not in _DECORATORS:
            continue
        if name == _name(node.args, is_click=True) and _is_click(evaluator, node, frame):
            values = _of_call(evaluator.expression(node, frame), _keyword(node, "default"))
            return values if _PLAIN.issuperset(decorators(scope.node)) else tuple(map(_asked, values))
    return ()


def _asked(value: Value) -> Value:
    """Return what an option has where a decorator of the program's own may ask first whether there is anything."""
    read = value.parts[0] if isinstance(value, Text) and len(value.parts) == 1 else None
    if not isinstance(value, Text) or not isinstance(read, Variable) or read.default:
        return value
    return Text((read._replace(guarded=True),), value.span)


def _metadata(scope: Scope, name: str) -> list[ast.expr]:
    """Return what ``Annotated[str, …]`` says of a parameter besides its type."""
    bindings = scope.bindings.get(name)
    annotation = bindings[0].annotation if bindings else None
    if not isinstance(annotation, ast.Subscript) or last_name(annotation.value) != "Annotated":
        return []
    return annotation.slice.elts[1:] if isinstance(annotation.slice, ast.Tuple) else []


def _is_click(evaluator: Evaluator, node: ast.Call, frame: Frame) -> bool:
    return evaluator.reference(node.func, frame).partition(".")[0].endswith("click")


def declared(expression: Expression[ast.Call]) -> Values:
    """Return what ``typer.Option("default", "--name")`` gives the parameter whose default it is."""
    args = expression.node.args
    default = args[0] if args and not isinstance(args[0], ast.Starred) else _keyword(expression.node, "default")
    return _of_call(expression, default)


def _of_call(expression: Expression[ast.Call], default: ast.expr | None) -> Values:
    """Return what a call declares by its default, and by the variable that has its value."""
    node = _keyword(expression.node, "envvar")
    envvar, texts = _constant(node), () if default is None else _texts(expression.at(default))
    if node is not None and envvar and not texts:
        ours = envvar in expression.evaluator.env_names
        place = made.within(expression.at(node).span)
        read = Variable(envvar, place, ours=ours, guarded=True, reach=_GIVEN)
        return (Text((read,), expression.span),)
    if default is None:
        return ()
    return _option(expression, [(expression.at(default), envvar)], lambda: _asks(expression.node))


def _asks(call: ast.Call) -> bool:
    """Tell whether an option is asked for by itself where it is missing, or may be."""
    return any(each.arg in _ASKING and not is_nothing(each.value) for each in call.keywords)


def _keyword(node: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in node.keywords if each.arg == name), None)


def _texts(expression: Expression[ast.expr]) -> tuple[Text, ...]:
    """Return the texts that a default can be; nothing where it may be none, or an empty one."""
    values = expression.values()
    texts = tuple(value for value in values if isinstance(value, Text) and value.literal != "" and value.lead)
    is_known = all(not isinstance(part, Unknown) for text in texts for part in text.parts)
    return texts if len(texts) == len(values) and is_known else ()


def _option(
    expression: Expression[ast.AST], defaults: list[tuple[Expression[ast.expr], str]], asks: Callable[[], bool]
) -> Values:
    """Return a value that is not known, with the defaults that there are; an edit is one of the default.

    ``asks`` tells whether the program may not go on where neither the option nor a variable is given.
    """
    texts = tuple(dict.fromkeys(text for default, _ in defaults for text in _texts(default)))
    if not texts:
        return ()
    default, name = defaults[0]
    read = texts[0].parts[0] if len(texts) == len(texts[0].parts) == 1 else None
    if isinstance(read, Variable) and not name:
        guarded = read.guarded or (not read.default and asks())
        is_made = isinstance(default.node, ast.Lambda)  # only where the option is not given
        read = read._replace(guarded=guarded, reach=_GIVEN, kept=not is_made)
        return (Text((read,), expression.span),)
    ours = name in expression.evaluator.env_names
    return (Text((Variable(name, default.span, texts, ours, reach=_GIVEN),), expression.span),)
