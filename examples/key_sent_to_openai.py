"""Without ``base_url`` the client calls OpenAI, which gets your OpenRouter key and answers 401."""

import os

from openai import OpenAI

client = OpenAI(api_key=os.environ["OPENROUTER_API_KEY"])

completion = client.chat.completions.create(
    model="openai/gpt-4o-mini",
    messages=[{"role": "user", "content": "When was the bicycle invented?"}],
)
print(completion.choices[0].message.content)
