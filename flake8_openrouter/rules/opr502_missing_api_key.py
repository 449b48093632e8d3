"""OPR502 missing-api-key: a client for OpenRouter falls back to another provider's key.

## What it does
Finds an SDK client whose endpoint is OpenRouter and that gets no key argument, or `None`, while the
SDK would then read another provider's variable: `OPENAI_API_KEY` for the clients built on the
OpenAI SDK, `ANTHROPIC_API_KEY` or `ANTHROPIC_AUTH_TOKEN` for Anthropic's. Some have a key of their own instead, such
as `not-provided`, and send that. JavaScript's `createOpenAICompatible` reads no variable and sends
no key, and LangChain's clients with nothing but a header throw unless `OPENAI_API_KEY` is set.

It is silent for SDKs that read `OPENROUTER_API_KEY` themselves, for clients built with `**options`,
and in a file that sets the variable which the SDK reads.

## Why it fails
With `OPENAI_API_KEY` set, your OpenAI key is sent to OpenRouter, without a word. It does not start
with `sk-or-v1-`, so the answer is a 401. With the variable unset the client raises when it is
built. The client ignores `OPENROUTER_API_KEY`.

## Example
    from openai import OpenAI

    client = OpenAI(base_url="https://openrouter.ai/api/v1")
    answer = client.chat.completions.create(
        model="openai/gpt-4o-mini",
        messages=[{"role": "user", "content": "Say hello."}],
    )
    print(answer.choices[0].message.content)

## Use instead
    import os
    from openai import OpenAI

    client = OpenAI(
        base_url="https://openrouter.ai/api/v1",
        api_key=os.environ["OPENROUTER_API_KEY"],
    )
    answer = client.chat.completions.create(
        model="openai/gpt-4o-mini",
        messages=[{"role": "user", "content": "Say hello."}],
    )
    print(answer.choices[0].message.content)

## Example in JavaScript
    import { createOpenAICompatible } from "@ai-sdk/openai-compatible";

    export const openrouter = createOpenAICompatible({
      name: "openrouter",
      baseURL: "https://openrouter.ai/api/v1",
    });

## Use instead in JavaScript
    import { createOpenAICompatible } from "@ai-sdk/openai-compatible";

    export const openrouter = createOpenAICompatible({
      name: "openrouter",
      baseURL: "https://openrouter.ai/api/v1",
      apiKey: process.env.OPENROUTER_API_KEY,
    });

## Fix safety
Unsafe: `api_key=os.environ["OPENROUTER_API_KEY"]` is added, so that variable must be set wherever
the program runs. Where the other variable held an OpenRouter key on purpose, the program changes.
Not fixed where the client takes no text for a key, as Haystack's takes a `Secret`.

## References
OpenRouter's authentication guide; OpenRouter's guide to the OpenAI SDK.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    AddArgument,
    Answer,
    Argument,
    Client,
    Finding,
    Fix,
    KeyRead,
    Message,
    Safety,
    Severity,
)
from flake8_openrouter.rules._rule import rule

MESSAGE = "{name} client for OpenRouter has no {argument} and falls back to {fallback}"
SENDS = '{name} client for OpenRouter has no {argument} and sends "{fallback}"'
OUTCOME = "{name} client for OpenRouter has no {argument} and {fallback}"
HELP = "add {given}"
HELP_HELD = 'add {argument}={holder}("OPENROUTER_API_KEY")'
HELD = "the client takes no text for a key"


@rule("OPR502", "missing-api-key", Severity.ERROR, not_in=("markdown",))
def check(client: Client) -> Iterator[Finding]:
    if not client.destination.resolved or client.has_key is not Answer.NO:
        return
    if not client.fallback and not client.sends and not client.outcome:
        return
    if client.givers.readers:
        return
    edit = AddArgument(client.call, client.key_argument)
    fix = None if client.is_setting or client.holder else Fix(Safety.UNSAFE, (edit,))
    message = Message(
        OUTCOME if client.outcome else SENDS if client.sends else MESSAGE,
        HELP_HELD if client.holder else HELP,
        name=client.name,
        argument=client.key_argument,
        fallback=client.outcome or client.sends or client.fallback,
        given=Argument(client.key_argument, KeyRead(), client.in_mapping),
        holder=client.holder,
    )
    yield Finding(client.callee, message, fix, unfixable=HELD if client.holder else "")
