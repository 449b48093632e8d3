"""OpenRouter reads no key from the body and sees a request without one: 401."""

import os

import requests

api_key = os.environ["OPENROUTER_API_KEY"]

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    json={
        "api_key": api_key,
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "Give me a recipe for soup."}],
    },
)
print(response.status_code, response.text)
