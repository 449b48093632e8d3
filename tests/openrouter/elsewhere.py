"""Other hosts, as far as it is known what they answer: who else may see a key."""

from __future__ import annotations

from openrouter.api import NOT_COVERED, Answer, Headers, answer
from openrouter.keys import Keys

OPENAI = "api.openai.com"
#: Where openai-agents posts its traces; it is content with any 2xx.
TRACES = "/v1/traces/ingest"
HOSTS = (
    OPENAI,
    "api.anthropic.com",
    "api.openrouter.ai",
    "api.mistral.ai",
    "api.groq.com",
    "generativelanguage.googleapis.com",
    "openrouter.io",
    "openrouter.com",
    "open-router.ai",
)


def answer_of(host: str, method: str, path: str, headers: Headers, keys: Keys) -> Answer:
    """Return what another host answers; api.openai.com shows in its message what key it was sent."""
    if host != OPENAI:
        return Answer.error(501, NOT_COVERED)
    sent = [value for name, value in headers if name.lower() == "authorization"]
    if sent == [f"Bearer {keys.openai}"]:
        if (method, path) == ("POST", TRACES):
            return Answer(200, {})
        as_ours = (("Authorization", f"Bearer {keys.valid}"),)
        return answer(method, f"/api{path}", as_ours, keys)
    key = sent[0].removeprefix("Bearer ") if sent else ""
    return Answer.error(401, f"Incorrect API key provided: {key[:9]}***." if key else "You didn't provide an API key.")
