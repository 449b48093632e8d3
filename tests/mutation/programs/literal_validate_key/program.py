#!/usr/bin/env python3
"""Check a key before a long run is started with it."""
import os
import sys

import requests


def validate_api_key(api_key):
    headers = {"Authorization": f"Bearer {api_key}"}
    try:
        response = requests.get("https://openrouter.ai/api/v1/key", headers=headers, timeout=10)
        return response.status_code == 200
    except requests.RequestException:
        return False


def complete(api_key, prompt):
    headers = {"Authorization": f"Bearer {api_key}", "Content-Type": "application/json"}
    body = {"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": prompt}]}
    response = requests.post("https://openrouter.ai/api/v1/chat/completions", headers=headers, json=body)
    if response.status_code != 200:
        raise RuntimeError(f"OpenRouter answered {response.status_code}: {response.text[:200]}")
    return response.json()["choices"][0]["message"]["content"]


key = os.getenv("OPENROUTER_API_KEY")
if not key:
    sys.exit("Please set OPENROUTER_API_KEY")
if not validate_api_key(key):
    sys.exit("The key is not valid")
print("key ok ✓")
print(complete(key, "Hi"))
