"""OPR607 unread-argument: the key or the endpoint is under a name that the client does not read.

## What it does
Finds OpenRouter's key or URL in an argument that an SDK's client does not have: `apikey=` or `token=`
for `api_key=`, `baseUrl=` or `api_base=` for `base_url=`. Each client's own names are in a table. It
finds clients of Azure's and Groq's APIs that are given OpenRouter's URL, too.

In JavaScript it finds options that a client ignores: `base_url` and `baseUrl` for `baseURL`, a
`baseURL` beside LangChain's `configuration`, `openAIApiKey` with `@langchain/openai` 1. Where
releases differ, `package.json` says which one it is; else it is silent. The finding is at the
client's name.

It is silent for clients where something may be done with other arguments.

## Why it fails
The client raises a TypeError when it is built, or, if it hands on to each request what it does not
know, with the first one. JavaScript's clients say nothing: they send the key to OpenAI, or your
OpenAI key to OpenRouter. A client of Azure's API sends the key in the header `api-key`, which
OpenRouter ignores, to a path that OpenRouter does not have, as are those of Groq's client.

## Example
    import os
    from openai import OpenAI

    client = OpenAI(
        base_url="https://openrouter.ai/api/v1",
        apikey=os.environ["OPENROUTER_API_KEY"],
    )
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
    import OpenAI from "openai";

    export const client = new OpenAI({
      base_url: "https://openrouter.ai/api/v1",
      apiKey: process.env.OPENROUTER_API_KEY,
    });

## Use instead in JavaScript
    import OpenAI from "openai";

    export const client = new OpenAI({
      baseURL: "https://openrouter.ai/api/v1",
      apiKey: process.env.OPENROUTER_API_KEY,
    });

## Fix safety
Safe: the argument gets the name that the client has for it; under the other one it does not arrive.
There is no fix where the right one is there as well or is within another option, where the client
has none, or where it is a client of Azure's or Groq's. An option of an object that others may read keeps its
name.

## References
OpenRouter's guide to the OpenAI SDK; the SDKs' own signatures.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Argument, Finding, Fix, Message, OtherApi, Rename, Safety, Severity, Unread
from flake8_openrouter.openrouter.api import BASE_URL
from flake8_openrouter.rules._rule import rule

MESSAGE = "{client} has no argument {name}, so {outcome}"
HELP = "use {right}"
REMOVE = "remove it"
OTHER = "{client} {outcome}"
OPENAI = "use OpenAI({endpoint})"


@rule("OPR607", "unread-argument", Severity.ERROR)
def check(fact: Unread | OtherApi) -> Iterator[Finding]:
    if isinstance(fact, OtherApi):
        endpoint = Argument(fact.endpoint, BASE_URL)
        yield Finding(fact.span, Message(OTHER, OPENAI, client=fact.client, outcome=fact.outcome, endpoint=endpoint))
        return
    named = {"client": fact.client, "name": fact.name, "outcome": fact.outcome}
    if not fact.right or fact.is_doubled:
        yield Finding(fact.span, Message(MESSAGE, REMOVE, **named))
        return
    name = fact.written or fact.span._replace(end=fact.span.start + len(fact.name))
    fix = Fix(Safety.SAFE, (Rename(name, fact.right),)) if fact.is_renamed else None
    yield Finding(fact.span, Message(MESSAGE, HELP, right=Argument(fact.right), **named), fix)
