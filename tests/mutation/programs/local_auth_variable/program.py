import os

import requests


def review(diff: str) -> str:
    url = "https://openrouter.ai/api/v1/chat/completions"
    key = os.environ["OPENROUTER_API_KEY"]
    auth = f"Bearer {key}"
    headers = {"X-Title": "Prüfer", "Authorization": auth, "Content-Type": "application/json"}
    payload = {
        "model": "deepseek/deepseek-chat",
        "messages": [
            {"role": "system", "content": "You review code."},
            {"role": "user", "content": diff},
        ],
    }
    response = requests.request("POST", url, headers=headers, json=payload)
    response.raise_for_status()
    return response.json()["choices"][0]["message"]["content"]


print(review("- a\n+ b"))
