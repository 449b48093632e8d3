"""OPR605 ignored-openai-globals: `openai.api_base` is set, but the clients ignore it.

## What it does
Finds `openai.api_base = <OpenRouter>` in a file that then builds `OpenAI()` clients without
`base_url`, or calls the package's functions of version 1, such as `openai.chat.completions.create`:
they read `openai.base_url`.

## Why it fails
`openai.api_base` belongs to the old module-level interface. Since version 1 the clients ignore it:
they talk to api.openai.com, and your OpenRouter key goes there. The answer is a 401,
"Incorrect API key provided: sk-or-v1***".

## Example
    import os
    import openai

    openai.api_base = "https://openrouter.ai/api/v1"
    client = openai.OpenAI(api_key=os.environ["OPENROUTER_API_KEY"])
    answer = client.chat.completions.create(
        model="openai/gpt-4o-mini",
        messages=[{"role": "user", "content": "Say hello."}],
    )
    print(answer.choices[0].message.content)

## Use instead
    import os
    import openai

    client = openai.OpenAI(
        base_url="https://openrouter.ai/api/v1",
        api_key=os.environ["OPENROUTER_API_KEY"],
    )
    answer = client.chat.completions.create(
        model="openai/gpt-4o-mini",
        messages=[{"role": "user", "content": "Say hello."}],
    )
    print(answer.choices[0].message.content)

## Fix safety
Safe where only the package's functions are called and the key is certainly OpenRouter's: the setting
becomes `openai.base_url`, with the slash at its end that these functions need. Unsafe where the key may
be another one. There is no fix for clients, nor where something else reads the setting: a file that
mixes both interfaces needs a human to say which one should stay.

## References
OpenRouter's guide to the OpenAI SDK.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    Argument,
    Edit,
    Finding,
    Fix,
    IgnoredEndpoint,
    Message,
    Rename,
    Safety,
    Severity,
    Substitute,
)
from flake8_openrouter.openrouter.api import BASE_URL
from flake8_openrouter.rules._rule import Tag, rule

MESSAGE = "openai>=1 clients ignore {setting}, so the key goes to OpenAI"
HELP = "use OpenAI({endpoint})"
FUNCTIONS = "openai>=1 ignores {setting}, so the key goes to OpenAI"
USE = "use {remedy}"

_READ = "base_url"


@rule("OPR605", "ignored-openai-globals", Severity.ERROR, score=7.1, not_in=("markdown",), tag=Tag.DEPRECATED)
def check(endpoint: IgnoredEndpoint) -> Iterator[Finding]:
    if not endpoint.destination.resolved:
        return
    if endpoint.remedy:
        message = Message(FUNCTIONS, USE, setting=endpoint.setting, remedy=endpoint.remedy)
    else:
        message = Message(MESSAGE, HELP, setting=endpoint.setting, endpoint=Argument(_READ, BASE_URL))
    yield Finding(endpoint.span, message, _fix(endpoint))


def _fix(endpoint: IgnoredEndpoint) -> Fix | None:
    """Return what gives the endpoint to the functions: by the name that they read, and with a slash at its end."""
    if endpoint.name is None or endpoint.url is None:
        return None
    edits: tuple[Edit, ...] = (Rename(endpoint.name, _READ),)
    if not endpoint.url.text.rstrip("\"'").endswith("/"):
        edits += (Substitute(endpoint.url, BASE_URL, f"{BASE_URL}/"),)
    return Fix(Safety.SAFE if endpoint.is_ours else Safety.UNSAFE, edits)
