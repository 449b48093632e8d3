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
There is no fix: a file that mixes both interfaces needs a human to say which one should stay.

## References
OpenRouter's guide to the OpenAI SDK.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Argument, Finding, IgnoredEndpoint, Message, Severity
from flake8_openrouter.openrouter.api import BASE_URL
from flake8_openrouter.rules._rule import Tag, rule

MESSAGE = "openai>=1 clients ignore {setting}, so the key goes to OpenAI"
HELP = "use OpenAI({endpoint})"


@rule("OPR605", "ignored-openai-globals", Severity.ERROR, score=7.1, not_in=("markdown",), tag=Tag.DEPRECATED)
def check(endpoint: IgnoredEndpoint) -> Iterator[Finding]:
    if endpoint.destination.resolved:
        right = Argument("base_url", BASE_URL)
        yield Finding(endpoint.span, Message(MESSAGE, HELP, setting=endpoint.setting, endpoint=right))
