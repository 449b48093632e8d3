"""OpenRouter's API lives under ``/api/v1``. Under this URL the best key is of no use."""

import os

import requests

BASE_URL = "https://openrouter.ai/v1"
api_key = os.environ["OPENROUTER_API_KEY"]

response = requests.post(
    f"{BASE_URL}/chat/completions",
    headers={"Authorization": f"Bearer {api_key}"},
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "What is a monad?"}],
    },
)
print(response.status_code, response.text)
