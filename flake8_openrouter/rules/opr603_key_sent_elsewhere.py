"""OPR603 key-sent-elsewhere: OpenRouter's key goes to another provider.

## What it does
Finds a value that is certainly OpenRouter's key (a variable named so, a literal) and that reaches
another provider: in the headers of a call to that provider's host, or as the key of an SDK client
without an endpoint argument whose default host is not OpenRouter's. So is a key that is put into the
variable from which such a client takes it, `os.environ["OPENAI_API_KEY"] = …`, be it one that a
framework makes where it is given none (Graphiti's embedder and reranker, the embedder of LlamaIndex,
mem0 and CrewAI's memory). `openai_proxy=` with
OpenRouter's URL is found too: it names a network proxy, not the endpoint. Where the model's name
tells the provider (`litellm.completion(model="gpt-4o")`), that provider's host counts. A key that is
the package's setting (`openai.api_key = …`) counts where the package's own functions are called, and
the default key of openai-agents, or the one of OpenAI's variable, where its traces go to OpenAI as
well.

It is silent where the file sets or reads a variable like `OPENAI_BASE_URL` or assigns
`openai.base_url`, since the endpoint may come from there; and in Python where a file that it imports,
or that imports it, says such a variable's name, or a `.env` file sets it that one of them loads. So it
is with what switches traces off.

## Why it fails
Without `base_url` the OpenAI client talks to api.openai.com. Your OpenRouter key is handed to
OpenAI, which answers 401, "Incorrect API key provided: sk-or-v1***". With `openai_proxy=` the client
asks OpenRouter for a tunnel to api.openai.com, which its API does not offer.

## Example
    import os
    from openai import OpenAI

    client = OpenAI(api_key=os.environ["OPENROUTER_API_KEY"])
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

    export const client = new OpenAI({ apiKey: process.env.OPENROUTER_API_KEY });

## Use instead in JavaScript
    import OpenAI from "openai";

    export const client = new OpenAI({
      baseURL: "https://openrouter.ai/api/v1",
      apiKey: process.env.OPENROUTER_API_KEY,
    });

## Fix safety
Unsafe: `base_url="https://openrouter.ai/api/v1"` is added. Perhaps the endpoint was meant and the
key is the wrong one. There is none for what is put into a variable: the endpoint's variable must be
set with it, before the client is built. A setting, a model's name and the use of a key for traces are
left to you.

## References
OpenRouter's guide to the OpenAI SDK; OpenRouter's authentication guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    AddArgument,
    Argument,
    Client,
    Credential,
    Finding,
    Fix,
    Message,
    Place,
    Rename,
    Safety,
    Severity,
)
from flake8_openrouter.openrouter.api import BASE_URL
from flake8_openrouter.openrouter.credentials import is_ours
from flake8_openrouter.openrouter.destinations import PROVIDERS
from flake8_openrouter.rules._rule import rule

MESSAGE = "OpenRouter key is sent to {host} (401, and now exposed)"
OWN = "send that provider's own key"
ENDPOINT = "add {endpoint}"
SET = "set {endpoint} as well"
BY_MODEL = "the model's name leads to {host}, which refuses OpenRouter's key"
REMEDY = "add {remedy}"
PROXY = "{proxy} is a network proxy, so OpenRouter is asked for a tunnel to OpenAI"
INSTEAD = "use {endpoint}"


@rule("OPR603", "key-sent-elsewhere", Severity.ERROR, score=8.6, not_in=("shell",))
def check(fact: Credential | Client) -> Iterator[Finding]:
    if isinstance(fact, Client):
        if fact.misplaced_endpoint is not None:
            name = fact.misplaced_endpoint._replace(end=fact.misplaced_endpoint.start + len(fact.misplaced_name))
            fix = Fix(Safety.UNSAFE, (Rename(name, fact.endpoint_argument),))
            right = Argument(fact.endpoint_argument, BASE_URL)
            message = Message(PROXY, INSTEAD, proxy=Argument(fact.misplaced_name), endpoint=right)
            yield Finding(fact.misplaced_endpoint, message, fix)
        return
    destination = fact.destination
    if (
        destination.place is not Place.ELSEWHERE
        or destination.host not in PROVIDERS
        or not (fact.certain and is_ours(fact.value))
        or fact.givers.readers  # another file may set either
    ):
        return
    if fact.variable:
        endpoint = Argument(fact.endpoint, fact.base_url)
        yield Finding(fact.argument, Message(MESSAGE, SET, host=destination.host, endpoint=endpoint))
    elif fact.is_header or not (fact.endpoint or fact.remedy):
        place = fact.whole.span if fact.is_header else fact.argument
        yield Finding(place, Message(MESSAGE, OWN, host=destination.host))
    elif fact.remedy:
        headline = BY_MODEL if fact.by_model else MESSAGE
        yield Finding(fact.argument, Message(headline, REMEDY, host=destination.host, remedy=fact.remedy))
    elif fact.call is not None:
        fix = Fix(Safety.UNSAFE, (AddArgument(fact.call, fact.endpoint, fact.base_url),))
        endpoint = Argument(fact.endpoint, fact.base_url, fact.in_mapping)
        yield Finding(fact.argument, Message(MESSAGE, ENDPOINT, host=destination.host, endpoint=endpoint), fix)
