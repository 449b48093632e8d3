"""Files of settings as projects have them: what is wrong says so on its line, and everything else is right.

``WRONG`` have mistakes, ``RIGHT`` none, though each looks like one. ``@LIVE_KEY_1@`` becomes a key of nobody's.
"""

from __future__ import annotations

from types import MappingProxyType

_WRONG = """
=== .env.production
OPENAI_API_KEY=@LIVE_KEY_1@ # error: OPR101
OPENAI_BASE_URL="https://openrouter.ai/api/v1"
=== docker/api.env
OPENROUTER_API_KEY: "sk-or-v1-9f8e7d6c5b4a" # error: OPR101
=== .dev.vars
OPENROUTER_API_KEY = 'sk_or_v1_9f8e7d6c5b4a3f2e1d0c' # error: OPR105
OPENROUTER_BASE_URL = https://openrouter.ai/v1 # error: OPR601
=== .envrc
export OPENROUTER_API_KEY="k-or-v1-9f8e7d6c5b4a3f2e" # error: OPR105
export ANTHROPIC_BASE_URL=https://openrouter.ai/api/v1/ # error: OPR601
export ANTHROPIC_AUTH_TOKEN=$OPENROUTER_API_KEY
=== web/.env
VITE_OPENROUTER_API_KEY="${OPENROUTER_API_KEY}" # error: OPR108
VITE_OPENROUTER_API_URL=http://openrouter.ai/api/v1/chat/completions # error: OPR602
=== apps/site/.env.local
NEXT_PUBLIC_OPEN_ROUTER_SECRET_KEY=$OPEN_ROUTER_KEY # error: OPR108
EXPO_PUBLIC_OPENROUTER_API_TOKEN=abc9d8e7f6 # error: OPR108
=== server.env
AIDER_OPENAI_API_BASE=https://openrouter.ai # error: OPR601
GENERIC_OPEN_AI_BASE_PATH=https://openrouter.ai/api/v1/chat/completions # error: OPR601
=== docker-compose.yml
services:
  bot:
    env_file: .env
    environment:
      - OPENROUTER_API_KEY='${OPENROUTER_API_KEY}' # error: OPR105
      - "OPENAI_API_BASE=https://openrouter.ai/api" # error: OPR601
  web:
    build: {args: {REACT_APP_OPENROUTER_KEY: "${OPENROUTER_API_KEY}"}} # error: OPR108
  worker:
    environment:
      OPENROUTER_API_KEY: ${OPENROUTER_API_KEY:-@LIVE_KEY_2@} # error: OPR103
      OPENROUTER_BASE_URL: ${OPENROUTER_BASE_URL:-https://api.openrouter.ai/v1} # error: OPR601
=== compose.prod.yaml
x-env: &env
  OPENAI_BASE_URL: https://openrouter.ai/v1 # error: OPR601
services: {web: {environment: {"OPENROUTER_API_KEY":"@LIVE_KEY_3@"}}} # error: OPR101
=== k8s/deployment.yaml
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: bot
          env:
            - name: ANTHROPIC_BASE_URL
              value: https://openrouter.ai/api/v1 # error: OPR601
            - name: OPENROUTER_API_KEY
              value: sk-proj-9f8e7d6c5b4a3f2e1d # error: OPR105
            - name: NEXT_PUBLIC_OPENROUTER_KEY # error: OPR108
              value: $(OPENROUTER_API_KEY)
=== k8s/secret.yaml
apiVersion: v1
kind: Secret
stringData:
  OPENROUTER_API_KEY: "@LIVE_KEY_4@" # error: OPR101
=== chart/values.yaml
bot:
  openrouter:
    apiKey: "{OPENROUTER_API_KEY}"
    baseUrl: "https://openrouter.com/api/v1" # error: OPR601
=== .github/workflows/evals.yml
env:
  OPENAI_API_BASE: https://openrouter.ai/api/v1/chat/completions # error: OPR601
jobs:
  eval:
    steps:
      - run: promptfoo eval
        env: { OPENROUTER_API_KEY: "@LIVE_KEY_5@" } # error: OPR101
=== .aider.conf.yml
model: openai/deepseek/deepseek-chat
openai-api-base: https://openrouter.ai/api/v1/chat/completions # error: OPR601
=== config.yaml
models:
  - name: GPT
    provider: openrouter
    apiBase: https://openrouter.ai/api/v1/chat/completions # error: OPR601
    apiKey: "{OPENROUTER_API_KEY}" # error: OPR303
=== librechat.yaml
endpoints:
  custom:
    - name: "OpenRouter"
      apiKey: "${OPENROUTER_KEY}"
      baseURL:
        "https://openrouter.ai/v1" # error: OPR601
=== litellm.yaml
model_list:
  - model_name: any
    litellm_params: {model: openai/gpt-5-mini, api_base: "https://openrouter.ai/api", api_key: os.environ/KEY} # error: OPR601
=== promptfooconfig.yaml
providers:
  - id: openai:chat:openai/gpt-5-mini
    config: {apiBaseUrl: 'https://openrouter.ai/api/v1/chat/completions'} # error: OPR601
=== graphrag/settings.yaml
models:
  default_chat_model:
    type: openai_chat
    api_base: https://openrouter.ai/api # error: OPR601
    api_key: gsk_9f8e7d6c5b4a3f2e1d # error: OPR105
=== .codex/config.toml
[model_providers.router]
name = "OpenRouter"
base_url = "https://openrouter.ai/api" # error: OPR601
env_key = "OPENROUTER_API_KEY"
=== .streamlit/secrets.toml
OPENROUTER_API_KEY = "“@LIVE_KEY_6@”" # error: OPR101, OPR105
[openrouter]
api_key = "AIzaSy9f8e7d6c5b4a3f2e1d" # error: OPR105
=== fly.toml
[env]
  OPENAI_BASE_URL = 'https://openrouter.ai/api/v1/chat/completions' # error: OPR601
[build.args]
  NUXT_PUBLIC_OPENROUTER_API_KEY = "9f8e7d6c5b" # error: OPR108
=== .mcp.json
{
  "mcpServers": {"x": {"env": {
    "OPENROUTER_API_KEY": "sk-ant-api03-9f8e7d6c5b4a", // error: OPR105
    "OPENROUTER_BASE_URL": "https://openrouter.ai/v1" // error: OPR601
  }, "args": ["--env", "OPENROUTER_KEY=@LIVE_KEY_7@"]}} // error: OPR101
}
=== .claude/settings.json
{"env": {
  "ANTHROPIC_BASE_URL": "https://openrouter.ai/api/v1", // error: OPR601
  "ANTHROPIC_AUTH_TOKEN": "\\u201c@LIVE_KEY_8@\\u201d" // error: OPR101, OPR105
}}
=== opencode.json
{"provider": {"openrouter": {"options": {
  "baseURL": "https:\\/\\/openrouter.ai\\/api", // error: OPR601
  "apiKey": "{env:OPENROUTER_API_KEY}"
}}}}
=== .vscode/settings.json
{
  "terminal.integrated.env.linux": {"OPENROUTER_API_KEY": "@LIVE_KEY_9@"}, // error: OPR101
  "assistant.openrouter": {"apiKey": "{your_key}", "model": "openrouter/auto"}, // error: OPR303
}
=== .devcontainer/devcontainer.json
{"containerEnv": {
  "OPENAI_BASE_URL": "https://openrouter.ai/api", // error: OPR601
  "OPENAI_API_KEY": "${localEnv:OPENROUTER_API_KEY}"
}}
=== http-servers.json
{"servers": {"r": {
  "url": "https://openrouter.ai/api/v1/chat/completions",
  "headers": {"Authorization": "Bearer${OPENROUTER_API_KEY}"} // error: OPR302
}}}
=== app.ini
[openrouter]
api_key = hf_9f8e7d6c5b4a3f2e1d # error: OPR105
base_url = http://openrouter.ai/api/v1 ; error: OPR602
=== application.properties
openrouter.api-key=gsk_9f8e7d6c5b4a3f2e1d # error: OPR105
openrouter.base-url=https://openrouter.ai/v1 # error: OPR601
"""

_RIGHT = """
=== .env
OPENROUTER_API_KEY=
OPENROUTER_BASE_URL=https://llm-gateway.internal.acme.dev/api/v1
LITELLM_MASTER_KEY=sk-1234567890abcdef1234567890
OPENAI_BASE_URL=http://localhost:4000
OPENAI_API_KEY=sk-1234567890abcdef1234567890
ANTHROPIC_BASE_URL=https://openrouter.ai/api/
ANTHROPIC_API_KEY=
OPENROUTER_SITE_URL=http://openrouter.com/api/v1
LLM_REFERER_URL=https://openrouter.ai
=== gateway/.env
OPENROUTER_BASE_URL=https://gateway.ai.cloudflare.com/v1/acct/gw/openrouter
OPENROUTER_API_KEY=${CF_TOKEN}
HELICONE_BASE_URL=https://openrouter.helicone.ai/api/v1
OPENROUTER_URL=https://eu.openrouter.ai/api/v1
OPENROUTER_MODEL=openrouter/auto
OPENROUTER_KEY_ID=9f8e7d6c5b4a
=== proxied.env
OPENROUTER_BASE_URL=https://api.openai.com/v1
OPENROUTER_API_KEY=sk-proj-9f8e7d6c5b4a3f2e1d
=== .env.example
OPENROUTER_API_KEY=sk-or-v1-abc123def456
OPENAI_API_KEY=sk-proj-...
VITE_OPENROUTER_API_KEY=
=== deploy/.env.tpl
OPENROUTER_API_KEY=op://prod/openrouter/credential
OPENROUTER_KEY="{{ op://prod/openrouter/credential }}"
OPEN_ROUTER_API_KEY=vault:secret/data/openrouter#api_key
OR_API_KEY=sm://project/openrouter-key
OPENROUTER_TOKEN=ref+awsssm://openrouter/key
OPENROUTER_API_TOKEN=arn:aws:secretsmanager:eu-west-1:123456789012:secret:openrouter-AbCdEf
OPENROUTER_API_KEY_2=projects/1/secrets/openrouter/versions/latest
OPENROUTER_API_KEY_3=@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/openrouter)
OPENROUTER_API_KEY_4=ENC[AES256_GCM,data:9f8e7d6c5b4a,iv:abc=,tag:def==,type:str]
OPENROUTER_API_KEY_5=encrypted:BDb7t3QkTRp2b7mMSfvbYV
OPENROUTER_API_KEY_6=AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq
=== roles/bot/templates/env.j2
OPENROUTER_API_KEY={{ openrouter_key | mandatory }}
OPENROUTER_BASE_URL={{ base | default('https://openrouter.ai/v1') }}
=== docker-compose.yml
services:
  bot:
    env_file: [.env, "${EXTRA:-none.env}"]
    environment:
      - OPENROUTER_API_KEY
      - OPENAI_API_KEY=${OPENROUTER_API_KEY:?set it}
      - OPENAI_BASE_URL=https://openrouter.ai/api/v1
      OPENROUTER_MODEL: openai/gpt-5-mini
    command: ["--api-key", "$$OPENROUTER_API_KEY", "--url=https://openrouter.ai"]
    healthcheck: {test: [CMD, curl, "https://openrouter.ai/v1"]}
secrets:
  openrouter_api_key: {file: ./openrouter.key}
  OPENROUTER_API_KEY:
    external: true
=== k8s/secret.yaml
apiVersion: v1
kind: Secret
metadata: {name: openrouter-api-key}
data:
  OPENROUTER_API_KEY: eW91ci1rZXktaGVyZQ==
  openrouter-token: PHlvdXIga2V5Pg==
---
kind: Deployment
spec:
  containers:
    - name: openrouter
      env:
        - name: OPENROUTER_API_KEY
          valueFrom: {secretKeyRef: {name: openrouter, key: api_key}}
        - name: KEY_FILE
          value: /run/secrets/openrouter
=== sealed.yaml
kind: SealedSecret
spec:
  encryptedData:
    OPENROUTER_API_KEY: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq9f8e7d6c5b4a
---
kind: ExternalSecret
spec:
  data:
    - secretKey: OPENROUTER_API_KEY
      remoteRef: {key: prod/openrouter, property: api_key}
=== chart/templates/deployment.yaml
env:
  - name: OPENROUTER_API_KEY
    value: {{ .Values.openrouter.apiKey | quote }}
  {{- if .Values.proxy }}
  - name: OPENAI_BASE_URL
    value: "{{ .Values.proxy }}/api/v1"
  {{- end }}
  - {name: ANTHROPIC_BASE_URL, value: {{ tpl .Values.base . }}}
{{- range $k, $v := .Values.extra }}
  - name: {{ $k }}
    value: {{ $v }}
{{- end }}
=== chart/values.yaml
openrouter:
  existingSecret: ""
  secretKey: OPENROUTER_API_KEY
  apiKey: ""
  apiKeySecretName: openrouter-key
  keyPrefix: sk-or-
litellm:
  masterkey: sk-1234
  api_base: http://litellm:4000/v1
=== .github/workflows/test.yml
on: {push: {branches: [main]}}
env:
  OPENROUTER_API_KEY: ${{ secrets.OPENROUTER_API_KEY || 'sk-or-test' }}
  OPENAI_BASE_URL: ${{ vars.BASE || 'https://openrouter.ai/api/v1' }}
jobs:
  ask:
    environment: openrouter
    uses: ./.github/workflows/ask.yml
    secrets:
      openrouter-key: ${{ secrets[format('{0}_KEY', inputs.provider)] }}
    with: {provider: openrouter, key: openrouter-cache-v1}
    steps:
      - uses: actions/cache@v4
        with: {key: "openrouter-${{ hashFiles('**/uv.lock') }}", token: ghp_9f8e7d6c5b4a}
      - run: >
          curl https://openrouter.ai/v1
          -H "Authorization: ${{ secrets.OPENROUTER_API_KEY }}"
=== .gitlab-ci.yml
variables:
  OPENROUTER_API_KEY: $OPENROUTER_API_KEY_CI
  OPENROUTER_KEY: {value: "", description: "https://openrouter.ai/v1"}
script: ["curl http://openrouter.ai/v1"]
=== .pre-commit-config.yaml
repos:
  - repo: https://github.com/openrouter/flake8-openrouter
    hooks:
      - id: openrouter
        args: ["--key-source=settings.OPENROUTER_API_KEY", "--base=https://openrouter.ai/v1"]
=== litellm_config.yaml
model_list:
  - model_name: gpt
    litellm_params: {model: openrouter/openai/gpt-5-mini, api_key: os.environ/OPENROUTER_API_KEY}
  - model_name: local
    litellm_params: {model: openai/x, api_base: "http://vllm:8000/api/v1", api_key: none}
general_settings:
  master_key: sk-1234567890abcdef1234567890
=== librechat.yaml
endpoints:
  custom:
    - name: "OpenRouter"
      apiKey: "user_provided"
      baseURL: "https://openrouter.ai/api/v1"
      headers: {x-librechat-user: "{{LIBRECHAT_USER_ID}}"}
=== config.yaml
models:
  - {name: Claude, provider: openrouter, apiKey: "${{ secrets.OPENROUTER_API_KEY }}"}
  - {name: Local, provider: openai, apiBase: "http://localhost/api/v1", apiKey: sk-1234567890abcdef12345}
  - name: Wrapped
    provider: openai
    apiBase: https://openrouter.ai/api/v1/
    apiKey: ${{ inputs.OPENROUTER_KEY }}
=== configuration.yaml
openai_conversation: {api_key: !secret openrouter_key, base_url: "https://openrouter.ai/api/v1"}
openrouter:
  api_key: !secret openrouter
  token: !ENV ${OPENROUTER_API_KEY}
  access_token: !vault |
    $ANSIBLE_VAULT;1.1;AES256
    62313365396662343061393464336163
=== promptfooconfig.yaml
providers:
  - id: openrouter:openai/gpt-5-mini
    config: {apiKey: "{{env.OPENROUTER_API_KEY}}", apiKeyEnvar: OPENROUTER_API_KEY}
  - id: https
    config:
      url: https://openrouter.ai/api/v1/chat/completions
      headers: {Authorization: "Bearer {{env.OPENROUTER_API_KEY}}", Content-Type: application/json}
=== tests/cassettes/ask.yaml
interactions:
  - request:
      uri: https://openrouter.ai/api/v1/chat/completions
      headers: {authorization: [AUTHORIZATION-XXX], Authorization: sk-or-v1-0f1e2d3c4b5a}
=== providers.yaml
- {id: openrouter, env: [OPENROUTER_API_KEY], api: "https://openrouter.ai/api/v1", key_env: OPENROUTER_API_KEY}
- id: openrouter
  auth: {type: bearer, key: api_key, token: bearer}
  key_prefix: sk-or-v1-
  docs_url: https://openrouter.ai/v1/docs
=== .codex/config.toml
model_provider = "openrouter"
[model_providers.openrouter]
name = "OpenRouter"
base_url = "https://openrouter.ai/api/v1"
env_key = "OPENROUTER_API_KEY"
http_headers = { "X-Title" = "x", "HTTP-Referer" = "https://openrouter.ai" }
[model_providers.other]
base_url = "https://router.example.com/api/v1/chat/completions"
=== pyproject.toml
[project]
name = "openrouter"
urls = {homepage = "https://openrouter.ai", api = "http://openrouter.ai/v1/docs"}
[tool.pytest.ini_options]
env = ["OPENROUTER_API_KEY=test", "D:OPENAI_BASE_URL=https://openrouter.ai/api/v1"]
=== wrangler.toml
[vars]
OPENROUTER_BASE_URL = "https://openrouter.ai/api/v1"
OPENROUTER_API_KEY = ""
[[kv_namespaces]]
binding = "openrouter"
id = "9f8e7d6c5b4a3f2e1d0c9f8e7d6c5b4a"
=== .devcontainer/devcontainer.json
{"remoteEnv": {"OPENROUTER_API_KEY": "${localEnv:OPENROUTER_API_KEY}"},
 "secrets": {"OPENROUTER_API_KEY": {"description": "sk-or-v1-...", "documentationUrl": "https://openrouter.ai/v1/docs"}}}
=== .vscode/mcp.json
{"inputs": [{"id": "openrouter-key", "type": "promptString", "password": true}],
 "servers": {"r": {"env": {"OPENROUTER_API_KEY": "${input:openrouter-key}"},
   "url": "https://openrouter.ai/api/v1/x", "headers": {"Authorization": "${input:openrouter-authorization}"}}}}
=== server.json
{"packages": [{"environmentVariables": [{"name": "OPENROUTER_API_KEY", "isSecret": true, "value": "{openrouter_api_key}",
  "variables": {"openrouter_api_key": {"isSecret": true}}}]}]}
=== router/config.json
{"Providers": [{"name": "openrouter", "api_base_url": "https://openrouter.ai/api/v1/chat/completions",
  "api_key": "$OPENROUTER_API_KEY", "models": ["a/b"], "transformer": {"use": ["openrouter"]}}]}
=== collection.postman.json
{"item": [{"request": {"url": "https://openrouter.ai/api/v1/key", "auth": {"type": "bearer",
  "bearer": [{"key": "token", "value": "{{openrouter_key}}", "type": "string"}]},
  "header": [{"key": "Authorization", "value": "Bearer {{openrouter_key}}"}]}}]}
=== translations/de.json
{"openrouter": {"api_key": "API-Schlüssel", "token": "<b>Schlüssel</b> eingeben", "key": "{name} fehlt",
  "api_key_description": "Beginnt mit sk-or-v1-", "url": "https://openrouter.ai/docs"}}
=== openapi.json
{"openapi": "3.1.0", "servers": [{"url": "https://openrouter.ai/v1"}]}
=== terraform.tfvars.json
{"openrouter_api_key": "${var.openrouter}", "openrouter_secret_arn": "arn:aws:secretsmanager:x",
  "openrouter_secret": {"key": "OPENROUTER_API_KEY"}}
=== setup.cfg
[metadata]
name = openrouter
url = http://openrouter.ai
[options.entry_points]
llm = openrouter = llm_openrouter
=== application.properties
spring.ai.openai.base-url=https://openrouter.ai/api
spring.ai.openai.api-key=${OPENROUTER_API_KEY}
openrouter.key=@openrouter.key@
"""


def _files(text: str) -> dict[str, str]:
    """Return the files of a text by their paths."""
    parts = (part.partition("\n") for part in text.lstrip("=\n ").split("\n=== "))
    return {path.strip(): content for path, _, content in parts}


WRONG = MappingProxyType(_files(_WRONG))
RIGHT = MappingProxyType(_files(_RIGHT))
