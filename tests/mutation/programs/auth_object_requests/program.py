"""A session's requests are signed by an object, not by a dict of headers."""

import os

import requests
from requests.auth import AuthBase


class OpenRouterAuth(AuthBase):
    def __init__(self, key):
        self.key = key

    def __call__(self, request):
        request.headers["Authorization"] = f"Bearer {self.key}"
        return request


auth = OpenRouterAuth(os.environ["OPENROUTER_API_KEY"])
answer = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    auth=auth,
    json={"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Name a river."}]},
)
answer.raise_for_status()
print(answer.json()["choices"][0]["message"]["content"])
