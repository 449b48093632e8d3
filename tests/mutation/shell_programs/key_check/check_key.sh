#!/bin/sh
# Exits with 0 if the key works.
status=$(curl -s -o /dev/null -w '%{http_code}' \
  -H "Authorization: Bearer $OPENROUTER_API_KEY" \
  https://openrouter.ai/api/v1/key)

if [ "$status" = "200" ]; then
  echo "key ok"
else
  echo "key refused: $status" >&2
  exit 1
fi
