import os
from typing import Optional

import requests


class OpenRouterClient:
    """A thin client."""

    def __init__(self, api_key: Optional[str] = None, model: str = "openai/gpt-4o-mini"):
        self.api_key = api_key or os.environ["OPENROUTER_API_KEY"]
        self.model = model
        self.base_url = "https://openrouter.ai/api/v1"
        self.headers = {
            "Authorization": f"Bearer {self.api_key}",
            "Content-Type": "application/json",
        }

    def chat(self, prompt: str) -> str:
        payload = {"model": self.model, "messages": [{"role": "user", "content": prompt}]}
        response = requests.post(f"{self.base_url}/chat/completions", headers=self.headers, json=payload, timeout=30)
        response.raise_for_status()
        return response.json()["choices"][0]["message"]["content"]


if __name__ == "__main__":
    client = OpenRouterClient()
    print(client.chat("What's up?"))
