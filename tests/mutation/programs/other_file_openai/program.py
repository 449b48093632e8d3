from openai import OpenAI

from constants import MODEL, OPENROUTER_BASE_URL
from secrets_store import openrouter_key

client = OpenAI(base_url=OPENROUTER_BASE_URL, api_key=openrouter_key())
answer = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "Hi"}])
print(answer.choices[0].message.content)
