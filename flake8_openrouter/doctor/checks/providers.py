"""Variables of other providers' SDKs, which win over what the code means, or carry the key elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from flake8_openrouter.doctor import values
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import Kind, Result, Status
from flake8_openrouter.doctor.subject import PYTHON, Subject
from flake8_openrouter.doctor.winning import Winner, winner
from flake8_openrouter.model import Message
from flake8_openrouter.openrouter import api

CHECK = "providers"

#: Variables with the URL that a provider's SDK sends to, that of its key, and what the URL should be for OpenRouter.
_ENDPOINTS: tuple[tuple[str, str, str], ...] = (
    ("OPENAI_BASE_URL", "OPENAI_API_KEY", api.BASE_URL),
    ("OPENAI_API_BASE", "OPENAI_API_KEY", api.BASE_URL),
    ("ANTHROPIC_BASE_URL", "ANTHROPIC_AUTH_TOKEN", api.ANTHROPIC_BASE_URL),
)
_ANTHROPIC_KEY = "ANTHROPIC_API_KEY"


def check(subject: Subject) -> Iterator[Result]:
    """Yield what is wrong with variables that send another SDK to OpenRouter."""
    found = subject.found(PYTHON)

    def of(name: str) -> Winner:
        return winner(name, found)

    for variable, key, right in _ENDPOINTS:
        endpoint = next((place.values[variable] for place in found.places if variable in place.values), None)
        if endpoint is None or endpoint.text is None or not _is_openrouter(endpoint.text):
            continue
        if endpoint.text.strip().rstrip("/") != right:
            message = _("{variable} is a URL of OpenRouter, and not {right}", variable=variable, right=right)
            yield Result(
                CHECK,
                Status.PROBLEM,
                message,
                (),
                Message("export {variable}={right}", "", variable=variable, right=right),
            )
        if not subject.code.gives_keys:  # a client that the code gives a key has no need of the variable's
            yield from _of_key(variable, of(key))
        if variable.startswith("ANTHROPIC"):
            yield from _beside(of(_ANTHROPIC_KEY))


def _is_openrouter(url: str) -> bool:
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return False
    return host == api.HOST or host.endswith(f".{api.HOST}")


def _of_key(variable: str, won: Winner) -> Iterator[Result]:
    held = won.held
    if held is not None and held.holding.usable:
        return
    key = won.variable
    message = _("{variable} leads to OpenRouter, and {key} is not set", variable=variable, key=key)
    if held is not None:
        what = values.called(held.holding)
        message = _("{variable} leads to OpenRouter, and {key} is {what}", variable=variable, key=key, what=what)
    yield Result(CHECK, Status.PROBLEM, message, (), Message('export {key}="$OPENROUTER_API_KEY"', "", key=key))


def _beside(own: Winner) -> Iterator[Result]:
    if own.held is not None and own.held.holding.kind is Kind.EMPTY:
        return
    if own.held is None:
        return  # the SDK needs none; Claude Code may have one stored, which can't be seen
    message = _("ANTHROPIC_API_KEY is set, and wins over ANTHROPIC_AUTH_TOKEN, or goes along with it")
    yield Result(CHECK, Status.PROBLEM, message, (), Message('export ANTHROPIC_API_KEY=""'))
