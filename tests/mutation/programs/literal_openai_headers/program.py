# -*- coding: utf-8 -*-
import openai
import os

SITE = "https://example.org"

# « OpenRouter » spricht dieselbe Sprache wie OpenAI
client = openai.OpenAI(
    base_url="https://openrouter.ai/api/v1",
    api_key=os.environ["OPENROUTER_API_KEY"],
    default_headers={
        "HTTP-Referer": SITE,
        "X-Title": "Beispiel",
    },
)


def embed(text):
    result = client.embeddings.create(
        model="openai/text-embedding-3-small", input=text, encoding_format="float"
    )
    return result.data[0].embedding


print(embed("größer"))
