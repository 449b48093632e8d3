#!/bin/sh
wget -qO- \
  --header="Authorization: Bearer $OPENROUTER_API_KEY" \
  --header="Content-Type: application/json" \
  --post-data='{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}' \
  https://openrouter.ai/api/v1/chat/completions
