#!/usr/bin/env bash
set -euo pipefail

: "${OPENROUTER_API_KEY:?set OPENROUTER_API_KEY}"

curl -sS https://openrouter.ai/api/v1/chat/completions \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENROUTER_API_KEY" \
  -d '{
  "model": "openai/gpt-4o-mini",
  "messages": [{"role": "user", "content": "Hello"}]
}' | jq -r '.choices[0].message.content'
