"""Cookies are for OpenRouter's website. The API ignores them and sees no key: 401."""

import os

import requests

api_key = os.environ["OPENROUTER_API_KEY"]

response = requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    cookies={"api_key": api_key},
    json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "Recommend a book."}],
    },
)
print(response.status_code, response.text)
