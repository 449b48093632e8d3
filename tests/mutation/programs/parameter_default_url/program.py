import os

import requests


def chat(prompt, api_key=None, url="https://openrouter.ai/api/v1/chat/completions"):
    if api_key is None:
        api_key = os.environ["OPENROUTER_API_KEY"]
    headers = {}
    headers["Authorization"] = f"Bearer {api_key}"
    headers["Content-Type"] = "application/json"
    response = requests.post(url, headers=headers, json={
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": prompt}],
    })
    response.raise_for_status()
    data = response.json()
    return data["choices"][0]["message"]["content"]


print(chat("Hello"))
