"""Nothing in this request says who is asking: 401."""

import asyncio

import aiohttp

API_URL = "https://openrouter.ai/api/v1/chat/completions"


async def main():
    body = {
        "model": "openai/gpt-4o-mini",
        "messages": [{"role": "user", "content": "Good evening!"}],
    }
    async with aiohttp.ClientSession() as session:
        async with session.post(API_URL, json=body) as response:
            print(response.status, await response.text())


asyncio.run(main())
