"""OPR607: what an SDK is given under a name that it does not have."""

from __future__ import annotations

from collections.abc import Iterator

from mutation import sites
from mutation.forms import Form
from mutation.operators import Mutate, Operator
from mutation.surgery import Source

_KEYS, _ENDPOINTS = ("api_key", "auth_token"), ("base_url",)


def renamed(wanted: tuple[str, ...], name: str) -> Mutate:
    """Give a setting another name."""

    def mutate(source: Source) -> Iterator[str]:
        for setting in sites.settings(source, *wanted):
            if setting.renaming is not None:
                yield source.edited(setting.renaming(name))

    return mutate


def azure(source: Source) -> Iterator[str]:
    """Build the client of Azure's API, which takes the same arguments."""
    for client in sites.sdk_clients(source):
        if sites.argument(client, "base_url") is None:
            continue
        called = source.segment(client.func)
        prefix, _, name = called.rpartition("OpenAI")
        renamed = source.replacing(client.func, f"{prefix}AzureOpenAI{name}")
        imports = (node for node in source.tree.body if source.segment(node).startswith("from openai import"))
        yield source.edited(renamed, *(source.substituting(node, "OpenAI", "AzureOpenAI") for node in imports))


def _rejects(form: Form) -> bool:
    """Tell whether a program's client raises for what it does not know; others may hand it on."""
    return form.client in ("OpenAI", "AsyncOpenAI", "Anthropic")


OPERATORS = (
    *(
        Operator("OPR607", f"{name}= for the key", renamed(_KEYS, name), _rejects)
        for name in ("apikey", "token", "key", "apiKey", "api_token", "openrouter_api_key")
    ),
    *(
        Operator("OPR607", f"{name}= for the endpoint", renamed(_ENDPOINTS, name), _rejects)
        for name in ("api_base", "baseURL", "endpoint", "url", "api_base_url", "host")
    ),
    Operator("OPR607", "AzureOpenAI", azure, lambda form: form.client == "OpenAI"),
)
