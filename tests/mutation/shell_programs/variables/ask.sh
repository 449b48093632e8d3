#!/bin/bash
# Ask a model a question: ./ask.sh "Why is the sky blue?"
set -u

API_KEY="${OPENROUTER_API_KEY}"
BASE_URL="https://openrouter.ai/api/v1"
MODEL="${MODEL:-openai/gpt-4o-mini}"
QUESTION="${1:-Hello}"

if [ -z "$API_KEY" ]; then
  echo "OPENROUTER_API_KEY is not set" >&2
  exit 1
fi

payload=$(jq -n --arg model "$MODEL" --arg q "$QUESTION" \
  '{model: $model, messages: [{role: "user", content: $q}]}')

response=$(curl --silent --show-error --fail "$BASE_URL/chat/completions" \
  --header "Authorization: Bearer ${API_KEY}" \
  --header "Content-Type: application/json" \
  --data "$payload")

echo "$response" | jq -r '.choices[0].message.content'
