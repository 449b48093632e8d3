"""The settings of the package itself."""

import os

import openai

openai.base_url = "https://openrouter.ai/api/v1/"
openai.api_key = os.environ["OPENROUTER_API_KEY"]

answer = openai.chat.completions.create(
    model="openai/gpt-4o-mini", messages=[{"role": "user", "content": "Name a colour."}]
)
print(answer.choices[0].message.content)
