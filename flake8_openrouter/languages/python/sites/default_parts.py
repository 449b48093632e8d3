"""Parts that frameworks make of OpenAI's client by themselves, where a call gives them none."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import arguments, environment
from flake8_openrouter.languages.python.inference.arguments import Arguments
from flake8_openrouter.languages.python.inference.values import Flag, Frame, Mapping
from flake8_openrouter.languages.python.libraries import default_parts
from flake8_openrouter.languages.python.libraries.default_parts import Parts
from flake8_openrouter.languages.python.sites.context import BuiltClient, Context
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.openrouter import destinations

#: Where such a part goes, and the variable that it takes its key from.
_HOST = "api.openai.com"
KEY = "OPENAI_API_KEY"


def clients(context: Context) -> list[BuiltClient]:
    """Return what goes to OpenAI with the key of its variable, though nothing in the file builds it."""
    if context.made_by_default is None:
        context.made_by_default = list(_clients(context))
    return context.made_by_default


def _clients(context: Context) -> Iterator[BuiltClient]:
    for site, name in context.calls:
        frame = Frame(site.scope, site.point)
        if name in default_parts.LAST_NAMES:
            parts = default_parts.PARTS.get(context.evaluator.reference(site.node.func, frame))
            if parts is not None and _is_made(context, site, parts, frame) and _goes_there(context, parts):
                yield _client(site.node)
        for keyword in site.node.keywords:
            if keyword.arg in default_parts.HANDING:
                function = context.evaluator.reference(keyword.value, frame)
                variables = default_parts.FUNCTIONS.get(function)
                if variables and environment.named(context.module).isdisjoint(variables):
                    yield _client(site.node)


def _client(call: ast.Call) -> BuiltClient:
    return BuiltClient(call, (KEY,), destinations.of_host(_HOST), has_key=False)


def _goes_there(context: Context, parts: Parts) -> bool:
    """Tell whether nothing in the file may lead such a part elsewhere, or be it."""
    named = environment.named(context.module)
    if parts.elsewhere and not _names(context).isdisjoint(parts.arguments):
        return False
    return named.isdisjoint(parts.variables) and "openai.base_url" not in context.globals_set


def _names(context: Context) -> set[str]:
    """Return the names of arguments and of attributes that are assigned."""
    keywords = (name for names in indexes.keywords(context.module).values() for name in names if name)
    assigned = (path.rpartition(".")[2] for _, path in context.module.mutations)
    targets = (name.rpartition(".")[2] for name in context.globals_set)
    return {*keywords, *assigned, *targets}


def _is_made(context: Context, site: CallSite, parts: Parts, frame: Frame) -> bool:
    given = arguments.of_call(context.evaluator.expression(site.node, frame), parts.positional)
    if given.get(parts.instead) is not None:
        return False
    if parts.names:
        return _is_named(context, given, parts)
    if parts.wanted and not _is_true(context, given, parts.wanted):
        return False
    if not parts.below:
        return given.complete and any(given.get((name,)) is None for name in parts.arguments)
    held = given.get((parts.below,))
    mappings = context.evaluator.argument(held.value) if held is not None else ()
    return bool(mappings) and all(_lacks(value, parts) for value in mappings)


def _is_named(context: Context, given: Arguments, parts: Parts) -> bool:
    found = given.get(parts.arguments)
    texts = context.evaluator.argument_texts(found.value) if found is not None else ()
    return bool(texts) and all(text.with_defaults().head.startswith(parts.names) for text in texts)


def _lacks(value: object, parts: Parts) -> bool:
    return isinstance(value, Mapping) and value.complete and not any(map(value.under, parts.arguments))


def _is_true(context: Context, given: Arguments, name: str) -> bool:
    found = given.get((name,))
    values = context.evaluator.argument(found.value) if found is not None else ()
    return bool(values) and all(isinstance(value, Flag) and value.value for value in values)
