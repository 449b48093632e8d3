import asyncio
import os

from openai import AsyncOpenAI

client = AsyncOpenAI(api_key=os.environ["OPENROUTER_API_KEY"], base_url="https://openrouter.ai/api/v1", max_retries=0)


async def rate(text: str) -> str:
    result = await client.chat.completions.create(
        model="openai/gpt-4o-mini",
        messages=[{"role": "user", "content": f"Rate from 1 to 5: {text}"}],
    )
    return result.choices[0].message.content or ""


async def main() -> None:
    print(await asyncio.gather(rate("good"), rate("bad")))


asyncio.run(main())
