"""Ask one question; the key is in a .env file."""

import os

import requests
from dotenv import load_dotenv

load_dotenv()

api_key = os.getenv("OPENROUTER_API_KEY")
if not api_key:
    raise SystemExit("OPENROUTER_API_KEY is in neither the environment nor .env")

URL = "https://openrouter.ai/api/v1/chat/completions"
headers = {"Authorization": f"Bearer {api_key}"}
body = {"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Name a tree."}]}

response = requests.post(URL, headers=headers, json=body, timeout=30)
response.raise_for_status()
print(response.json()["choices"][0]["message"]["content"])
