import logging
import os
import time

import requests

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)

MAX_RETRIES = 3


def query_model(messages, model="anthropic/claude-3-haiku"):
    """Send messages, try again where the server is busy."""
    openrouter_api_key = os.environ.get("OPENROUTER_API_KEY")
    if openrouter_api_key is None:
        logger.error("OPENROUTER_API_KEY missing")
        return None

    headers = {
        "Authorization": "Bearer {}".format(openrouter_api_key),
        "Content-Type": "application/json",
    }
    payload = {"model": model, "messages": messages, "max_tokens": 256}

    for attempt in range(MAX_RETRIES):
        try:
            res = requests.post(
                "https://openrouter.ai/api/v1/chat/completions",
                headers=headers,
                json=payload,
                timeout=(5, 60),
            )
            res.raise_for_status()
            return res.json()["choices"][0]["message"]["content"]
        except requests.HTTPError as e:
            if e.response.status_code not in (429, 502, 503):
                raise
            logger.warning("try %d failed", attempt + 1)
            time.sleep(2 ** attempt)
    return None


if __name__ == "__main__":
    answer = query_model([{"role": "user", "content": "Hello"}])
    print(answer)
