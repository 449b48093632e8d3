import requests

from base import BaseProvider


class OpenRouterBase(BaseProvider):
    base_url = "https://openrouter.ai/api/v1"


class OpenRouterProvider(OpenRouterBase):
    def complete(self, prompt: str) -> str:
        headers = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json"}
        response = requests.post(
            f"{self.base_url}/chat/completions",
            headers=headers,
            json={"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": prompt}]},
        )
        return self.check(response)["choices"][0]["message"]["content"]
