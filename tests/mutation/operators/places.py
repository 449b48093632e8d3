"""OPR6: the wrong place."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from mutation import sites
from mutation.forms import SDKS, Form
from mutation.operators import Mutate, Operator, always
from mutation.operators.absence import without_argument
from mutation.operators.carriers import adding, with_argument
from mutation.operators.keys import naming
from mutation.surgery import Source

_HOST = "openrouter.ai"
_BASE = "https://openrouter.ai/api/v1"


def url(old: str, new: str) -> Mutate:
    """Write something else for a piece of each URL."""

    def mutate(source: Source) -> Iterator[str]:
        for literal in sites.urls(source):
            if old in str(literal.value):
                yield source.edited(source.substituting(literal, old, new))

    return mutate


def lengthened(end: str) -> Mutate:
    """Add something to each URL."""

    def mutate(source: Source) -> Iterator[str]:
        for literal in sites.urls(source):
            yield source.edited(
                source.substituting(literal, str(literal.value), f"{str(literal.value).rstrip('/')}{end}")
            )

    return mutate


def bare_literal(old: str, new: str) -> Mutate:
    """Change the host or the path of a connection, which is no URL."""

    def mutate(source: Source) -> Iterator[str]:
        for node in source.nodes():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(old):
                yield source.edited(source.substituting(node, old, new))

    return mutate


def unverified_session(source: Source) -> Iterator[str]:
    for statement, name, value in sites.bindings(source):
        if isinstance(value, ast.Call) and source.segment(value.func) == "requests.Session":
            yield source.edited(source.inserting_after(statement, f"{name}.verify = False"))


def unverified_context(source: Source) -> Iterator[str]:
    for call in sites.calls(source, ("urlopen", "HTTPSConnection")):
        argument = "context=ssl._create_unverified_context()"
        yield source.edited(with_argument(source, call, argument), *source.importing("ssl"))


def unverified_client(source: Source) -> Iterator[str]:
    """Give an SDK a client that verifies nothing."""
    for client in sites.sdk_clients(source):
        package = "openai" if source.form.client == "openai-agents" else SDKS[source.form.client]
        name = "DefaultAsyncHttpxClient" if source.form.client.startswith("Async") else "DefaultHttpxClient"
        edit = with_argument(source, client, f"http_client={package}.{name}(verify=False)")
        yield source.edited(edit, *source.importing(package))


def doubled_scheme(template: str) -> Mutate:
    def mutate(source: Source) -> Iterator[str]:
        for key in sites.settings(source, "api_key", "auth_token"):
            expression = source.segment(key.value)
            inside = expression.replace('"', "'") if template.startswith("f") else expression
            yield source.edited(source.replacing(key.value, template.format(inside)))

    return mutate


def old_globals(source: Source) -> Iterator[str]:
    """Set the base as openai 0.x read it, and leave it away where the client is built."""
    for client in sites.sdk_clients(source):
        base = sites.argument(client, "base_url")
        imports = [node for node in source.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        if base is not None:
            setting = source.inserting_after(imports[-1], f'openai.api_base = "{_BASE}"')
            yield source.edited(source.removing_item(base), setting, *source.importing("openai"))


def old_setting(source: Source) -> Iterator[str]:
    """Set the base for the package's own functions by the name that openai 0.x read."""
    for node in source.nodes():
        if isinstance(node, ast.Assign) and source.segment(node.targets[0]) == "openai.base_url":
            yield source.edited(source.replacing(node.targets[0], "openai.api_base"))


def traced(value: str) -> Mutate:
    """Let the key go along with an agent's traces."""

    def mutate(source: Source) -> Iterator[str]:
        for call in sites.calls(source, ("set_default_openai_client",)):
            use = sites.argument(call, "use_for_tracing")
            if use is not None:
                yield source.edited(source.replacing(use.value, value) if value else source.removing_item(use))

    return mutate


def routed_elsewhere(source: Source) -> Iterator[str]:
    """Leave the endpoint to the model's name, and let that name another provider."""
    for setting in sites.settings(source, "api_base"):
        for node in source.nodes():
            if isinstance(node, ast.Constant) and str(node.value).startswith("openrouter/"):
                yield source.edited(setting.removal, source.substituting(node, "openrouter/", ""))


def _is(*clients: str) -> Callable[[Form], bool]:
    return lambda form: form.client in clients


def _verifies(form: Form) -> bool:
    return form.client in ("requests", "httpx") and form.resolved


def _is_http(form: Form) -> bool:
    return not form.is_sdk


_OPENAI = _is("OpenAI", "AsyncOpenAI", "openai's module", "openai-agents", "autogen")
_ANTHROPIC = _is("Anthropic")
_CONNECTION = _is("http.client")
_COMPLETIONS = "/chat/completions"

OPERATORS = (
    Operator(
        "OPR601", "/api left out", url("/api", ""), lambda form: form.client != "Anthropic" and form.client != "litellm"
    ),
    Operator("OPR601", "/v1 for /api in Anthropic's base", url("/api", "/v1"), _ANTHROPIC),
    Operator("OPR601", "/api left out of a path", bare_literal("/api/v1", "/v1"), _CONNECTION),
    Operator("OPR601", "api.openrouter.ai/api/v1", url(_HOST, f"api.{_HOST}")),
    Operator("OPR601", "api.openrouter.ai/v1", url(f"{_HOST}/api", f"api.{_HOST}")),
    Operator("OPR601", "api.openrouter.ai for a connection", bare_literal(_HOST, f"api.{_HOST}"), _CONNECTION),
    Operator("OPR601", "the operation in an SDK's base", lengthened(_COMPLETIONS), _OPENAI),
    Operator("OPR601", "the operation and a slash in an SDK's base", lengthened(f"{_COMPLETIONS}/"), _OPENAI),
    Operator("OPR601", "/v1 left out of an SDK's base", url("/api/v1", "/api"), _OPENAI),
    Operator("OPR601", "/v1 in Anthropic's base", lengthened("/v1"), _ANTHROPIC),
    Operator("OPR602", "http:", url("https:", "http:")),
    Operator("OPR602", "verify=False", adding(sites.requests, "verify=False"), _verifies, answered=always),
    Operator(
        "OPR602",
        "a client with verify=False",
        adding(sites.sessions, "verify=False"),
        _is("httpx.Client", "httpx.AsyncClient"),
        answered=always,
    ),
    Operator("OPR602", "a session with verify = False", unverified_session, answered=always),
    Operator("OPR602", "ssl=False", adding(sites.requests, "ssl=False"), _is("aiohttp"), answered=always),
    Operator("OPR602", "an unverified context", unverified_context, answered=always),
    Operator("OPR602", "an SDK's client with verify=False", unverified_client, answered=always),
    Operator("OPR603", "OpenAI's URL", url(_BASE, "https://api.openai.com/v1")),
    Operator("OPR603", "OpenAI's host", bare_literal(_HOST, "api.openai.com"), _CONNECTION),
    Operator("OPR603", "Mistral's URL", url(_BASE, "https://api.mistral.ai/v1"), _is_http),
    Operator("OPR603", "Anthropic's URL", url("https://openrouter.ai/api", "https://api.anthropic.com"), _ANTHROPIC),
    Operator("OPR603", "no base URL", without_argument("base_url")),
    Operator("OPR603", "the client of the traces", traced(""), answered=always),
    Operator("OPR603", "the client of the traces, by name", traced("True"), answered=always),
    Operator("OPR603", "another provider's model", routed_elsewhere, _is("litellm")),
    Operator("OPR604", "f-string with Bearer", doubled_scheme('f"Bearer {{{}}}"')),
    Operator("OPR604", "Bearer plus the key", doubled_scheme('"Bearer " + {}')),
    Operator("OPR605", "openai.api_base", old_globals, _is("OpenAI", "AsyncOpenAI")),
    Operator("OPR605", "openai.api_base for the package's functions", old_setting, _is("openai's module")),
    Operator("OPR606", "OPENAI_API_KEY", naming("OPENAI_API_KEY")),
    Operator("OPR606", "ANTHROPIC_API_KEY", naming("ANTHROPIC_API_KEY")),
)
