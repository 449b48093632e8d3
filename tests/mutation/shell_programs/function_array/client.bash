#!/usr/bin/env bash

call_openrouter() {
  local path="$1"
  shift
  local args=(
    --silent
    --fail-with-body
    -H "Authorization: Bearer ${OPENROUTER_API_KEY:?}"
    -H "Content-Type: application/json"
  )
  curl "${args[@]}" "https://openrouter.ai/api/v1/${path}" "$@"
}

call_openrouter chat/completions -d @request.json
call_openrouter key
