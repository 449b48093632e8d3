#!/usr/bin/env bash
set -e

source .env
export OPENROUTER_API_KEY

if [[ -z "${OPENROUTER_API_KEY}" ]]; then
  echo "no key" >&2
  exit 1
fi

curl -X POST "https://openrouter.ai/api/v1/chat/completions" \
  -H "Authorization: Bearer ${OPENROUTER_API_KEY}" \
  -H "Content-Type: application/json" \
  -H "X-Title: Summary" \
  --data @- <<EOF
{
  "model": "openai/gpt-4o-mini",
  "messages": [{"role": "user", "content": "Summarise $(basename "$PWD")"}]
}
EOF
