"""What would be sent from here: header, scheme, host, and whether it is a key."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.doctor import values
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import Kind, Result, Status
from flake8_openrouter.doctor.subject import Resolved, Subject
from flake8_openrouter.model import Message

CHECK = "requests"


def check(subject: Subject) -> Iterator[Result]:
    """Yield one line for all requests and clients."""
    sent, resolved = subject.code.sent, subject.resolved
    if not sent and not subject.code.unread:
        count = str(subject.code.number)
        yield Result(
            CHECK, Status.NOTE, _("nothing here is seen to send a request to OpenRouter: {count} files", count=count)
        )
    if not sent:
        return
    refused = [each for each in resolved if not each.is_fine]
    detail = tuple(map(_said, refused or resolved))
    if refused:
        message = _(
            "{count} of {all} requests and clients would send no key", count=str(len(refused)), all=str(len(sent))
        )
        yield Result(CHECK, Status.PROBLEM, message, detail)
        return
    message = _(
        "{count} of {all} requests and clients would send a key, the others can't be told",
        count=str(len(resolved)),
        all=str(len(sent)),
    )
    if len(resolved) == len(sent):
        message = _("all requests and clients would send a key: {count}", count=str(len(sent)))
    yield Result(CHECK, Status.OK if resolved else Status.NOTE, message, detail)


def _said(each: Resolved) -> Message:
    sent = each.sent
    asks, stops = (sent.reads[-1].asked, sent.reads[-1].required) if sent.reads else (False, False)
    template = _SENT if _is_sent(each) else _ASKS if asks else _LACKS if sent.is_client and not stops else _STOPS
    names = {"path": sent.path, "line": str(sent.line), "name": sent.name, "header": sent.header, "host": sent.host}
    return Message(template, "", **names, value=_value(each))


_SENT = _("{path}:{line} {name} sends {header}: {value} to {host}")
_LACKS = _("{path}:{line} {name} has no key for {host}")
_ASKS = _("{path}:{line} {name} has no key for {host}, and the code looks whether it has one")
_STOPS = _("{path}:{line} {name} stops before it sends anything to {host}")


def _is_sent(each: Resolved) -> bool:
    sent = each.sent
    return each.winner.held is not None or bool(sent.reads and sent.reads[-1].absent and not sent.fallback)


def _value(each: Resolved) -> str:
    """Return what a header would hold, the key by its label."""
    sent, held = each.sent, each.winner.held
    scheme = sent.scheme.strip()
    if held is None:
        absent = sent.reads[-1].absent if sent.reads else ""
        return f"{scheme} {absent}".strip() if absent.isidentifier() else scheme
    if held.holding.kind is Kind.EMPTY:
        return scheme
    called = values.called(held.holding)
    return Message("{scheme} {what}", "", scheme=scheme, what=called) if scheme else called
