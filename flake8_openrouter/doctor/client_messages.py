"""What clients say by themselves, before an answer, or of one that they did not expect.

Sources: the clients themselves (requests 2.34, httpx 0.28, http.client, aiohttp 3.14, openai 1 and 3, anthropic 2,
openrouter 1.3, litellm 1.110, langchain-openrouter 0.2; Node 20 with fetch, axios 1, openai 4 to 7, ai 5 and their
like; curl 7.88), given what makes them say it.
"""

from __future__ import annotations

from flake8_openrouter.doctor import causes as of
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.known import Known

_NOT_SET = (of.NO_SHELL, of.OTHER_NAME, of.LATE_LOAD, of.FORK)

HEADERS = (
    Known(
        "illegal-header-value",
        _("The client refuses the header's value and sends nothing. It may show the whole key in its message."),
        (of.NEWLINE, of.DAMAGED, of.EMPTY),
        (
            "return character(s) in header value",
            "Illegal header value",
            "Invalid header value b'",
            "Forbidden control character detected in headers",
            "is an invalid header value",
            "is not a legal HTTP header value",
            "Invalid character in header content",
            "ERR_INVALID_CHAR",
        ),
    ),
    Known(
        "illegal-header-name",
        _("The client refuses the header's name and sends nothing."),
        (of.MALFORMED_NAME,),
        ("is an invalid header name", "Illegal header name", "Invalid header name", "ERR_INVALID_HTTP_TOKEN"),
    ),
    Known(
        "not-ascii",
        _("The client can't write the header: a character of it is not ASCII."),
        (of.TYPOGRAPHIC, of.PLACEHOLDER),
        ("Cannot convert argument to a ByteString",),
        ("codec can't encode character", "codec can't encode characters"),
    ),
    Known(
        "none-as-header",
        _("The key is None, or undefined, and the client says so."),
        (of.UNSET, *_NOT_SET),
        ("Header value must be str or bytes, not <class 'NoneType'>", 'Invalid value "undefined" for header'),
        (
            'can only concatenate str (not "NoneType") to str',
            "expected string or bytes-like object, got 'NoneType'",
            "Cannot serialize non-str key None",
        ),
    ),
    Known(
        "credentials-in-url",
        _("fetch takes no user and password in a URL."),
        (of.WRONG_CARRIER,),
        ("cannot be constructed from a URL that includes credentials",),
    ),
    Known(
        "lost-in-shell",
        _("The shell took a part of the curl command for something else: the header was not sent."),
        (of.LOST_IN_SHELL,),
        ("-H: command not found", "-H: not found", "Could not resolve host: Bearer"),
    ),
)

CONSTRUCTORS = (
    Known(
        "variable-unset",
        _("OpenRouter's key is not set where the program runs, and the program says so."),
        (*_NOT_SET, of.EMPTY),
        (
            "KeyError: 'OPENROUTER*",
            "KeyError: 'OPEN_ROUTER*",
            "OPENROUTER_API_KEY must be set",
            "OPENROUTER_API_KEY not set",
            "OPENROUTER_API_KEY is not set",
            "Set the `OPENROUTER_API_KEY` environment variable",
            "OPENROUTER_API_KEY: unbound variable",
            "OPENROUTER_API_KEY: parameter null or not set",
            "OPENROUTER_API_KEY not found. Declare it as envvar",
            'Environment variable "OPENROUTER_API_KEY" not set',
            "OPENROUTER_API_KEY Field required",
            "OpenRouter API key is missing",
            "OpenRouter API key is required",
            "OpenRouter API key not found",
        ),
    ),
    Known(
        "openai-without-key",
        _("The OpenAI client has no key. It reads OPENAI_API_KEY, and never OPENROUTER_API_KEY."),
        (of.NO_KEY_ARGUMENT, of.UNSET, of.NO_SHELL, of.LATE_LOAD),
        (
            "The api_key client option must be set",
            "Missing credentials. Please pass an",
            "The OPENAI_API_KEY environment variable is missing or empty",
            "OpenAI API key is missing",
            "OpenAI API key not found",
            "Did not find openai_api_key",
            "No API key provided. You can set your API key in code",
        ),
    ),
    Known(
        "anthropic-without-key",
        _("Anthropic's client has no credential."),
        (of.NO_KEY_ARGUMENT, of.UNSET, of.NO_SHELL),
        ("Could not resolve authentication method",),
    ),
    Known(
        "two-credentials",
        _("Anthropic's client is given two credentials, and takes one."),
        (of.TWO_CREDENTIALS,),
        ("Pass at most one of *api*",),
    ),
    Known(
        "another-client-without-key",
        _("A client has no key."),
        (of.NO_KEY_ARGUMENT, of.UNSET, of.NO_SHELL),
        loose=("API key is missing. Pass it using", "AI_LoadAPIKeyError", "LoadAPIKeyError"),
        general=True,
    ),
    Known(
        "no-provider",
        _("LiteLLM does not know which provider the model belongs to."),
        (of.NO_PROVIDER,),
        ("LLM Provider NOT provided",),
    ),
    Known(
        "browser",
        _("The OpenAI client refuses to run in a browser, where everybody could read the key."),
        (of.IN_BROWSER,),
        ("running in a browser-like environment", "set the `dangerouslyAllowBrowser` option"),
    ),
)

CONNECTIONS = (
    Known(
        "host-of-certificate",
        _("The certificate belongs to another host."),
        (of.WRONG_HOST, of.GATEWAY),
        loose=("does not match certificate's altnames", "ERR_TLS_CERT_ALTNAME_INVALID", "certificate is not valid for")
        + ("no alternative certificate subject name matches",),
    ),
    Known(
        "certificate",
        _("The certificate can't be verified: nothing was sent."),
        (of.CERTIFICATES, of.NO_CERTIFICATES),
        loose=(
            "CERTIFICATE_VERIFY_FAILED",
            "certificate verify failed",
            "unable to get local issuer certificate",
            "unable to verify the first certificate",
            "self-signed certificate",
            "self signed certificate",
            "SELF_SIGNED_CERT_IN_CHAIN",
            "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
            "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            "SSL certificate problem",
            "certificate has expired",
        ),
    ),
    Known(
        "not-tls",
        _("What answers does not speak TLS."),
        (of.PLAIN_HTTP, of.GATEWAY),
        loose=("WRONG_VERSION_NUMBER", "wrong version number", "EPROTO"),
    ),
    Known(
        "host-unknown",
        _("The host's name can't be resolved: nothing was sent."),
        (of.WRONG_HOST, of.OFFLINE),
        ("Failed to resolve 'openrouter.ai'", "Could not resolve host: openrouter.ai", "ENOTFOUND openrouter.ai"),
        (
            "Failed to resolve",
            "Could not resolve host",
            "Name or service not known",
            "nodename nor servname provided",
            "Temporary failure in name resolution",
            "getaddrinfo failed",
            "ENOTFOUND",
            "EAI_AGAIN",
        ),
    ),
    Known(
        "proxy",
        _("The proxy does not let the request through."),
        (of.NO_PROXY, of.GATEWAY),
        loose=(
            "ProxyError",
            "Cannot connect to proxy",
            "407 Proxy Authentication Required",
            "Tunnel connection failed",
        ),
    ),
    Known(
        "refused",
        _("Nobody listens where the request goes."),
        (of.NO_PROXY, of.GATEWAY, of.OFFLINE),
        loose=("Connection refused", "ECONNREFUSED", "Couldn't connect to server", "Failed to connect to"),
    ),
    Known(
        "timed-out",
        _("No answer came in time."),
        (of.OFFLINE, of.NO_PROXY),
        loose=("ETIMEDOUT", "ConnectTimeout", "UND_ERR_CONNECT_TIMEOUT", "Connection timed out"),
    ),
    Known(
        "no-scheme",
        _("The URL is not one: its beginning is missing."),
        (of.NO_SCHEME, of.UNSET),
        loose=(
            "No scheme supplied",
            "missing an 'http://' or 'https://' protocol",
            "Failed to parse URL from",
            "unknown url type",
            "Invalid URL",
        ),
    ),
    Known(
        "cors",
        _("A browser asked, and may not see the answer."),
        (of.IN_BROWSER, of.WRONG_URL),
        loose=("blocked by CORS policy",),
    ),
    Known(
        "connection",
        _('The client got no answer. Its cause is further up, after "caused by" or "cause".'),
        (of.OFFLINE, of.NO_PROXY, of.CERTIFICATES, of.NEWLINE, of.WRONG_HOST),
        ("APIConnectionError",),
        ("fetch failed", "Connection error"),
        general=True,
    ),
)

#: What comes of an answer that nobody looked at: it is explained last.
AFTERWARDS = (
    Known(
        "unchecked",
        _("The answer has no choices, since it is an error: what it says is in error.message."),
        (of.UNCHECKED, of.UNSET, of.DELETED, of.NO_CREDITS),
        ("KeyError: 'choices'", "reading 'choices'", "evaluating *choices"),
        ("Cannot read properties of undefined (reading '0')", "'NoneType' object is not subscriptable"),
    ),
)
