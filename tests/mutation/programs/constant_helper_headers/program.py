import os
from typing import Any

import requests

OPENROUTER_BASE_URL = "https://openrouter.ai/api/v1"
TIMEOUT = 45


def get_headers() -> dict[str, str]:
    api_key = os.environ["OPENROUTER_API_KEY"]
    return {
        "Authorization": f"Bearer {api_key}",
        "Content-Type": "application/json",
    }


def chat_completion(model: str, messages: list[dict[str, Any]], **options: Any) -> dict[str, Any]:
    response = requests.post(
        f"{OPENROUTER_BASE_URL}/chat/completions",
        headers=get_headers(),
        json={"model": model, "messages": messages, **options},
        timeout=TIMEOUT,
    )
    response.raise_for_status()
    return response.json()


def key_info() -> dict[str, Any]:
    response = requests.get(f"{OPENROUTER_BASE_URL}/key", headers=get_headers(), timeout=TIMEOUT)
    response.raise_for_status()
    return response.json()["data"]


if __name__ == "__main__":
    print(key_info()["usage"])
    print(chat_completion("openai/gpt-4o-mini", [{"role": "user", "content": "Hi"}])["choices"][0])
