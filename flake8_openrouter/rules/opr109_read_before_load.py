"""OPR109 read-before-load: the key is read before the `.env` file is loaded.

## What it does
Finds an environment read whose value becomes the credential of a request to OpenRouter, and that runs
before the file's own `load_dotenv()` or `Env.read_env()`: above it at module level or in a class's
body, in the same function, or at the top where a function loads it that is called later. It is silent
where another call of the file, a file of the project that is imported, a package around it or a file
that imports this one may load it first, where the variable is read once more afterwards in case it was
unset, and in notebooks, whose cells run in any order. A call under `if __name__ == "__main__":` counts
where no other file of the project imports this one.

## Why it fails
`load_dotenv()` writes into the environment when it is called. What was read before has the value of
the shell, or none: the key in the `.env` file has no effect on it. So the program works where the
variable is exported, and sends `Bearer None` or raises a KeyError where it is only in the file.

## Example
    import os

    import requests
    from dotenv import load_dotenv

    api_key = os.getenv("OPENROUTER_API_KEY")
    load_dotenv()

    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {api_key}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Hello!"}],
        },
    )
    print(response.status_code)

## Use instead
    import os

    import requests
    from dotenv import load_dotenv

    load_dotenv()
    api_key = os.getenv("OPENROUTER_API_KEY")

    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {api_key}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Hello!"}],
        },
    )
    print(response.status_code)

## Fix safety
There is no fix: what else is read between the two would get another value as well.

## References
python-dotenv's documentation, `load_dotenv`; django-environ's documentation, `Env.read_env`.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Credential, Finding, Message, Severity, Variable
from flake8_openrouter.rules._rule import rule

MESSAGE = "{name} is read before {loader}() loads the .env file, which has no effect on it"
HELP = "call {loader}() first"


@rule("OPR109", "read-before-load", Severity.WARNING, off_in=("notebook",), not_in=("markdown",))
def check(credential: Credential) -> Iterator[Finding]:
    if not credential.destination.likely:
        return
    for part in credential.value.parts:
        if isinstance(part, Variable) and part.missed and part.name.isidentifier() and not _is_read_later(part):
            message = Message(MESSAGE, HELP, name=part.name, loader=part.missed)
            yield Finding(credential.value.place(part), message)


def _is_read_later(variable: Variable) -> bool:
    """Tell whether a variable is read after the file is loaded that stands in for an unset one."""
    return any(isinstance(part, Variable) and not part.missed for text in variable.default for part in text.parts)
