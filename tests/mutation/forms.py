"""Which form each program has, in about the proportions of public code: a row a program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(__file__).parent / "programs"

#: The forms of a program, as the tables call them.
TRAITS = ("url", "headers", "key", "value", "client")

#: The packages of the SDKs' clients.
SDKS = {
    "OpenAI": "openai",
    "AsyncOpenAI": "openai",
    "openai's module": "openai",
    "Anthropic": "anthropic",
    "openai-agents": "agents",
    "autogen": "autogen",
    "litellm": "litellm",
}


@dataclass(frozen=True)
class Form:
    """Where a program's URL, headers, key and Authorization value come from, and what sends them."""

    program: str
    url: str
    headers: str
    key: str
    value: str
    client: str

    @property
    def guarded(self) -> bool:
        """The program tests whether the key is there."""
        return self.key.endswith("guarded")

    @property
    def manages(self) -> bool:
        """The key is one that manages keys."""
        return self.key == "management key"

    @property
    def finds_key(self) -> bool:
        """Its client finds OpenRouter's variable by itself."""
        return self.client == "litellm"

    @property
    def is_sdk(self) -> bool:
        return self.client in SDKS

    @property
    def resolved(self) -> bool:
        """The source says where the request goes."""
        return self.url != "unresolved"


_ENVIRON, _GUARDED = "os.environ[]", "os.getenv, guarded"
_PARAMETER, _ATTRIBUTE, _ATTRIBUTE_GUARDED = "parameter", "attribute", "attribute, guarded"
_MANAGEMENT = "management key"
_FIELD, _CONFIG = "dataclass or pydantic field", "config dict"
_INLINE, _LOCAL, _MODULE, _HELPER = "inline dict", "local dict", "module dict", "helper function"
_CHANGED, _SELF, _SESSION, _SDK = "dict, then changed", "self.headers", "session or client", "SDK"
_AUTH, _MAPPING, _SETTINGS = "auth object", "mapping for an SDK", "settings of an SDK"
_F, _ARGUMENT = "f-string", "SDK argument"
_ENTRY, _ASSIGNED = "mapping's entry", "assignment"

FORMS = (
    Form("attribute_class_constant", "attribute", _HELPER, _ATTRIBUTE_GUARDED, _F, "requests"),
    Form("attribute_client_class", "attribute", _SELF, _ATTRIBUTE, _F, "requests"),
    Form("attribute_httpx_client", "attribute", _SESSION, _PARAMETER, _F, "httpx.Client"),
    Form("attribute_openai", "attribute", _SDK, _ATTRIBUTE_GUARDED, _ARGUMENT, "OpenAI"),
    Form("attribute_session", "attribute", _SESSION, _PARAMETER, _F, "requests.Session"),
    Form("attribute_two_hosts", "attribute", _LOCAL, _ATTRIBUTE, _F, "requests"),
    Form("auth_object_requests", "literal", _AUTH, _ATTRIBUTE, _F, "requests"),
    Form("config_file_ini", "config file", _LOCAL, _ENVIRON, _F, "requests"),
    Form("config_file_json", "config file", _LOCAL, _ENVIRON, _F, "requests"),
    Form("config_file_openai", "config file", _SDK, _ENVIRON, _ARGUMENT, "OpenAI"),
    Form("constant_aiohttp_gather", "constant", _LOCAL, _ENVIRON, _F, "aiohttp"),
    Form("constant_argparse", "constant", _INLINE, _ATTRIBUTE_GUARDED, _F, "requests"),
    Form("constant_chatbot", "constant", _LOCAL, _GUARDED, _F, "requests"),
    Form("constant_config_dict", "constant", _LOCAL, _CONFIG, _F, "httpx"),
    Form("constant_embeddings", "constant", _HELPER, _PARAMETER, "+", "requests"),
    Form("constant_helper_headers", "constant", _HELPER, _ENVIRON, _F, "requests"),
    Form("constant_module_headers", "constant", _MODULE, _ENVIRON, _F, "requests"),
    Form("constant_openai", "constant", _SDK, _ENVIRON, _ARGUMENT, "OpenAI"),
    Form("constant_urllib3", "constant", _INLINE, _ENVIRON, "%", "urllib3"),
    Form("default_environment_url", "default", _LOCAL, _ATTRIBUTE_GUARDED, _F, "requests"),
    Form("dotenv_loaded_first", "constant", _MODULE, _GUARDED, _F, "requests"),
    Form("environment_openai", "literal", _SETTINGS, _ENVIRON, _ASSIGNED, "OpenAI"),
    Form("globals_openai", "literal", _SETTINGS, _ENVIRON, _ASSIGNED, "openai's module"),
    Form("inherited_provider", "inherited", _LOCAL, _ATTRIBUTE, _F, "requests"),
    Form("keys_listed", "constant", _MODULE, _MANAGEMENT, _F, "requests"),
    Form("literal_aiohttp", "literal", _LOCAL, _PARAMETER, _F, "aiohttp"),
    Form("literal_anthropic", "literal", _SDK, _ENVIRON, _ARGUMENT, "Anthropic"),
    Form("literal_headers_update", "literal", _CHANGED, _ENVIRON, _F, "requests"),
    Form("literal_http_client", "literal", _LOCAL, _ENVIRON, _F, "http.client"),
    Form("literal_httpx_async", "literal", _INLINE, _ENVIRON, _F, "httpx.AsyncClient"),
    Form("literal_local_headers", "literal", _LOCAL, _GUARDED, _F, "requests"),
    Form("literal_module_headers", "literal", _MODULE, _ENVIRON, _F, "requests"),
    Form("literal_openai", "literal", _SDK, _ENVIRON, _ARGUMENT, "OpenAI"),
    Form("literal_openai_async", "literal", _SDK, _ENVIRON, _ARGUMENT, "AsyncOpenAI"),
    Form("literal_openai_dataclass", "literal", _SDK, _FIELD, _ARGUMENT, "OpenAI"),
    Form("literal_openai_guarded", "literal", _SDK, _GUARDED, _ARGUMENT, "OpenAI"),
    Form("literal_openai_headers", "literal", _SDK, _ENVIRON, _ARGUMENT, "OpenAI"),
    Form("literal_openai_pipeline", "literal", _SDK, _GUARDED, _ARGUMENT, "OpenAI"),
    Form("literal_quickstart", "literal", _INLINE, _ENVIRON, _F, "requests"),
    Form("literal_retry_loop", "literal", _LOCAL, _GUARDED, ".format", "requests"),
    Form("literal_urllib_request", "literal", _INLINE, _ENVIRON, "+", "urllib.request"),
    Form("literal_validate_key", "literal", _LOCAL, _GUARDED, _F, "requests"),
    Form("local_add_header", "local", _CHANGED, _ENVIRON, _F, "urllib.request"),
    Form("local_auth_variable", "local", _LOCAL, _ENVIRON, "variable", "requests"),
    Form("mapping_autogen", "literal", _MAPPING, _ENVIRON, _ENTRY, "autogen"),
    Form("mapping_dataclass", "default", _MAPPING, _FIELD, _ENTRY, "OpenAI"),
    Form("mapping_openai", "literal", _MAPPING, _ENVIRON, _ENTRY, "OpenAI"),
    Form("option_default", "default", _LOCAL, _ENVIRON, _F, "requests"),
    Form("other_file_constants", "other file", _LOCAL, _ENVIRON, _F, "requests"),
    Form("other_file_openai", "other file", _SDK, _GUARDED, _ARGUMENT, "OpenAI"),
    Form("other_file_pydantic", "other file", _SDK, _FIELD, _ARGUMENT, "AsyncOpenAI"),
    Form("other_file_settings", "other file", _LOCAL, _FIELD, _F, "httpx.Client"),
    Form("other_file_unnamed", "other file", _LOCAL, _ENVIRON, _F, "requests"),
    Form("parameter_async_call", "parameter", _LOCAL, _GUARDED, _F, "httpx.AsyncClient"),
    Form("parameter_default_url", "parameter", _CHANGED, _ENVIRON, _F, "requests"),
    Form("parameter_openai", "parameter", _SDK, _PARAMETER, _ARGUMENT, "OpenAI"),
    Form("parameter_post_json", "parameter", _LOCAL, _ENVIRON, _F, "requests"),
    Form("partial_post", "attribute", _MODULE, _ATTRIBUTE, _F, "requests"),
    Form("routed_litellm", "literal", _SDK, _ENVIRON, _ARGUMENT, "litellm"),
    Form("table_openai", "table", _SDK, _CONFIG, _ARGUMENT, "OpenAI"),
    Form("traced_agents", "literal", _SDK, _ENVIRON, _ARGUMENT, "openai-agents"),
    Form("unresolved_config_file", "unresolved", _LOCAL, _ENVIRON, _F, "requests"),
)
