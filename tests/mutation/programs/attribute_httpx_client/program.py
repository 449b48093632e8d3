import os
from typing import Any

import httpx


class OpenRouter:
    def __init__(self, key: str) -> None:
        self.client = httpx.Client(
            base_url="https://openrouter.ai/api/v1",
            headers={"Authorization": f"Bearer {key}"},
            timeout=httpx.Timeout(60.0, connect=5.0),
        )

    def chat(self, content: str) -> dict[str, Any]:
        response = self.client.post(
            "/chat/completions",
            json={"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": content}]},
        )
        response.raise_for_status()
        return response.json()

    def close(self) -> None:
        self.client.close()


router = OpenRouter(os.environ["OPENROUTER_API_KEY"])
try:
    print(router.chat("Say something nice.")["choices"][0]["message"]["content"])
finally:
    router.close()
