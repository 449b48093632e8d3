"""The key is sent without the word ``Bearer`` and a space in front of it: 401."""

import os

import requests

API_KEY = os.getenv("OPENROUTER_API_KEY")

headers = {
    "Authorization": API_KEY,
    "Content-Type": "application/json",
}
body = {
    "model": "openai/gpt-4o-mini",
    "messages": [{"role": "user", "content": "Explain recursion in one sentence."}],
}

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions", headers=headers, json=body
)
print(response.status_code, response.text)
