"""The string has no ``f``, so the braces and the variable's name are sent, not the key: 401."""

import os

import requests

api_key = os.environ["OPENROUTER_API_KEY"]

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={"Authorization": "Bearer {api_key}"},
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "What is 17 times 23?"}],
    },
)
print(response.status_code, response.text)
