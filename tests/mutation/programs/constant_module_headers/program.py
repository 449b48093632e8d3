import json
import os

import requests

OPENROUTER_URL = "https://openrouter.ai/api/v1/chat/completions"
OPENROUTER_API_KEY = os.environ["OPENROUTER_API_KEY"]

HEADERS = {
    "Authorization": f"Bearer {OPENROUTER_API_KEY}",
    "Content-Type": "application/json",
}

PROMPT = """Extract the names from this text as JSON.

{text}
"""


def extract(text: str) -> list:
    body = {
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": PROMPT.format(text=text)}],
    }
    resp = requests.post(OPENROUTER_URL, headers=HEADERS, data=json.dumps(body))
    assert resp.status_code == 200, resp.text
    content = resp.json()["choices"][0]["message"]["content"]
    return content.split()


print(extract("Ada met Grace."))
