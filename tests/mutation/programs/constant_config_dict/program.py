import os

import httpx

CONFIG = {
    "api_key": os.environ["OPENROUTER_API_KEY"],
    "model": "qwen/qwen-2.5-7b-instruct",
    "timeout": 30,
}
API_URL = "https://openrouter.ai/api/v1/chat/completions"


def run(prompt):
    headers = {"Authorization": f"Bearer {CONFIG['api_key']}", "Content-Type": "application/json"}
    payload = {"model": CONFIG["model"], "messages": [{"role": "user", "content": prompt}]}
    r = httpx.post(API_URL, headers=headers, json=payload, timeout=CONFIG["timeout"])
    r.raise_for_status()
    return r.json()["choices"][0]["message"]["content"]


if __name__ == "__main__":
    print(run("List three colours."))
