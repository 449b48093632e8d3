"""Keys that openai-agents takes for the traces that it sends to OpenAI, whatever its client's endpoint.

Source: openai-agents, ``agents/_config.py`` and ``agents/tracing/processors.py``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import arguments, environment
from flake8_openrouter.languages.python.inference.arguments import Given
from flake8_openrouter.languages.python.inference.values import Built, Frame
from flake8_openrouter.languages.python.libraries import sdks
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.model import Credential, Site
from flake8_openrouter.openrouter import destinations

_HOST = "api.openai.com"
#: What takes a key for the traces too, and the argument that says so.
_FUNCTIONS = {"set_default_openai_key": "key", "set_default_openai_client": "client"}
_FOR_TRACING = "use_for_tracing"
#: What switches the traces off, or sends them elsewhere, or with another key.
_CALLS = ("set_tracing_disabled", "set_tracing_export_api_key", "set_trace_processors")
_ARGUMENT = "tracing_disabled"
_VARIABLE = "OPENAI_AGENTS_DISABLE_TRACING"


def sites(context: Context) -> Iterator[Site]:
    """Yield the keys that go along with traces."""
    for name, argument in _FUNCTIONS.items():
        for site in context.module.calls_by_name.get(name, ()):
            frame = Frame(site.scope, site.point)
            reference = context.evaluator.reference(site.node.func, frame)
            if reference.startswith("agents.") and not _is_switched_off(context):
                yield Site(tuple(_credentials(context, site, frame, argument)))


def _is_switched_off(context: Context) -> bool:
    module = context.module
    if any(name in module.calls_by_name for name in _CALLS) or _VARIABLE in environment.named(module):
        return True
    return any(keyword.arg == _ARGUMENT for site in module.calls for keyword in site.node.keywords)


def _credentials(context: Context, site: CallSite, frame: Frame, argument: str) -> Iterator[Credential]:
    given = arguments.of_call(context.evaluator.expression(site.node, frame), (argument, _FOR_TRACING))
    traced, key = given.get((_FOR_TRACING,)), _key(context, given.get((argument,)))
    # What is said of tracing is seldom True.
    if key is None or not given.complete or (traced is not None and not _is_true(traced.value.node)):
        return
    use = context.span(key.node)
    texts = context.evaluator.argument_texts(key.value)
    for text in texts:
        here = context.here(text, use)
        yield Credential(
            here,
            here,
            key.name,
            context.span(site.node),
            destinations.of_host(_HOST),
            context.in_tests,
            certain=len(texts) == 1,
            traced=True,
        )


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _key(context: Context, given: Given | None) -> Given | None:
    """Return the key that is given, or that of a client that is."""
    for value in arguments.values(context.evaluator, given):
        if isinstance(value, Built) and (sdk := sdks.SDKS.get(value.dotted)):
            built = arguments.of_call(context.evaluator.expression(value.call, value.frame), sdk.positional)
            return built.get(sdk.keys)
    return given
