"""Texts as people paste them, by the message that is explained first; keys and names in them are made up."""

from __future__ import annotations

CURL = """\
* Connected to openrouter.ai (104.18.2.115) port 443 (#0)
> POST /api/v1/chat/completions HTTP/1.1
> Host: openrouter.ai
> User-Agent: curl/7.88.1
> Accept: */*
{header}> Content-Length: 91
>
< HTTP/1.1 401 Unauthorized
< content-type: application/json
"""


def curl(header: str) -> str:
    """Return what curl shows of a request with a header."""
    return CURL.format(header=f"> {header}\n" if header else "")


def statuses(code: int, reason: str) -> tuple[str, ...]:
    """Return how logs and clients print a status of OpenRouter's."""
    return (
        f"< HTTP/1.1 {code} {reason}\n< server: openrouter.ai",
        f"< HTTP/2 {code}\n< server: openrouter.ai",
        f"HTTP/1.0 {code} {reason} from openrouter.ai",
        f'"POST https://openrouter.ai/api/v1/chat/completions HTTP {code}"',
        f"urllib.error.HTTPError: HTTP Error {code}: {reason}",
        f"AxiosError: Request failed with status code {code}",
        f"openai.APIStatusError: Error code: {code} - oh",
        f"openrouter: request failed, status: {code}",
        f'{{"error":{{"message":"no","code":{code}}}}}',
        f"openrouter status_code={code}",
        f"openrouter {{ statusCode: {code} }}",
        f"OpenRouter error: {code}",
        f"requests.exceptions.HTTPError: {code} Client Error: {reason} for url: https://openrouter.ai/api/v1/key",
        f"{code} {reason}",
    )


SAMPLES: dict[str, tuple[str, ...]] = {
    "at-openai": (
        "Error code: 401 - {'error': {'message': 'Incorrect API key provided: sk-proj-****abcd. You can find your "
        "API key at https://platform.openai.com/account/api-keys.', 'type': 'invalid_request_error'}}",
    ),
    "own-key": (
        '{"error":{"message":"Provider returned error","code":401,"metadata":{"raw":"{\\"error\\":{\\"message\\":'
        '\\"Incorrect API key provided: sk-...1. You can find your API key at https://platform.openai.com\\"}}"}}}',
        "{'error': {'message': 'Provider returned error', 'code': 403}}",
    ),
    "no-endpoints": (
        '{"error":{"message":"No endpoints found for foo/bar.","code":404}}',
        '{"error":{"message":"No endpoints found matching your data policy (Free model publication).","code":404}}',
        "404 No allowed providers are available for the selected model.",
    ),
    "sent-nothing": (curl(""), curl("Cookie: session=abc")),
    "sent-none": (
        curl("Authorization: Bearer None"),
        curl("authorization: Bearer undefined"),
        "headers: {'Authorization': 'Bearer null'}",
        'DEBUG openai {"authorization":"Bearer Missing Key"}',
        "Authorization: Bearer NaN",
        "why does it send Bearer None",
        "Bearer undefined",
        "openrouter got Bearer null",
    ),
    "sent-empty": (
        curl("Authorization: Bearer "),
        curl("Authorization: Bearer"),
        "* [HTTP/2] [1] [:authority: openrouter.ai]\n* [HTTP/2] [1] [authorization: Bearer ]",
        "httpx.LocalProtocolError: Illegal header value b'Bearer '",
        "httpx.LocalProtocolError: Illegal header value b'Bearer'",
    ),
    "sent-doubled": (curl("Authorization: Bearer Bearer sk-or-v1-abc"), "it sends Bearer Bearer sk-or-v1-..."),
    "sent-without-bearer": (curl("Authorization: sk-or-v1-abc123"),),
    "sent-name": (
        curl("Authorization: Bearer $OPENROUTER_API_KEY"),
        curl("Authorization: Bearer ${OPENROUTER_API_KEY}"),
        curl("Authorization: Bearer {api_key}"),
        curl("Authorization: Bearer OPENROUTER_API_KEY"),
    ),
    "sent-other-key": tuple(
        curl(f"Authorization: Bearer {prefix}abc123") for prefix in ("sk-proj-", "sk-ant-", "gsk_", "AIza", "hf_")
    ),
    "sent-basic": (
        curl("Authorization: Basic dXNlcjpwYXNz"),
        "* Server auth using Basic with user 'x'\n> Host: openrouter.ai",
    ),
    "key-at-openai": (
        "openai.AuthenticationError: Error code: 401 - {'error': {'message': 'Incorrect API key provided: "
        "sk-or-v1***1c96. You can find your API key at https://platform.openai.com/account/api-keys.', 'type': "
        "'invalid_request_error', 'param': None, 'code': 'invalid_api_key'}}",
    ),
    "tracing": (
        'ERROR:openai.agents:[non-fatal] Tracing client error 401: {"error": {}}',
        "[non-fatal] Tracing: client error 401, retrying.",
    ),
    "no-tracing": ("OPENAI_API_KEY is not set, skipping trace export",),
    "no-credential": (
        '{"error":{"message":"No auth credentials found","code":401}}',
        "Error: 401 No cookie auth credentials found",
        "openai.AuthenticationError: Error code: 401 - {'error': {'message': 'Missing Authentication header', 'code': "
        "401}} (request_id=req_1)",
        "Missing Authentication header or invalid API key",
        "litellm.AuthenticationError: AuthenticationError: OpenrouterException - "
        '{"error": {"message": "No auth credentials found", "code": 401}}',
        "openrouter.errors.unauthorizedresponse_error.UnauthorizedResponseError: No auth credentials found",
    ),
    "unknown-key": (
        '{"error":{"message":"User not found.","code":401},"user_id":null}',
        "openai.AuthenticationError: Error code: 401 - User not found.",
        "AuthenticationError: 401 User not found.",
        "HTTP 401: User not found.",
        'litellm.AuthenticationError: OpenrouterException - {"error":{"message":"User not found."}}',
        '401 {"type":"error","error":{"type":"authentication_error","message":"User not found."}}',
        "User not found.",
        '{"error":{"message":"API key expired","code":401}}',
        "openrouter: the key has expired",
        "Your key is expired",
        '{"error":{"code":401,"message":"Key is disabled"}}',
    ),
    "invalid-credentials": (
        '{"status":"failed","error":{"code":"server_error","message":"Invalid credentials"},'
        '"error_type":"authentication"}',
        '{"error_type":"authentication","error":{"message":"Invalid credentials"}}',
        "openai.AuthenticationError: Error code: 401 - Invalid credentials",
        '{"error_type": "authentication"}',
    ),
    "key-at-anthropic": ('{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}',),
    "token": tuple(
        f'POST https://openrouter.ai/api/v1/oauth/token: {{"error": "{error}"}}'
        for error in ("invalid_grant", "invalid_client", "invalid_request")
    ),
    "no-credits": (
        "402 This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens, but can only "
        "afford 3395.",
        '{"error":{"message":"More credits are required to run this request. 128000 token capacity required"}}',
        "You requested up to 100 tokens, but can only afford 5",
        '{"error":{"message":"Insufficient credits","code":402}}',
        "APIStatusError: 402 Insufficient credits",
        "Insufficient credits",
    ),
    "key-limit": (
        '{"error":{"code":403,"message":"Key limit exceeded"}}',
        "Prompt tokens limit exceeded: 230799 > 91442. To increase, visit https://openrouter.ai/settings/keys",
    ),
    "flagged": (
        '{"error":{"message":"Input requires moderation","code":403,"metadata":{"flagged_input":"x"}}}',
        "403 Your chosen model requires moderation and your input was flagged",
        "input was flagged",
    ),
    "management-key": (
        "OpenRouter: a management key is required",
        "openrouter: only provisioning keys can do this",
        "OpenRouter: management keys can't do this",
        "OpenRouter: a provisioning key can't do this",
    ),
    "free-limit": (
        "429 Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day",
        "429 Rate limit exceeded: free-models-per-min.",
    ),
    "provider": (
        "google/gemini:free is temporarily rate-limited upstream. Please retry shortly",
        "429 Provider returned error",
    ),
    "wrong-url": (
        "404 for url: https://openrouter.ai/api/v1/chat/completions/chat/completions",
        "POST https://openrouter.ai/api/v1/v1/messages 404",
        "404 Client Error: Not Found for url: https://openrouter.ai/v1/chat/completions",
        "ConnectionError: https://api.openrouter.ai/v1/models",
        "POST https://openrouter.io/api/v1/chat/completions",
        "POST https://openrouter.com/api/v1/chat/completions",
    ),
    "illegal-header-value": (
        "requests.exceptions.InvalidHeader: Invalid leading whitespace, reserved character(s), or return character(s) "
        "in header value: 'Bearer x\\n'",
        "httpx.LocalProtocolError: Illegal header value b'Bearer x\\n'",
        "ValueError: Invalid header value b'Bearer x\\r\\n'",
        "ValueError: Forbidden control character detected in headers. Potential header injection attack.",
        'TypeError: Headers.append: "Bearer x" is an invalid header value.',
        "TypeError: Bearer x is not a legal HTTP header value",
        'TypeError: Invalid character in header content ["Authorization"]',
        "code: 'ERR_INVALID_CHAR'",
    ),
    "illegal-header-name": (
        'TypeError: Headers.append: "Authorization:" is an invalid header name.',
        "httpx.LocalProtocolError: Illegal header name b'Authorization:'",
        "ValueError: Invalid header name b'Authorization '",
        "code: 'ERR_INVALID_HTTP_TOKEN'",
    ),
    "not-ascii": (
        "TypeError: Cannot convert argument to a ByteString because the character at index 7 has a value of 8220 which "
        "is greater than 255.",
        "UnicodeEncodeError: 'ascii' codec can't encode character '\\u201c' in position 7: ordinal not in range(128)",
        "UnicodeEncodeError: 'latin-1' codec can't encode characters in position 7-8: ordinal not in range(256)",
    ),
    "none-as-header": (
        "TypeError: Header value must be str or bytes, not <class 'NoneType'>",
        'TypeError: Invalid value "undefined" for header "Authorization"',
        'TypeError: can only concatenate str (not "NoneType") to str',
        "TypeError: expected string or bytes-like object, got 'NoneType'",
        "TypeError: Cannot serialize non-str key None",
    ),
    "credentials-in-url": (
        "TypeError: Request cannot be constructed from a URL that includes credentials: https://user@openrouter.ai",
    ),
    "lost-in-shell": (
        "bash: line 3: -H: command not found",
        "sh: 3: -H: not found",
        "curl: (6) Could not resolve host: Bearer",
    ),
    "variable-unset": (
        "KeyError: 'OPENROUTER_API_KEY'",
        "KeyError: 'OPEN_ROUTER_API_KEY'",
        "Value error, OPENROUTER_API_KEY must be set. [type=value_error]",
        "ValueError: OPENROUTER_API_KEY not set",
        "Error: OPENROUTER_API_KEY is not set",
        "Set the `OPENROUTER_API_KEY` environment variable or pass it",
        "run.sh: line 4: OPENROUTER_API_KEY: unbound variable",
        "run.sh: 4: OPENROUTER_API_KEY: parameter null or not set",
        "decouple.UndefinedValueError: OPENROUTER_API_KEY not found. Declare it as envvar or define a default value.",
        'environs.exceptions.EnvError: Environment variable "OPENROUTER_API_KEY" not set',
        "1 validation error for Settings\nopenrouter_api_key\n  Field required [type=missing]",
        "AI_LoadAPIKeyError: OpenRouter API key is missing. Pass it using the 'apiKey' parameter or the "
        "OPENROUTER_API_KEY environment variable.",
        "OpenRouterAuthError: OpenRouter API key is required. Get one at https://openrouter.ai/keys",
        "Error: OpenRouter API key not found",
    ),
    "openai-without-key": (
        "openai.OpenAIError: The api_key client option must be set either by passing api_key to the client or by "
        "setting the OPENAI_API_KEY environment variable",
        "openai.OpenAIError: Missing credentials. Please pass an `api_key`, `workload_identity`, `admin_api_key`, or "
        "set the `OPENAI_API_KEY` or `OPENAI_ADMIN_KEY` environment variable.",
        "OpenAIError: The OPENAI_API_KEY environment variable is missing or empty; either provide it, or instantiate "
        "the OpenAI client with an apiKey option",
        "AI_LoadAPIKeyError: OpenAI API key is missing. Pass it using the 'apiKey' parameter",
        "Error: OpenAI API key not found",
        "Value error, Did not find openai_api_key, please add an environment variable `OPENAI_API_KEY`",
        "openai.error.AuthenticationError: No API key provided. You can set your API key in code using 'openai.api_key "
        "= <API-KEY>'",
    ),
    "anthropic-without-key": (
        'TypeError: "Could not resolve authentication method. Expected one of api_key, auth_token, or credentials to '
        'be set. Or for the `Authorization` header to be explicitly omitted"',
    ),
    "two-credentials": (
        "ValueError: Pass at most one of `api_key=`, `auth_token=`, `config=`. Received `api_key=`, `auth_token=`.",
        "TypeError: Pass at most one of `apiKey`, `authToken`. Received `apiKey`, `authToken`.",
    ),
    "another-client-without-key": (
        "AI_LoadAPIKeyError: Mistral API key is missing. Pass it using the 'apiKey' parameter",
        "AI_LoadAPIKeyError",
        "LoadAPIKeyError [AI_x]: no",
    ),
    "no-provider": (
        "litellm.BadRequestError: LLM Provider NOT provided. Pass in the LLM provider you are trying to call. You "
        "passed model=deepseek-r1",
    ),
    "browser": (
        "OpenAIError: It looks like you're running in a browser-like environment.",
        "you can set the `dangerouslyAllowBrowser` option to `true`",
    ),
    "host-of-certificate": (
        "Hostname/IP does not match certificate's altnames: Host: openrouter.ai. is not in the cert's altnames",
        "code: 'ERR_TLS_CERT_ALTNAME_INVALID'",
        "Hostname mismatch, certificate is not valid for 'openrouter.ai'",
        "curl: (60) SSL: no alternative certificate subject name matches target host name 'openrouter.ai'",
    ),
    "certificate": (
        "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED]",
        "certificate verify failed",
        "unable to get local issuer certificate",
        "Error: unable to verify the first certificate",
        "self-signed certificate in certificate chain",
        "self signed certificate in certificate chain",
        "code: 'SELF_SIGNED_CERT_IN_CHAIN'",
        "code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'",
        "code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'",
        "curl: (60) SSL certificate problem",
        "certificate has expired",
    ),
    "not-tls": (
        "ssl.SSLError: [SSL: WRONG_VERSION_NUMBER]",
        "curl: (35) OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number",
        "Error: write EPROTO 80",
    ),
    "host-unknown": (
        "NameResolutionError: Failed to resolve 'openrouter.ai' ([Errno -2] Name or service not known)",
        "curl: (6) Could not resolve host: openrouter.ai",
        "Error: getaddrinfo ENOTFOUND openrouter.ai",
        "Failed to resolve 'api.example'",
        "curl: (6) Could not resolve host: api.example",
        "httpx.ConnectError: [Errno -2] Name or service not known",
        "httpx.ConnectError: [Errno 8] nodename nor servname provided, or not known",
        "httpx.ConnectError: [Errno -3] Temporary failure in name resolution",
        "httpx.ConnectError: [Errno 11001] getaddrinfo failed",
        "Error: getaddrinfo ENOTFOUND api.example",
        "Error: getaddrinfo EAI_AGAIN api.example",
    ),
    "proxy": (
        "requests.exceptions.ProxyError: HTTPSConnectionPool(host='openrouter.ai', port=443)",
        "Cannot connect to proxy.",
        "407 Proxy Authentication Required",
        "OSError: Tunnel connection failed: 403",
    ),
    "refused": (
        "httpx.ConnectError: [Errno 111] Connection refused",
        "Error: connect ECONNREFUSED 127.0.0.1:4000",
        "curl: (7) x after 0 ms: Couldn't connect to server",
        "curl: (7) Failed to connect to 127.0.0.1 port 1",
    ),
    "timed-out": (
        "Error: connect ETIMEDOUT 104.18.2.115:443",
        "httpx.ConnectTimeout: no",
        "code: 'UND_ERR_CONNECT_TIMEOUT'",
        "Connection timed out",
    ),
    "no-scheme": (
        "requests.exceptions.MissingSchema: Invalid URL 'openrouter.ai/api': No scheme supplied.",
        "httpx.UnsupportedProtocol: Request URL is missing an 'http://' or 'https://' protocol.",
        "TypeError: Failed to parse URL from openrouter.ai/api",
        "ValueError: unknown url type: 'openrouter.ai/api'",
        "TypeError: Invalid URL",
    ),
    "cors": ("Access to fetch at 'https://openrouter.ai/api/v1' from origin 'x' has been blocked by CORS policy",),
    "connection": (
        "openai.APIConnectionError: Connection error.",
        "TypeError: fetch failed",
        "Error: Connection error.",
    ),
    "unauthorized": (
        *statuses(401, "Unauthorized"),
        'OpenrouterException - {"error":{"message":"oh","code":401}}',
        '{"type":"error","error":{"type":"authentication_error"}}',
        "UnauthorizedResponseError: oh",
        "openai.AuthenticationError: oh",
        "openrouter: HTTP 401",
        "Unauthorized",
        "error 401",
    ),
    "payment-required": (*statuses(402, "Payment Required"), "Payment Required"),
    "forbidden": (*statuses(403, "Forbidden"), "openai.PermissionDeniedError: oh", "Forbidden"),
    "not-found": statuses(404, "Not Found"),
    "method": (*statuses(405, "Method Not Allowed"), "Method Not Allowed"),
    "too-many-requests": (
        *statuses(429, "Too Many Requests"),
        "Too Many Requests",
        "Rate limit exceeded",
        "openai.RateLimitError: oh",
    ),
    "redirected": tuple(
        text
        for code, reason in ((301, "Moved Permanently"), (302, "Found"), (308, "Permanent Redirect"))
        for text in statuses(code, reason)[:3]
    ),
    "unchecked": (
        "KeyError: 'choices'",
        "TypeError: Cannot read properties of undefined (reading 'choices')",
        "TypeError: undefined is not an object (evaluating 'data.choices[0]')",
        "TypeError: Cannot read properties of undefined (reading '0')",
        "TypeError: 'NoneType' object is not subscriptable",
    ),
}
