"""What a program reads from its project's files of settings: ``json.load(open("config.json"))`` and its like."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference import lookups, made, mappings, paths, stored
from flake8_openrouter.languages.python.inference.evaluator import Evaluator, Expression
from flake8_openrouter.languages.python.inference.values import Built, Frame, Located, Mapping, Sequence, Value, Values
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import END, CallSite, Module
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Origin, Text, Unknown

_TOML = ("tomllib", "tomli", "toml", "rtoml", "tomlkit", "pytoml", "qtoml")
_JSON = ("json", "simplejson", "ujson", "orjson", "rapidjson", "json5", "commentjson")

#: What reads a file, or the text of one, by the form in which it is.
FUNCTIONS: dict[str, str] = {
    **{f"{name}.{function}": "json" for name in _JSON for function in ("load", "loads")},
    **{f"{name}.{function}": "toml" for name in _TOML for function in ("load", "loads", "parse")},
    **{f"yaml.{function}": "yaml" for function in ("safe_load", "load", "full_load", "unsafe_load")},
    "omegaconf.OmegaConf.load": "yaml",
}
#: Those that are given a file's name.
_NAMED = frozenset((*(f"{name}.load" for name in _TOML), "omegaconf.OmegaConf.load"))

#: What reads INI files once it is told to.
PARSERS = frozenset(f"configparser.{name}" for name in ("ConfigParser", "RawConfigParser", "SafeConfigParser"))
_READING = ("read", "read_file", "readfp")
_WRITTEN, _GIVEN = "read_string", "read_dict"
_CHANGING = ("set", "add_section", "remove_option", "remove_section")
#: Calls by the name of what reads, or changes, a parser that are looked at.
MAX_CALLS = 20

#: Methods that read all of a file.
_READS = frozenset(("read", "read_text", "read_bytes"))


def loaded(expression: Expression[ast.Call], name: str) -> Values:
    """Return what a function that reads a form gives; nothing for a file that is not known, or something else."""
    form, args = FUNCTIONS.get(name), expression.node.args
    if form is None or not args:
        return ()
    return _content(expression.at(args[0]), form, may_be_name=name in _NAMED)


def _content(expression: Expression[ast.expr], form: str, *, may_be_name: bool) -> Values:
    """Return what the file holds that an expression is: its path, itself once it is open, or its text."""
    evaluator, reader = expression.evaluator, expression.frame.scope.module
    found = {_path(evaluator, value, reader, may_be_name=may_be_name) for value in expression.values()}
    path = found.pop() if len(found) == 1 else None
    module = evaluator.modules.stored(path, form, reader) if path else None
    body = module.tree.body[0] if module is not None else None
    if module is None or not isinstance(body, ast.Expr):
        return ()
    return evaluator.evaluate(body.value, Frame(module.scope, END))


def _path(evaluator: Evaluator, value: Value, reader: Module, *, may_be_name: bool) -> str | None:
    """Return the path of the file that a value is, open, or of which it is all of the text."""
    if isinstance(value, Located):
        return value.path
    if isinstance(value, Built) and value.dotted in stored.OPENING and value.call.args:
        if isinstance(value.call.func, ast.Attribute) and value.dotted == "open":
            return None  # the method of something unknown
        return paths.one(evaluator.expression(value.call.args[0], value.frame))
    if isinstance(value, Sequence) and may_be_name and len(value.elements) == 1:
        return paths.one(evaluator.expression(value.elements[0].node, value.elements[0].frame))
    if not isinstance(value, Text):
        return None
    part = value.parts[0] if len(value.parts) == 1 else None
    if isinstance(part, Unknown) and part.origin is Origin.STORED:
        return _path_of_text(evaluator, part, reader)
    return value.literal if may_be_name else None


def _path_of_text(evaluator: Evaluator, part: Unknown, reader: Module) -> str | None:
    """Return the path of the file that was read where the place of an unknown text is."""
    node = indexes.node_at(reader, part.span) if part.span.document is reader.document else None
    function = node.func if isinstance(node, ast.Call) and not node.args else None
    if not isinstance(function, ast.Attribute) or function.attr not in _READS:
        return None
    frame = Frame(*reader.place(function))
    found = {_path(evaluator, base, reader, may_be_name=False) for base in evaluator.evaluate(function.value, frame)}
    return found.pop() if len(found) == 1 else None


def section(expression: Expression[ast.Subscript], parser: Built, name: str) -> Values:
    """Return what a parser of INI files has under a section's name; nothing where that is not known."""
    return _under(expression, _read(expression, parser), name)


def option(expression: Expression[ast.Call], parser: Built) -> Values:
    """Return what ``parser.get("section", "option", fallback=…)`` gives."""
    call = expression.node
    names = [mappings.key_of(expression.at(node)) for node in call.args[:2]]
    if len(call.args) != len(names) or len(names) != 2 or names[1] is None:
        return ()
    found = _read(expression, parser)
    for name in names:
        found = _under(expression, found, name or "")
    if found:
        return found
    something = Text((Unknown(expression.span, tuple(filter(None, names))),), expression.span)
    fallback = [each.value for each in call.keywords if each.arg == "fallback"]
    otherwise = (value for node in fallback for value in expression.values_of(node))
    return (something, *(value for value in otherwise if isinstance(value, Text)))


def _under(expression: Expression[ast.AST], found: Values, name: str) -> Values:
    """Return what the one mapping that there is has under a name."""
    mapping = found[0] if len(found) == 1 else None
    return lookups.get(expression, mapping, name, expression.unknown()) if isinstance(mapping, Mapping) else ()


def _read(expression: Expression[ast.AST], parser: Built) -> Values:
    """Return what a parser has read, if that is one file, text or mapping, and nothing else is done to it."""
    calls = parser.frame.scope.module.calls_by_name
    sites = [site for name in (*_READING, _WRITTEN, _GIVEN, *_CHANGING) for site in calls.get(name, ())]
    if parser.changes or len(sites) > MAX_CALLS:
        return ()
    own = [site for site in sites if _is_of(expression.evaluator, site, parser)]
    name = last_name(own[0].node.func) if len(own) == 1 else ""
    if name in ("", *_CHANGING) or not own[0].node.args:
        return ()
    argument = expression.evaluator.expression(own[0].node.args[0], Frame(own[0].scope, own[0].point))
    if name == _GIVEN:
        return argument.values()
    return _sections(argument) if name == _WRITTEN else _content(argument, "ini", may_be_name=True)


def _sections(expression: Expression[ast.expr]) -> Values:
    """Return the sections of a text that is written out."""
    texts = expression.texts()
    text = texts[0].literal if len(texts) == 1 else None
    if text is None or len(text) > made.MAX_DOCUMENT:
        return ()
    import configparser  # 3 ms: few programs write one out

    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(text)
    except configparser.Error:
        return ()
    sections = {name: dict(parser[name]) for name in parser.sections()}
    return expression.values_of(made.node_of(sections, expression.node))


def _is_of(evaluator: Evaluator, site: CallSite, parser: Built) -> bool:
    """Tell whether a call is one of a parser's methods."""
    base = site.node.func.value if isinstance(site.node.func, ast.Attribute) else None
    found = evaluator.evaluate(base, Frame(site.scope, site.point)) if base is not None else ()
    return any(isinstance(value, Built) and value.call is parser.call for value in found)
