"""OPR108 client-exposed-key: a build copies the key into what every visitor loads.

## What it does
Finds a variable whose name has a public prefix (`NEXT_PUBLIC_`, `VITE_`, `REACT_APP_`,
`EXPO_PUBLIC_`, `PUBLIC_`, `NUXT_PUBLIC_`, `NG_APP_`, `VUE_APP_`, `GATSBY_`) and whose rest names
OpenRouter and a key, a token or a secret: where a program reads it, and where a `.env` file, a
compose file or the `env` of another file of settings gives it a value. A placeholder is none.
So is a variable with such a prefix and any other name that a program sends to OpenRouter as its
key, and a variable without a prefix that a build publishes by its options: `define` of Vite or
esbuild, webpack's `DefinePlugin`, `env` of Next.js, `runtimeConfig.public` of Nuxt, `extra` of Expo.
Models, URLs and the names of sites are meant to be public. A program that only asks whether the key
is there is not reported.

## Why it fails
The prefix tells the build tool to write the value into the JavaScript of the page. Requests work,
and whoever opens the page can read the key and spend your credits. It is there as well if the
program never uses it in a browser: one import is enough. Delete the key in OpenRouter's dashboard
if the page was ever published. In a program that runs on a server alone it is a warning: nothing is
published yet.

## Example
    # .env.local
    NEXT_PUBLIC_OPENROUTER_API_KEY=${OPENROUTER_API_KEY}

## Use instead
    # .env.local
    OPENROUTER_API_KEY=${OPENROUTER_API_KEY}

## Example in JavaScript
    const apiKey = import.meta.env.VITE_OPENROUTER_API_KEY;
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello!" }] }),
    });
    console.log(response.status);

## Use instead in JavaScript
    const response = await fetch("/api/chat", {
      method: "POST",
      body: JSON.stringify({ messages: [{ role: "user", content: "Hello!" }] }),
    });
    console.log(response.status);

## Fix safety
Unsafe, and only in a program that runs on a server alone: the prefix is taken away, and the
variable has to be renamed where it gets its value as well. Elsewhere the call has to move to a route
of your server, which reads the variable without the prefix.

## References
Next.js, "Bundling Environment Variables for the Browser"; Vite, "Env Variables and Modes".
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Exposed, Finding, Fix, Message, Quoted, Rename, Safety, Severity
from flake8_openrouter.rules._rule import rule

MESSAGE = "{cause} makes the build copy the key into the JavaScript that every visitor loads"
HELP = "call OpenRouter from your server, with a name without the prefix"
OPTION_HELP = "call OpenRouter from your server, and read {name} there alone"
ON_SERVER = "{cause} makes a build copy the key into the JavaScript that every visitor loads, if a page ever reads it"
RENAME = "use the name {name}"


@rule("OPR108", "client-exposed-key", Severity.ERROR, score=8.6, not_in=("markdown",))
def check(exposed: Exposed) -> Iterator[Finding]:
    if exposed.option:
        message = Message(MESSAGE, OPTION_HELP, cause=Quoted(exposed.option), name=exposed.name)
        yield Finding(exposed.span, message)
    elif exposed.on_server:
        yield _on_server(exposed)
    else:
        yield Finding(exposed.span, Message(MESSAGE, HELP, cause=Quoted(exposed.prefix)))


def _on_server(exposed: Exposed) -> Finding:
    """Return the finding for a name that publishes nothing yet."""
    name = exposed.name.removeprefix(exposed.prefix)
    message = Message(ON_SERVER, RENAME, cause=Quoted(exposed.prefix), name=name)
    edits = (Rename(exposed.name_span, name),) if exposed.name_span is not None else ()
    fix = Fix(Safety.UNSAFE, edits) if edits else None
    return Finding(exposed.span, message, fix, severity=Severity.WARNING)
