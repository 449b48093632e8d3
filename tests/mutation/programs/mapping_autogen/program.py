"""An agent whose model is configured by a list of mappings."""

import os

from autogen import OpenAIWrapper

config_list = [
    {
        "model": "openai/gpt-4o-mini",
        "base_url": "https://openrouter.ai/api/v1",
        "api_key": os.environ["OPENROUTER_API_KEY"],
    }
]

wrapper = OpenAIWrapper(config_list=config_list)
answer = wrapper.create(messages=[{"role": "user", "content": "Name a star."}])
print(answer.choices[0].message.content)
