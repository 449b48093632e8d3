import os

from openai import OpenAI


class Assistant:
    OPENROUTER_BASE = "https://openrouter.ai/api/v1"

    def __init__(self, api_key=None, model="openai/gpt-4o-mini"):
        self.api_key = api_key or os.getenv("OPENROUTER_API_KEY")
        if not self.api_key:
            raise ValueError("no OpenRouter key")
        self.model = model
        self.client = OpenAI(base_url=self.OPENROUTER_BASE, api_key=self.api_key)

    def reply(self, message):
        result = self.client.chat.completions.create(
            model=self.model,
            messages=[
                {"role": "system", "content": "You help."},
                {"role": "user", "content": message},
            ],
        )
        return result.choices[0].message.content


print(Assistant().reply("Can you help me?"))
