import os

import requests

MODEL = "openai/gpt-4o-mini"


def post_json(url, headers, payload):
    """POST and return the decoded answer."""
    r = requests.post(url, headers=headers, json=payload, timeout=30)
    r.raise_for_status()
    return r.json()


def classify(text):
    api_key = os.environ["OPENROUTER_API_KEY"]
    headers = {"Authorization": f"Bearer {api_key}", "Content-Type": "application/json"}
    payload = {"model": MODEL, "messages": [{"role": "user", "content": f"Spam or ham? {text}"}]}
    return post_json("https://openrouter.ai/api/v1/chat/completions", headers, payload)


if __name__ == "__main__":
    print(classify("You won!")["choices"][0]["message"]["content"])
