curl https://openrouter.ai/api/v1/chat/completions \
  -H 'Authorization: Bearer $OPENROUTER_API_KEY' \
  -H "Content-Type: application/json" \
  -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}'
