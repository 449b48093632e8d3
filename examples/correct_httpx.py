"""Right: httpx, once without and once with async."""

import asyncio
import os

import httpx

API_URL = "https://openrouter.ai/api/v1/chat/completions"

api_key = os.getenv("OPENROUTER_API_KEY")
headers = {"Authorization": f"Bearer {api_key}"}
body = {"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hello!"}]}

answer = httpx.post(API_URL, headers=headers, json=body)
print(answer.status_code, answer.text)


async def main():
    async with httpx.AsyncClient() as client:
        response = await client.post(API_URL, headers=headers, json=body)
    print(response.status_code, response.text)


asyncio.run(main())
