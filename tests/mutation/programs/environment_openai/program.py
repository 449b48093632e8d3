"""Give the OpenAI SDK what it reads from the environment."""

import os

from openai import OpenAI

os.environ["OPENAI_BASE_URL"] = "https://openrouter.ai/api/v1"
os.environ["OPENAI_API_KEY"] = os.environ["OPENROUTER_API_KEY"]

client = OpenAI()
answer = client.chat.completions.create(
    model="openai/gpt-4o-mini", messages=[{"role": "user", "content": "Name a city."}]
)
print(answer.choices[0].message.content)
