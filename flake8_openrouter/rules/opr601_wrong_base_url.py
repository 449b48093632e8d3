"""OPR601 wrong-base-url: a URL that is not OpenRouter's API.

## What it does
Finds `https://openrouter.ai/v1/...` (the `/api` is missing), the host `api.openrouter.ai`, also where
a program looks it up by its name (`socket.gethostbyname`), a stranger's host (`openrouter.io`,
`openrouter.com`, `open-router.ai`), a request to an operation below `/api` alone, as `urljoin` makes it
of a base that does not end in a slash, an SDK base URL that ends in an operation such as
`/chat/completions`, a base URL that is only `/api` for an OpenAI client, and a base URL that ends in
`/api/v1`, or an operation after it, for an Anthropic client.

## Why it fails
The API is at `https://openrouter.ai/api/v1` (and `eu.` and `us.openrouter.ai`). Elsewhere even a
valid key fails. An SDK appends the operation's path to its base: with `/chat/completions` in
the base the path is doubled, and the answer is a 404. The Anthropic SDK adds `/v1/messages` itself,
so its base is `https://openrouter.ai/api`; with `/api/v1` it calls `/v1/v1/messages`, a 404 or 405.

## Example
    import os
    import requests

    response = requests.post(
        "https://openrouter.ai/v1/chat/completions",
        headers={"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Say hello."}],
        },
    )
    print(response.status_code)

## Use instead
    import os
    import requests

    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Say hello."}],
        },
    )
    print(response.status_code)

## Example in JavaScript
    const response = await fetch("https://openrouter.ai/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: `Bearer ${process.env.OPENROUTER_API_KEY}` },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello" }] }),
    });
    console.log(response.status);

## Use instead in JavaScript
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: `Bearer ${process.env.OPENROUTER_API_KEY}` },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello" }] }),
    });
    console.log(response.status);

## Example in the shell
    export ANTHROPIC_BASE_URL=https://openrouter.ai/api/v1
    export ANTHROPIC_AUTH_TOKEN="$OPENROUTER_API_KEY"
    claude -p "Hi"

## Use instead in the shell
    export ANTHROPIC_BASE_URL=https://openrouter.ai/api
    export ANTHROPIC_AUTH_TOKEN="$OPENROUTER_API_KEY"
    claude -p "Hi"

## Fix safety
Safe: the URL becomes the one that OpenRouter documents; the old one leads nowhere.

## References
OpenRouter's API overview; OpenRouter's guides to the OpenAI SDK and the Anthropic SDK.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    Base,
    Endpoint,
    Finding,
    Fix,
    Literal,
    Message,
    Severity,
    Span,
    Substitute,
    Text,
    safety,
)
from flake8_openrouter.openrouter import api
from flake8_openrouter.openrouter.destinations import Url, parse
from flake8_openrouter.rules._rule import rule

MESSAGE = "{wrong} is not an OpenRouter API URL ({why})"
HELP = "use {right}"

#: What is written for the API's root after a host that does not exist.
_ROOTS = ("/api/v1", "/api", "/v1")
#: What a whole URL has left of the API's root, and the operations after it, which are no pages of the website.
_CUT = {"/api": api.OPERATIONS, "": ("chat/completions",)}
#: What a client wants that ends its base with a slash itself, for what wants one that ends so.
_BY_ARGUMENT = {Base.OPENAI_GLOBAL: Base.OPENAI}
CHAT_URL = f"{api.BASE_URL}/chat/completions"


@rule("OPR601", "wrong-base-url", Severity.ERROR)
def check(endpoint: Endpoint) -> Iterator[Finding]:
    if endpoint.base is Base.HOST:
        yield _of_host(endpoint.url)
    url = parse(endpoint.url)
    destination = endpoint.destination
    if url is None or destination.gateway or not (destination.official or api.is_strangers(url.host)):
        return
    base = _BY_ARGUMENT.get(endpoint.base, endpoint.base)
    wrong, right, why = _corrected(url, base)
    if not wrong or endpoint.givers.readers:
        return
    if base is not endpoint.base and (endpoint.url.with_defaults().literal or "").endswith(wrong):
        right += "/"
    place, old, new = _edited(endpoint.url, wrong, right)
    fix = Fix(safety(endpoint.url.reach), (Substitute(place, old, new),))
    yield Finding(place, Message(MESSAGE, HELP, wrong=wrong, right=right, why=why), fix)


def _of_host(host: Text) -> Finding:
    """Return what is wrong with a host that is looked up by its name."""
    wrong = f"api.{api.HOST}"
    place, old, new = _edited(host, wrong, api.HOST)
    fix = Fix(safety(host.reach), (Substitute(place, old, new),))
    return Finding(place, Message(MESSAGE, HELP, wrong=wrong, right=api.HOST, why="there is no such host"), fix)


def _corrected(url: Url, base: Base) -> tuple[str, str, str]:
    """Return the wrong piece of a URL, what belongs there, and why; empty where all is well."""
    path = url.path.rstrip("/")
    start, safe = f"{url.scheme}://{url.host}", f"https://{url.host}"
    if base is Base.CHAT and path in ("", *_ROOTS):
        return start + path, CHAT_URL, "the whole URL is wanted"
    if api.is_strangers(url.host):
        return _moved(path, start, base)
    if url.host == f"api.{api.HOST}":
        root = _root(path)
        return start + root + _operation(path, root, base), _base_url(base), "there is no such host"
    if path == "/v1" or path.startswith("/v1/"):
        right = "/api" if base is Base.ANTHROPIC else "/api/v1"
        return f"{start}/v1{_operation(path, '/v1', base)}", f"{safe}{right}", "/api is missing"
    if base is Base.ANTHROPIC and (path == "/api/v1" or path.removeprefix("/api/v1/") in api.OPERATIONS):
        return start + path, f"{start}/api", "the SDK adds /v1 itself"
    if not path and base in (Base.OPENAI, Base.ANTHROPIC):
        missing = _base_url(base).removeprefix(f"https://{api.HOST}")
        return start, f"{safe}{missing}", f"{missing} is missing"
    if base is Base.OPENAI:
        return _corrected_sdk(path, start)
    for root, operations in _CUT.items() if base in (Base.REQUEST, Base.CHAT) else ():
        if path in (f"{root}/{operation}" for operation in operations):
            return start + root, safe + api.API_PATH, f"{api.API_PATH.removeprefix(root)} is missing"
    return "", "", ""


def _root(path: str) -> str:
    return next((root for root in _ROOTS if f"{path}/".startswith(f"{root}/")), "")


def _base_url(base: Base) -> str:
    return api.ANTHROPIC_BASE_URL if base is Base.ANTHROPIC else api.BASE_URL


def _moved(path: str, start: str, base: Base) -> tuple[str, str, str]:
    """Return how a URL of a stranger's becomes one of OpenRouter's; a page of theirs is none of our concern."""
    root = _root(path)
    if not root:
        return "", "", ""
    is_whole = base in (Base.REQUEST, Base.CHAT) and root == "/api"
    right = f"https://{api.HOST}/api" if is_whole else _base_url(base)
    return start + root + _operation(path, root, base), right, "it is a stranger's, who gets the key"


def _corrected_sdk(path: str, start: str) -> tuple[str, str, str]:
    if path == "/api":
        return f"{start}/api", f"{start}/api/v1", "/v1 is missing"
    if _operation(path, api.API_PATH, Base.OPENAI):
        return f"{start}{path}", f"{start}{api.API_PATH}", "the SDK adds the operation itself"
    return "", "", ""


def _operation(path: str, root: str, base: Base) -> str:
    """Return the operation after the root that an SDK adds itself: it goes with the root, or would be doubled."""
    after = path.removeprefix(root)
    return after if base is Base.OPENAI and after.removeprefix("/") in api.OPERATIONS else ""


def _edited(text: Text, wrong: str, right: str) -> tuple[Span, str, str]:
    """Return where to write what for what: in one literal, after those that are right as they are."""
    for part in text.with_defaults().parts:
        if not isinstance(part, Literal):
            break
        if wrong in part.text:
            return part.span.here(text.span), wrong, right
        if not (wrong.startswith(part.text) and right.startswith(part.text)):
            break
        wrong, right = wrong[len(part.text) :], right[len(part.text) :]
    return text.span, wrong, right
