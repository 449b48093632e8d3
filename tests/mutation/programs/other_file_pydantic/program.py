"""Talks to OpenRouter through the OpenAI SDK."""

import asyncio

from openai import AsyncOpenAI

from settings import settings


async def main():
    async with AsyncOpenAI(api_key=settings.api_key, base_url=settings.base_url) as client:
        result = await client.chat.completions.create(
            model=settings.model, messages=[{"role": "user", "content": "Hello"}]
        )
        print(result.choices[0].message.content)


if __name__ == "__main__":
    asyncio.run(main())
