"""Grade answers with several models, and count the tokens."""

import os
import sys
from collections import Counter

from openai import OpenAI, OpenAIError

OPENROUTER_API_KEY = os.environ.get("OPENROUTER_API_KEY")
if OPENROUTER_API_KEY is None:
    sys.exit("export OPENROUTER_API_KEY first")

llm = OpenAI(
    api_key=OPENROUTER_API_KEY,
    base_url="https://openrouter.ai/api/v1",  # not api.openai.com
    timeout=60,
)
usage = Counter()


def grade(answer, model):
    try:
        response = llm.chat.completions.create(
            model=model, messages=[{"role": "user", "content": f"Grade: {answer}"}]
        )
    except OpenAIError as error:
        print("failed:", type(error).__name__, file=sys.stderr)
        raise
    usage[model] += response.usage.total_tokens
    return response.choices[0].message.content


for name in ("openai/gpt-4o-mini", "qwen/qwen-2.5-7b-instruct"):
    print(name, grade("42", name))
print(dict(usage))
