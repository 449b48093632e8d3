import os

from anthropic import Anthropic

client = Anthropic(
    base_url="https://openrouter.ai/api",
    auth_token=os.environ["OPENROUTER_API_KEY"],
)

message = client.messages.create(
    model="anthropic/claude-3.5-haiku",
    max_tokens=128,
    messages=[{"role": "user", "content": "Hello"}],
)
print(message.content[0].text)
