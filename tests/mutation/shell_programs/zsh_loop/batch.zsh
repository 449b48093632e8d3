#!/usr/bin/env zsh

url=https://openrouter.ai/api/v1/chat/completions
auth="Authorization: Bearer $OPENROUTER_API_KEY"

for model in openai/gpt-4o-mini meta-llama/llama-3-8b-instruct; do
  curl -sS "$url" -H "$auth" -H 'Content-Type: application/json' \
    -d "{\"model\": \"$model\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"
done
