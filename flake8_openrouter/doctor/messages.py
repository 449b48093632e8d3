"""What OpenRouter answers, and what was seen to be sent to it: messages, bodies in three shapes, statuses.

Sources: OpenRouter's API reference, its OpenAPI file, and threads in which its answers are quoted. The order is that in
which messages of one text are explained: first what says most.
"""

from __future__ import annotations

import re

from flake8_openrouter.doctor import causes as of
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.known import Known, Phrase, status

#: What lets no credential arrive, by how often it was seen.
_NOTHING_ARRIVED = (
    of.UNSET,
    of.EMPTY,
    of.OTHER_KEY,
    of.NO_BEARER,
    of.PLACEHOLDER,
    of.DAMAGED,
    of.NOT_FILLED_IN,
    of.NO_SHELL,
    of.NO_HEADER,
    of.WRONG_CARRIER,
    of.NETRC,
    of.REDIRECT,
)
_NOT_TAKEN = (of.DELETED, of.HIDDEN, of.OLD_KEY, of.LIFETIME, of.DAMAGED, of.WRONG_KIND, of.PASSING)
_NOT_SET = (of.NO_SHELL, of.OTHER_NAME, of.LATE_LOAD, of.FORK)

#: A request to OpenRouter as ``curl -v`` shows it, without a credential; what asks for models needs none.
_NO_CREDENTIAL = re.compile(
    r"(?:^|(?<=[\n\v]))> (?!GET /api/v1/models\b)[A-Z]+ /[^\n\v]* HTTP/[\d.]+[\n\v]"
    r"(?=(?:> [^\n\v]+[\n\v]){0,40}?> host: (?:[\w-]+\.)?openrouter\.ai)"
    r"(?:> (?!authorization:|x-api-key:)[^\n\v]+[\n\v]){1,40}> ?(?=[\n\v]|$)",
    re.IGNORECASE,
)

SENT = (
    Known(
        "sent-nothing",
        _("curl shows the request that it sent: there is no Authorization header in it."),
        (of.NO_HEADER, of.LOST_IN_SHELL, of.WRONG_CARRIER),
        patterns=(Phrase(("http", "openrouter"), _NO_CREDENTIAL, "> POST ... > Host: openrouter.ai"),),
    ),
    Known(
        "sent-none",
        _("A header without a key is sent: what stands in its place is how the language writes an unset variable."),
        (of.UNSET, *_NOT_SET),
        tuple(f"Authorization: Bearer {word}" for word in ("None", "undefined", "null", "Missing Key", "NaN")),
        ("Bearer None", "Bearer undefined", "Bearer null"),
    ),
    Known(
        "sent-empty",
        _("The header has nothing after Bearer."),
        (of.EMPTY, of.UNSET, *_NOT_SET),
        ("> Authorization: Bearer$", "[authorization: Bearer ]", "Illegal header value b'Bearer$"),
    ),
    Known(
        "sent-doubled",
        _("The header has Bearer twice."),
        (of.DOUBLED,),
        ("Authorization: Bearer Bearer",),
        ("Bearer Bearer sk-or-",),
    ),
    Known(
        "sent-without-bearer",
        _("The header has the key alone, without Bearer before it."),
        (of.NO_BEARER,),
        ("> Authorization: sk-or-",),
    ),
    Known(
        "sent-name",
        _("The header has the name of the variable, not its value."),
        (of.NOT_FILLED_IN,),
        ("> Authorization: Bearer $*", "> Authorization: Bearer {", "> Authorization: Bearer OPENROUTER_API_KEY"),
    ),
    Known(
        "sent-other-key",
        _("The header has another provider's key."),
        (of.OTHER_KEY,),
        loose=tuple(f"> Authorization: Bearer {prefix}" for prefix in ("sk-proj-", "sk-ant-", "gsk_", "AIza*", "hf_")),
    ),
    Known(
        "sent-basic",
        _("Basic authentication is sent instead of the key."),
        (of.NETRC, of.NO_BEARER),
        loose=("> Authorization: Basic", "Server auth using Basic with user"),
    ),
)

ANSWERS = (
    Known(
        "no-credential",
        _(
            "OpenRouter got no credential that it takes: no Authorization header, an empty one, or a bearer that does "
            "not begin with sk-or-v1-. Cookies would not help: they are for the website."
        ),
        _NOTHING_ARRIVED,
        (
            "No auth credentials found",
            "No cookie auth credentials found",
            "Missing Authentication header",
            "Missing Authentication header or invalid API key",
        ),
        of_sending=True,
    ),
    Known(
        "unknown-key",
        _("The header's form is right, but OpenRouter does not know the key: it was deleted, has expired or is cut."),
        _NOT_TAKEN,
        ("User not found*code: 401", "401 - User not found", "401 User not found", "401: User not found")
        + ("OpenrouterException*User not found", "authentication_error*User not found"),
        ("User not found", "key expired", "key has expired", "key is expired", "key is disabled"),
    ),
    Known(
        "invalid-credentials",
        _("The credential is missing, or is not taken."),
        (*_NOTHING_ARRIVED[:5], *_NOT_TAKEN[:4]),
        ("Invalid credentials*error_type: authentication", "error_type: authentication*Invalid credentials"),
        ("Invalid credentials", "error_type: authentication"),
        of_sending=True,
    ),
    Known(
        "token",
        _("The exchange for a token was refused (OAuth)."),
        (of.OTHERS_TOKEN,),
        loose=("error: invalid_grant", "error: invalid_client", "error: invalid_request"),
    ),
    Known(
        "no-credits",
        _("The key is right, and there are not enough credits (402)."),
        (of.NO_CREDITS, of.TOO_MANY_TOKENS, of.KEY_LIMIT, of.OLD_KEY),
        ("requires more credits, or fewer max_tokens", "More credits are required to run this request")
        + ("can only afford", "Insufficient credits*code: 402", "402 Insufficient credits"),
        ("Insufficient credits",),
    ),
    Known(
        "key-limit",
        _("The key is right, and its own limit is reached."),
        (of.KEY_LIMIT,),
        ("Key limit exceeded", "tokens limit exceeded*openrouter.ai"),
    ),
    Known(
        "flagged",
        _("The credential is right; what was sent to the model was refused (403)."),
        (of.MODERATED,),
        ("requires moderation",),
        ("input was flagged",),
    ),
    Known(
        "management-key",
        _("The key is of the wrong kind for this operation."),
        (of.WRONG_KIND,),
        loose=("management key", "provisioning key", "management keys", "provisioning keys"),
    ),
    Known(
        "free-limit",
        _("The credential is right; the requests to free models are used up (429)."),
        (of.FREE_LIMIT,),
        ("free-models-per-day", "free-models-per-min"),
    ),
    Known(
        "no-endpoints",
        _("Nobody is left who would serve this model: that is not about the key."),
        (of.NO_ENDPOINT,),
        ("No endpoints found", "No allowed providers are available"),
        replaces=("not-found",),
    ),
    Known(
        "wrong-url",
        _("The URL is not one of OpenRouter's API."),
        (of.WRONG_URL,),
        ("chat/completions/chat/completions", "/v1/v1/messages", "openrouter.ai/v1/", "https://api.openrouter.ai")
        + ("openrouter.io", "openrouter.com"),
    ),
)

#: What a status says by itself.
STATUSES = (
    Known(
        "unauthorized",
        _("The credential is missing, or is not taken (401)."),
        (*_NOTHING_ARRIVED[:7], of.DELETED, of.HIDDEN, of.OLD_KEY, of.NO_SHELL, of.REDIRECT, of.GATEWAY),
        ("OpenrouterException*code: 401", "type: authentication_error", "UnauthorizedResponseError"),
        (*status(401, "Unauthorized"), "AuthenticationError", "HTTP 401", "Unauthorized", "error 401"),
        of_sending=True,
        general=True,
    ),
    Known(
        "payment-required",
        _("The key is right, and there are not enough credits (402)."),
        (of.NO_CREDITS, of.TOO_MANY_TOKENS, of.KEY_LIMIT, of.OLD_KEY),
        loose=(*status(402, "Payment Required"), "Payment Required"),
        general=True,
    ),
    Known(
        "forbidden",
        _("The key is known, and may not do this (403)."),
        (of.KEY_LIMIT, of.MODERATED, of.WRONG_KIND, of.ADDRESS, of.GATEWAY),
        loose=(*status(403, "Forbidden"), "PermissionDeniedError", "Forbidden"),
        general=True,
    ),
    Known(
        "not-found",
        _("There is nothing at this URL, or there is no such model (404)."),
        (of.WRONG_URL,),
        loose=status(404, "Not Found"),
        general=True,
    ),
    Known(
        "method",
        _("The path does not take this method (405)."),
        (of.WRONG_METHOD, of.WRONG_URL),
        loose=(*status(405, "Method Not Allowed"), "Method Not Allowed"),
        general=True,
    ),
    Known(
        "too-many-requests",
        _("The credential is right; there were too many requests (429)."),
        (of.FREE_LIMIT, of.PROVIDER_LIMIT),
        loose=(*status(429, "Too Many Requests"), "Too Many Requests", "Rate limit exceeded", "RateLimitError"),
        general=True,
    ),
    Known(
        "redirected",
        _("The answer leads elsewhere; clients drop the Authorization header on the way to another host or scheme."),
        (of.REDIRECT,),
        loose=tuple(
            form
            for code, reason in ((301, "Moved Permanently"), (302, "Found"), (308, "Permanent Redirect"))
            for form in status(code, reason)[:3]
        ),
        general=True,
    ),
)
