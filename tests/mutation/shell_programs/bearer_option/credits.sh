#!/usr/bin/env bash
curl --silent --oauth2-bearer "$OPENROUTER_API_KEY" https://openrouter.ai/api/v1/key
curl -s https://openrouter.ai/api/v1/models | jq '.data | length'
