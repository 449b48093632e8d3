import os

import requests


class LLMService:
    BASE_URL = "https://openrouter.ai/api/v1"
    MODEL = "openai/gpt-4o-mini"

    def __init__(self):
        self.api_key = os.getenv("OPENROUTER_API_KEY")
        if not self.api_key:
            raise EnvironmentError("OPENROUTER_API_KEY environment variable is required")

    def _headers(self):
        return {
            "Authorization": f"Bearer {self.api_key}",
            "X-Title": "LLM Service",
        }

    def generate(self, prompt, system=None):
        messages = []
        if system:
            messages.append({"role": "system", "content": system})
        messages.append({"role": "user", "content": prompt})
        resp = requests.post(
            self.BASE_URL + "/chat/completions",
            headers=self._headers(),
            json={"model": self.MODEL, "messages": messages},
        )
        resp.raise_for_status()
        return resp.json()["choices"][0]["message"]["content"]


service = LLMService()
print(service.generate("Name a river.", system="Answer with one word."))
