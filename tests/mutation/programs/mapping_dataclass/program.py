"""What the client is given is an object of settings."""

import os
from dataclasses import asdict, dataclass

from openai import OpenAI


@dataclass
class Endpoint:
    api_key: str
    base_url: str = "https://openrouter.ai/api/v1"


endpoint = Endpoint(api_key=os.environ["OPENROUTER_API_KEY"])
client = OpenAI(**asdict(endpoint))
answer = client.chat.completions.create(
    model="openai/gpt-4o-mini", messages=[{"role": "user", "content": "Name a tree."}]
)
print(answer.choices[0].message.content)
