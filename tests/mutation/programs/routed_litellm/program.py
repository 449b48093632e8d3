"""The model's name says which provider is called."""

import os

import litellm

MODEL = "openrouter/openai/gpt-4o-mini"


def ask(prompt):
    return litellm.completion(
        model=MODEL,
        api_base="https://openrouter.ai/api/v1",
        api_key=os.environ["OPENROUTER_API_KEY"],
        messages=[{"role": "user", "content": prompt}],
    )


print(ask("Name a planet.").choices[0].message.content)
