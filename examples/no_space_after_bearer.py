"""The word ``Bearer`` and the key are sent as one word: 401."""

import os

import requests

api_key = os.environ["OPENROUTER_API_KEY"]

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={"Authorization": "Bearer" + api_key},
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "Who painted Guernica?"}],
    },
)
print(response.status_code, response.text)
