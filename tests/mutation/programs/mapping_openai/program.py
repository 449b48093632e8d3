"""A table of providers, each with what its client is given."""

import os

from openai import OpenAI

PROVIDERS = {
    "openrouter": {
        "base_url": "https://openrouter.ai/api/v1",
        "api_key": os.environ["OPENROUTER_API_KEY"],
    },
}


def connect(provider):
    return OpenAI(**PROVIDERS[provider], max_retries=1)


client = connect("openrouter")
answer = client.chat.completions.create(
    model="openai/gpt-4o-mini", messages=[{"role": "user", "content": "Name a fruit."}]
)
print(answer.choices[0].message.content)
