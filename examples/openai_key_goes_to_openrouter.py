"""The client reads OPENAI_API_KEY and sends your OpenAI key to OpenRouter: 401.

Where that variable is not set, the client raises when it is built.
"""

from openai import OpenAI

client = OpenAI(base_url="https://openrouter.ai/api/v1")

completion = client.chat.completions.create(
    model="openai/gpt-4o-mini",
    messages=[{"role": "user", "content": "How do magnets work?"}],
)
print(completion.choices[0].message.content)
