"""Which form each program in JavaScript or TypeScript has: a row a program."""

from __future__ import annotations

from pathlib import Path

from mutation.texts import Form

FOLDER = Path(__file__).parent / "javascript_programs"

_LITERAL, _CONSTANT, _FIELD, _FILE, _TABLE, _ABSENT = "literal", "constant", "field", "other file", "table", "the SDK's"
_ENV, _FRAMEWORK, _PARAMETER, _USER = "process.env", "framework's environment", "parameter", "the user's own"

FORMS = (
    Form("ai_sdk_compatible", "createOpenAICompatible", _CONSTANT, _ENV),
    Form("ai_sdk_openai", "createOpenAI", _LITERAL, _ENV),
    Form("ai_sdk_provider", "createOpenRouter", _ABSENT, _ENV),
    Form("alias_imports", "fetch", _FILE, _PARAMETER),
    Form("angular_service", "HttpClient", _FIELD, _USER),
    Form("anthropic_sdk", "Anthropic", _LITERAL, _ENV),
    Form("asserted_settings", "fetch", _TABLE, _ENV, "program.cjs"),
    Form("axios_config", "axios", _CONSTANT, _ENV),
    Form("axios_create", "axios", _LITERAL, _ENV),
    Form("axios_defaults", "axios", _LITERAL, _ENV),
    Form("axios_interceptor", "axios", _LITERAL, _ENV),
    Form("axios_post", "axios", _LITERAL, _ENV),
    Form("bun_script", "fetch", _LITERAL, _FRAMEWORK),
    Form("class_client", "fetch", _FIELD, _PARAMETER),
    Form("class_fields", "fetch", _FIELD, _ENV, "program.mjs"),
    Form("cloudflare_worker", "fetch", _LITERAL, _FRAMEWORK),
    Form("commonjs_module", "https.request", _CONSTANT, _PARAMETER, "program.js"),
    Form("constants_headers", "fetch", _CONSTANT, _ENV, "program.mjs"),
    Form("deno_serve", "fetch", _LITERAL, _FRAMEWORK),
    Form("express_proxy", "fetch", _LITERAL, _ENV),
    Form("fetch_plus", "fetch", _LITERAL, _ENV, "program.js"),
    Form("fetch_quickstart", "fetch", _LITERAL, _ENV, "program.mjs"),
    Form("headers_object", "fetch", _LITERAL, _ENV, "program.mjs"),
    Form("helper_headers", "fetch", _CONSTANT, _ENV),
    Form("hono_app", "fetch", _LITERAL, _FRAMEWORK),
    Form("https_request", "https.request", _LITERAL, "file", "program.mjs"),
    Form("imported_config", "fetch", _FILE, _FILE, "program.mjs"),
    Form("langchain", "ChatOpenAI", _LITERAL, _ENV),
    Form("nestjs_service", "fetch", _FIELD, _FRAMEWORK),
    Form("next_route", "fetch", _FILE, _ENV),
    Form("nuxt_server", "fetch", _LITERAL, _FRAMEWORK),
    Form("openai_commonjs", "OpenAI", _LITERAL, _ENV),
    Form("openai_sdk", "OpenAI", _LITERAL, _ENV),
    Form("openai_shared", "OpenAI", _FILE, _FILE),
    Form("openrouter_sdk", "OpenRouter", _ABSENT, _ENV),
    Form("options_spread", "fetch", _CONSTANT, _PARAMETER),
    Form("provider_table", "fetch", _TABLE, _TABLE),
    Form("react_component", "fetch", _CONSTANT, _USER),
    Form("request_object", "fetch", _LITERAL, _ENV, "program.mjs"),
    Form("svelte_component", "fetch", _CONSTANT, _USER),
    Form("sveltekit_server", "fetch", _LITERAL, _FRAMEWORK),
    Form("t3_env", "fetch", _LITERAL, _FRAMEWORK),
    Form("validate_key", "fetch", _CONSTANT, _PARAMETER),
    Form("vscode_extension", "fetch", _CONSTANT, _USER),
    Form("vue_component", "axios", _LITERAL, _USER),
    Form("wrapper_retry", "fetch", _CONSTANT, _ENV),
    Form("xhr_page", "XMLHttpRequest", _LITERAL, _USER),
)

SDKS = ("Anthropic", "ChatOpenAI", "OpenAI", "OpenRouter", "createOpenAI", "createOpenAICompatible", "createOpenRouter")


def is_http(form: Form) -> bool:
    return form.client not in SDKS
