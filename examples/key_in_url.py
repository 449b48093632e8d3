"""OpenRouter reads no key from the URL: 401. And URLs are kept in logs, the key with them."""

import os

import requests

api_key = os.environ["OPENROUTER_API_KEY"]

response = requests.post(
    f"https://openrouter.ai/api/v1/chat/completions?api_key={api_key}",
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "What is the capital of Peru?"}],
    },
)
print(response.status_code, response.text)
