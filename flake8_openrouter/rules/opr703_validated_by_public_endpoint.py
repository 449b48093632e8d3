r"""OPR703 validated-by-public-endpoint: a key is "checked" where no key is needed.

## What it does
Finds a function whose name says that it validates, checks, verifies or tests a key, and that
decides by GET `/models` alone, to which it sends the key. The rule is off by default. A function that
asks for `/key` or `/credits` as well is not reported, nor one that only returns the list.

In scripts it is on: it finds `curl` that sends the key to GET `/models` and has nothing but the
status looked at (`-o /dev/null -w "%{http_code}"`, `-f` in an `if`), or where a comment beside it
speaks of a check of the key. Where the body is used, it is a list of models.

## Why it fails
GET `/models` is public: it documents no 401, so its answer says nothing about the key. A key that
is wrong or deleted passes the check and fails at the first real call. GET `/key` tells.

## Example
    import os
    import requests

    def validate_key(key):
        response = requests.get(
            "https://openrouter.ai/api/v1/models",
            headers={"Authorization": f"Bearer {key}"},
        )
        return response.status_code == 200

    valid = validate_key(os.environ["OPENROUTER_API_KEY"])
    print(valid)

## Use instead
    import os
    import requests

    def validate_key(key):
        response = requests.get(
            "https://openrouter.ai/api/v1/key",
            headers={"Authorization": f"Bearer {key}"},
        )
        return response.status_code == 200

    valid = validate_key(os.environ["OPENROUTER_API_KEY"])
    print(valid)

## Example in JavaScript
    export async function isValidKey(key) {
      const response = await fetch("https://openrouter.ai/api/v1/models", {
        headers: { Authorization: `Bearer ${key}` },
      });
      return response.ok;
    }

## Use instead in JavaScript
    export async function isValidKey(key) {
      const response = await fetch("https://openrouter.ai/api/v1/key", {
        headers: { Authorization: `Bearer ${key}` },
      });
      return response.ok;
    }

## Example in the shell
    if curl -sf -o /dev/null https://openrouter.ai/api/v1/models \
      -H "Authorization: Bearer $OPENROUTER_API_KEY"; then
      echo "The key is valid."
    fi

## Use instead in the shell
    if curl -sf -o /dev/null https://openrouter.ai/api/v1/key \
      -H "Authorization: Bearer $OPENROUTER_API_KEY"; then
      echo "The key is valid."
    fi

## Fix safety
Unsafe: the path becomes `/key`, and code that goes on to read the list of models then breaks. There is no
fix for a client's `models.list()`: OpenAI's has no method for `/key`.

## References
OpenRouter's API reference: "Get current API key", "List all models and their properties".
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Answer, Finding, Fix, Message, Request, Safety, Severity, Substitute
from flake8_openrouter.openrouter import validation
from flake8_openrouter.openrouter.api import API_PATH
from flake8_openrouter.rules._rule import rule

MESSAGE = "GET /models is public and accepts any key"
HELP = "use GET /key to validate one"


@rule("OPR703", "validated-by-public-endpoint", Severity.WARNING, default=False, off_in=("notebook",), on_in=("shell",))
def check(request: Request) -> Iterator[Finding]:
    if (
        not request.destination.official
        or request.method != "GET"
        or [path.rstrip("/") for path in request.paths] != [f"{API_PATH}/models"]
    ):
        return
    is_sent = request.carries_credential is not Answer.NO  # else it is about the models, or the network
    is_validation = request.tests_key or (request.decides and is_sent and validation.is_named_so(request.function))
    if is_validation:
        edits = (Substitute(request.path_span, "/models", "/key"),) if request.path_span is not None else ()
        yield Finding(request.callee, Message(MESSAGE, HELP), Fix(Safety.UNSAFE, edits) if edits else None)
