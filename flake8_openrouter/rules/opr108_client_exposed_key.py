"""OPR108 client-exposed-key: a build copies the key into what every visitor loads.

## What it does
Finds a variable whose name has a public prefix (`NEXT_PUBLIC_`, `VITE_`, `REACT_APP_`,
`EXPO_PUBLIC_`, `PUBLIC_`, `NUXT_PUBLIC_`, `NG_APP_`, `VUE_APP_`, `GATSBY_`), whose rest names
OpenRouter and a key, a token or a secret, and which a `.env` file, a compose file or the `env` of
another file of settings gives a value. A placeholder is none. Models, URLs and the names of sites
are meant to be public.

## Why it fails
The prefix tells the build tool to write the value into the JavaScript of the page. Requests work,
and whoever opens the page can read the key and spend your credits. It is there as well if the
program never uses it in a browser: one import is enough. Delete the key in OpenRouter's dashboard
if the page was ever published.

## Example
    # .env.local
    NEXT_PUBLIC_OPENROUTER_API_KEY=${OPENROUTER_API_KEY}

## Use instead
    # .env.local
    OPENROUTER_API_KEY=${OPENROUTER_API_KEY}

## Fix safety
There is no fix: the call has to move to a route of your server, which reads the variable without
the prefix.

## References
Next.js, "Bundling Environment Variables for the Browser"; Vite, "Env Variables and Modes".
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Exposed, Finding, Message, Quoted, Severity
from flake8_openrouter.rules._rule import rule

MESSAGE = "{prefix} makes the build copy the key into the JavaScript that every visitor loads"
HELP = "call OpenRouter from your server, with a name without the prefix"


@rule("OPR108", "client-exposed-key", Severity.ERROR, score=8.6, not_in=("markdown",))
def check(exposed: Exposed) -> Iterator[Finding]:
    yield Finding(exposed.span, Message(MESSAGE, HELP, prefix=Quoted(exposed.prefix)))
