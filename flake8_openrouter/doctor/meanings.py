"""What each answer to ``--online`` means, and what each way to get none does.

Sources: OpenRouter's API reference ("Errors"), its answers as threads quote them, the exceptions of httpx.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, NamedTuple

from flake8_openrouter.doctor import causes as of
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.causes import Cause
from flake8_openrouter.doctor.results import Status
from flake8_openrouter.model import Message


class Meaning(NamedTuple):
    """``causes`` are what it may come from, the likeliest first, whose remedy is the repair.

    ``is_about_key``: it helps to look the key up. ``passes``: it may be another one when it is asked again.
    """

    message: Message
    causes: tuple[Cause, ...]
    status: Status = Status.PROBLEM
    is_about_key: bool = False
    passes: bool = False

    @property
    def details(self) -> tuple[Message, ...]:
        return tuple(cause.says for cause in self.causes)

    @property
    def repair(self) -> Message:
        return self.causes[0].remedy if self.causes else Message("")


NOT_OURS = Meaning(
    _("something answered 200 that is not OpenRouter's API: a proxy, or a page to sign in to the network"),
    (of.GATEWAY,),
    Status.UNKNOWN,
)
_REDIRECT = Meaning(
    _("something answered with a redirect, which is not followed: the key would go to where it leads"), (of.GATEWAY,)
)
_UNREADABLE = Meaning(
    _("something answered {status} without a body of OpenRouter's: a proxy, most likely"), (of.GATEWAY,), Status.UNKNOWN
)

#: 401, by what the message says.
_NOTHING_ARRIVED = Meaning(
    _("401: no usable key arrived, although one was sent: something in between took the header away"), (of.GATEWAY,)
)
_NOT_KNOWN = Meaning(
    _("401, User not found: the key has the right form, and OpenRouter does not know it"),
    (of.DELETED, of.LIFETIME),
    is_about_key=True,
)
_INVALID = Meaning(_("401: OpenRouter does not take the key"), (of.DELETED, of.LIFETIME, of.GATEWAY), is_about_key=True)
#: Each message of a 401 that is known, in lower case and as it begins.
_OF_401 = (
    (re.compile(r"missing authentication|no auth credentials|no cookie auth"), _NOTHING_ARRIVED),
    (re.compile(r"user not found"), _NOT_KNOWN),
)

#: 403, by what the message says.
_FORBIDDEN = Meaning(
    _("403: OpenRouter knows the key, and does not allow the request"),
    (of.ADDRESS, of.KEY_LIMIT, of.WRONG_KIND),
    is_about_key=True,
)
_OF_403 = (
    (re.compile(r"limit"), Meaning(_("403: the key's limit is used up"), (of.KEY_LIMIT,), is_about_key=True)),
    (
        re.compile(r"\bip\b|allow-?list|address"),
        Meaning(_("403: the account does not allow this IP address"), (of.ADDRESS,), is_about_key=True),
    ),
    (
        re.compile(r"management|provisioning"),
        Meaning(_("403: the key is of the wrong kind"), (of.WRONG_KIND,), is_about_key=True),
    ),
    (re.compile(r"moderat|flagged|guardrail"), Meaning(_("403: a guardrail refuses the request"), (of.MODERATED,))),
)

_BY_MESSAGE: dict[int, tuple[tuple[tuple[re.Pattern[str], Meaning], ...], Meaning]] = {
    401: (_OF_401, _INVALID),
    402: ((), Meaning(_("402: the account has no credits, or owes some"), (of.NO_CREDITS,))),
    403: (_OF_403, _FORBIDDEN),
    405: ((), Meaning(_("405: something in between made another request of the GET"), (of.GATEWAY,))),
    429: ((), Meaning(_("429: too many requests with this key, or from here"), (of.FREE_LIMIT,), Status.UNKNOWN)),
}
_ERROR = Meaning(
    _("OpenRouter has an error of its own ({status}): it says nothing of the key"), (of.PASSING,), Status.UNKNOWN
)
_OTHER = Meaning(
    _("OpenRouter answered {status}, which it does not document for this request"), (of.GATEWAY,), Status.UNKNOWN
)
#: 407 comes from a proxy, whatever its body is.
_PROXY_WANTS_USER = Meaning(_("407: the proxy wants a user and a password"), (of.NO_PROXY,))

#: No answer, by the names of the exceptions: the first row that has one of them.
_FAILURES = (
    (
        ("SSLCertVerificationError",),
        Meaning(
            _("TLS: the certificate is not to be trusted: nothing was sent"), (of.CERTIFICATES, of.NO_CERTIFICATES)
        ),
    ),
    (("ProxyError",), Meaning(_("the proxy does not let the request through"), (of.NO_PROXY, of.GATEWAY), passes=True)),
    (("gaierror",), Meaning(_("DNS: the name openrouter.ai is not resolved here"), (of.OFFLINE,), Status.UNKNOWN)),
    (
        ("SSLError",),
        Meaning(_("TLS: there is no secure connection: nothing was sent"), (of.PLAIN_HTTP, of.CERTIFICATES)),
    ),
    (("ImportError",), Meaning(_("the proxy is a SOCKS proxy: pip install httpx[socks]"), (), Status.UNKNOWN)),
    (("InvalidURL", "UnsupportedProtocol"), Meaning(_("a proxy variable holds no URL of a proxy"), (of.NO_PROXY,))),
    (
        ("TimeoutException", "TimeoutError"),
        Meaning(_("OpenRouter did not answer in time"), (of.OFFLINE, of.NO_PROXY), Status.UNKNOWN, passes=True),
    ),
    (
        ("ConnectionRefusedError",),
        Meaning(_("the connection to OpenRouter was refused"), (of.NO_PROXY, of.OFFLINE), Status.UNKNOWN, passes=True),
    ),
    (
        ("TransportError",),
        Meaning(_("there is no network here, or the connection was lost"), (of.OFFLINE,), Status.UNKNOWN, passes=True),
    ),
    (("OSError",), Meaning(_("SSL_CERT_FILE or SSL_CERT_DIR names what holds no certificates"), (of.CERTIFICATES,))),
)
_NO_REQUEST = Meaning(_("a proxy variable holds no URL of a proxy"), (of.NO_PROXY,))


def of_failure(names: Collection[str]) -> Meaning:
    """Return what it means that there was no answer, by the names of the exceptions."""
    return next((meaning for any_of, meaning in _FAILURES if any(name in names for name in any_of)), _NO_REQUEST)


def of_answer(status: int, body: Any) -> Meaning:
    """Return what a status and a body mean that is JSON, None for another one; not for 200."""
    if 300 <= status < 400:
        return _REDIRECT
    if status == 407:
        return _PROXY_WANTS_USER
    if status >= 500:
        return _with_status(_ERROR, status)
    said = message_of(body)
    if said is None:
        return _with_status(_UNREADABLE, status)
    if status not in _BY_MESSAGE:
        return _with_status(_OTHER, status)
    rows, otherwise = _BY_MESSAGE[status]
    return next((meaning for pattern, meaning in rows if pattern.search(said)), otherwise)


def message_of(body: Any) -> str | None:
    """Return the message of an error in lower case, whichever of the three shapes it has; None where it has none.

    Chat: ``{"error": {"code", "message"}}``. Responses: ``{"status": "failed", "error": {"code", "message"},
    "error_type"}``. Messages: ``{"type": "error", "error": {"type", "message"}}``.
    """
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return None
    message = error.get("message")
    return message.lower() if isinstance(message, str) else ""


def _with_status(meaning: Meaning, status: int) -> Meaning:
    return meaning._replace(message=Message(str(meaning.message), "", status=str(status)))
