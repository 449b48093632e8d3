import json
import os
from pathlib import Path

import requests

path = Path(os.environ.get("APP_CONFIG") or "config.json")
config = json.loads(path.read_text())["openrouter"]


def ask_openrouter(prompt):
    openrouter_api_key = os.environ["OPENROUTER_API_KEY"]
    headers = {
        "Authorization": f"Bearer {openrouter_api_key}",
        "Content-Type": "application/json",
    }
    payload = {"model": config["model"], "messages": [{"role": "user", "content": prompt}]}
    response = requests.post(config["base_url"] + "/chat/completions", headers=headers, json=payload)
    response.raise_for_status()
    return response.json()["choices"][0]["message"]["content"]


print(ask_openrouter("Hi!"))
