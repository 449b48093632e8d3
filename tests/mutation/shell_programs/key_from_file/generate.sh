#!/usr/bin/env bash
set -euo pipefail
key=$(cat ~/.config/openrouter/key)

curl https://openrouter.ai/api/v1/embeddings \
     -H "Authorization: Bearer $key" \
     -H "Content-Type: application/json" \
     -d '{"model": "openai/text-embedding-3-small", "input": "Hello"}'
