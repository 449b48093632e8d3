"""``--online``: what OpenRouter itself says of the key that would be used. Never asked without it.

One GET of ``/api/v1/key`` with the key in its header, to OpenRouter's own host and nobody else's, over TLS that is
verified; a redirect is not followed. What passes by itself is asked for once more, and that is said. Sources:
OpenRouter's API reference ("Get current API key", "Errors").
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_openrouter.doctor import causes, meanings
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.meanings import Meaning
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.subject import Subject
from flake8_openrouter.doctor.winning import Winner
from flake8_openrouter.model import Message
from flake8_openrouter.openrouter import api, keys

if TYPE_CHECKING:
    import httpx

URL = f"{api.BASE_URL}/key"

#: Seconds for each step of a request, before it is asked again, and at most if the answer names some.
TIMEOUT = 10
PAUSE, LONGEST_PAUSE = 2, 10
#: Bytes of an answer that are read.
_MOST = 65_536
#: What is worth asking once more.
_PASSING = (401, 408, 429, 500, 502, 503, 504)
#: A key that ends within these is worth a word.
_SOON = timedelta(days=7)

CHECK = "online-key"
_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
_KEYS_PAGE = "https://openrouter.ai/keys"


class Line(NamedTuple):
    """How OpenRouter is asked. Nothing that a user can set fills this in: it is for tests."""

    transport: httpx.BaseTransport | None = None
    wait: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(timezone.utc)


class Answer(NamedTuple):
    """A status, what the body holds as JSON (None for anything else), and the seconds that it says to wait."""

    status: int
    body: Any
    retry_after: str = ""


class Failure(NamedTuple):
    """No answer: the names of the exceptions that led to one another, and of what they are kinds of."""

    names: frozenset[str]


def check(subject: Subject, line: Line = Line()) -> Iterator[Result]:  # noqa: B008  # it is frozen
    """Yield what OpenRouter says of each key that would be used: that of the code, or what is set where none is."""
    winners = [each.winner for each in subject.resolved] or list(subject.set_anywhere)
    found = {text: None for each in winners if (text := _text(each))}
    if not found:
        yield Result(CHECK, Status.UNKNOWN, _("OpenRouter was not asked: there is no key here"))
    for text in found:
        yield from of_key(text, line)


def _text(winner: Winner) -> str:
    """Return the value that wins; empty where there is none."""
    value = winner.held.place.values.get(winner.variable) if winner.held is not None else None
    return (value.text if value is not None else "") or ""


def of_key(key: str, line: Line = Line()) -> list[Result]:  # noqa: B008  # it is frozen
    """Return what OpenRouter says of a key. Any other text is not sent."""
    if not keys.LIVE.fullmatch(key):
        message = _("OpenRouter was not asked: what would be sent is not one of its keys")
        return [Result(CHECK, Status.UNKNOWN, message)]
    try:
        import httpx  # noqa: F401
    except ImportError:
        message = _("OpenRouter was not asked: httpx is not installed")
        return [Result(CHECK, Status.UNKNOWN, message, (), Message('pip install "flake8-openrouter[online]"'))]
    first, *again = answers(key, line)
    return list(_of_two(key, first, again[0], line) if again else _results(key, first, line))


def answers(key: str, line: Line = Line()) -> list[Answer | Failure]:  # noqa: B008  # it is frozen
    """Return what OpenRouter answers when it is asked about a key: once, or again what may pass. httpx is needed."""
    first = _asked(key, line)
    if not _may_pass(first):
        return [first]
    line.wait(_pause(first))
    return [first, _asked(key, line)]


def _asked(key: str, line: Line) -> Answer | Failure:
    """Return the answer to one request."""
    import httpx

    headers = {"Authorization": f"{api.SCHEME}{key}", "Accept": "application/json"}
    try:
        with (
            httpx.Client(transport=line.transport, timeout=TIMEOUT, follow_redirects=False) as client,
            client.stream("GET", URL, headers=headers) as response,
        ):
            return Answer(response.status_code, _body(response), response.headers.get("Retry-After", ""))
    except (httpx.HTTPError, httpx.InvalidURL, ImportError, OSError, ValueError) as error:
        return Failure(frozenset(_names(error)))


def _body(response: httpx.Response) -> Any:
    """Return what the beginning of a body holds as JSON; None for anything else."""
    data = b""
    for piece in response.iter_bytes():
        data += piece
        if len(data) > _MOST:
            return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _names(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield from (kind.__name__ for kind in type(error).__mro__)
        error = error.__cause__ or error.__context__


def _may_pass(answer: Answer | Failure) -> bool:
    if isinstance(answer, Failure):
        return meanings.of_failure(answer.names).passes
    return answer.status in _PASSING


def _pause(answer: Answer | Failure) -> int:
    """Return the seconds to wait: as many as the answer says, if they are few."""
    said = answer.retry_after if isinstance(answer, Answer) else ""
    return min(max(int(said), 1), LONGEST_PAUSE) if said.isascii() and said.isdecimal() and len(said) < 6 else PAUSE


def _of_two(key: str, first: Answer | Failure, second: Answer | Failure, line: Line) -> Iterator[Result]:
    """Yield what the second answer says, and that there were two."""
    seconds = str(_pause(first))
    said = _("asked twice, {seconds} s apart: first {first}, then {second}", seconds=seconds, **_both(first, second))
    result, *others = _results(key, second, line)
    yield result._replace(detail=(*result.detail, said))
    yield from others
    if isinstance(second, Answer) and second.status == 200:
        message = _("OpenRouter refused the key at first, and took it when it was asked again")
        if isinstance(first, Failure) or first.status != 401:
            message = _("OpenRouter did not answer at first, and did when it was asked again")
        yield Result("online-retry", Status.NOTE, message, (said,), causes.PASSING.remedy)


def _both(first: Answer | Failure, second: Answer | Failure) -> dict[str, str]:
    return {"first": _called(first), "second": _called(second)}


def _called(answer: Answer | Failure) -> str:
    return str(answer.status) if isinstance(answer, Answer) else meanings.of_failure(answer.names).message


def _results(key: str, answer: Answer | Failure, line: Line) -> Iterator[Result]:
    if isinstance(answer, Answer) and answer.status == 200:
        data = answer.body.get("data") if isinstance(answer.body, dict) else None
        yield from _of_data(key, data, line) if isinstance(data, dict) else (_of_meaning(key, meanings.NOT_OURS),)
        return
    yield _of_meaning(key, meaning(answer))


def meaning(answer: Answer | Failure) -> Meaning:
    """Return what an answer means that is not 200, or that there was none."""
    return meanings.of_failure(answer.names) if isinstance(answer, Failure) else meanings.of_answer(*answer[:2])


def _of_meaning(key: str, meaning: Meaning) -> Result:
    about = (_("the key is {label}", label=keys.label(key)),) if meaning.is_about_key else ()
    link = _link(key) if meaning.is_about_key else ""
    return Result(CHECK, meaning.status, meaning.message, (*meaning.details, *about, *_proxy()), meaning.repair, link)


def _link(key: str) -> str:
    """Return the address of a key; empty for a published example."""
    digest = keys.key_hash(key)
    return keys.key_link(digest) if digest else ""


def _proxy() -> Iterator[Message]:
    name = next((name for name in _PROXIES if os.environ.get(name)), None)
    if name is not None:
        yield _("{variable} is set: it was asked through that proxy, unless NO_PROXY names the host", variable=name)


def _of_data(key: str, data: dict[str, Any], line: Line) -> Iterator[Result]:
    """Yield what the description of a key says: first whether it may be used at all."""
    label, about, link = keys.label(key), tuple(_proxy()), _link(key)
    if data.get("is_management_key") is True or data.get("is_provisioning_key") is True:
        message = _("{label} is a management key, which can't call models", label=label)
        repair = _("make an API key at {page}, and use that", page=_KEYS_PAGE)
        yield Result(CHECK, Status.PROBLEM, message, about, repair, link)
    else:
        yield Result(CHECK, Status.OK, _("OpenRouter knows {label}", label=label), about, link=link)
    yield from _of_limit(label, data, link)
    yield from _of_expiry(label, data, line.now(), link)
    if data.get("is_free_tier") is True:
        message = _("its account is on the free tier: no credits were bought, and models that cost something get 402")
        yield Result("online-tier", Status.NOTE, message)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _of_limit(label: str, data: dict[str, Any], link: str) -> Iterator[Result]:
    limit, left = _number(data.get("limit")), _number(data.get("limit_remaining"))
    if left is not None and left <= 0:
        message = _("the limit of {label} is used up: requests get 403", label=label)
        yield Result("online-limit", Status.PROBLEM, message, (), causes.KEY_LIMIT.remedy, link)
    elif limit is not None and left is not None:
        message = _("of its limit of {limit}, {left} is left", limit=_dollars(limit), left=_dollars(left))
        yield Result("online-limit", Status.OK, message)
    elif limit is not None:
        yield Result("online-limit", Status.OK, _("its limit is {limit}", limit=_dollars(limit)))
    elif data.get("limit", "") is None:
        yield Result("online-limit", Status.OK, _("it has no limit of its own"))


def _dollars(amount: float) -> str:
    return f"${amount:.2f}"


def _of_expiry(label: str, data: dict[str, Any], now: datetime, link: str) -> Iterator[Result]:
    ends = _time(data.get("expires_at"))
    if ends is None:
        if data.get("expires_at", "") is None:
            yield Result("online-expiry", Status.OK, _("it does not expire"))
        return
    date = ends.date().isoformat()
    if ends - now >= _SOON:
        yield Result("online-expiry", Status.OK, _("it expires on {date}", date=date))
        return
    status = Status.NOTE if ends > now else Status.PROBLEM
    message = _("{label} expires on {date}", label=label, date=date)
    yield Result("online-expiry", status, message, (), causes.LIFETIME.remedy, link)


def _time(text: object) -> datetime | None:
    """Return a time as the API writes it; None for what is none."""
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00")) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=timezone.utc)
