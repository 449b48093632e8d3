"""The credential that would be used: where it comes from, what it hides, and what is sent without one."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.doctor import values
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import Kind, Result, Status
from flake8_openrouter.doctor.subject import JAVASCRIPT, Resolved, Subject, family_of
from flake8_openrouter.doctor.winning import Held, Winner
from flake8_openrouter.model import Message

CHECK = "key"
_NOTHING = Message("")


def check(subject: Subject) -> Iterator[Result]:
    """Yield a line for each variable that keys are taken from; where no code is, for those that are set."""
    said: set[tuple[str, str]] = set()
    for each in subject.resolved:
        key = (each.winner.variable, family_of(each.sent))
        if key in said:
            continue
        said.add(key)
        held = each.winner.held
        client = each.sent.name if each.is_fallback else ""
        yield _unset(each, subject) if held is None else _of_value(each.winner, held, client)
    if not subject.code.sent:
        yield from (_of_value(won, won.held) for won in subject.set_anywhere if won.held is not None)


def _of_value(winner: Winner, held: Held, client: str = "") -> Result:
    """Return what is said of a value; ``client`` reads it by itself, since it has no other key."""
    if not held.holding.usable:
        return _unusable(winner, held, client)
    hidden = next((other for other in winner.hidden if other.holding.usable), None)
    if hidden is not None:
        return _hiding(winner, held, hidden)
    return Result(CHECK, Status.OK, _("{variable}: {what}, from {place}", **_names(winner, held)))


def _names(winner: Winner, held: Held) -> dict[str, str]:
    return {"variable": winner.variable, "what": values.called(held.holding), "place": held.holding.place}


def _hiding(winner: Winner, held: Held, hidden: Held) -> Result:
    message = _(
        "{variable}: {what} from {place} is used, and hides {other} in {where}",
        **_names(winner, held),
        other=values.called(hidden.holding),
        where=hidden.holding.place,
    )
    detail = (_("the SHA-256 of the two differ: {first} and {second}", first=_hash(held), second=_hash(hidden)),)
    return Result(CHECK, Status.PROBLEM, message, detail, _preferring(winner, held, hidden))


def _hash(held: Held) -> str:
    return held.holding.digest[:12]


def _preferring(winner: Winner, held: Held, hidden: Held) -> Message:
    """Return what lets the hidden value be used."""
    if held.is_outside:
        return Message("unset {variable}", "", variable=winner.variable)
    where, line = held.holding.place.rpartition(":")[::2]
    if hidden.is_outside:
        return _(
            "delete line {line} of {path}, or let it be loaded without override=True, or unset {variable}",
            line=line,
            path=where,
            variable=winner.variable,
        )
    return _("delete line {line} of {path}, or the other one", line=line, path=where)


def _unusable(winner: Winner, held: Held, client: str) -> Result:
    names = _names(winner, held)
    usable = next((other for other in winner.hidden if other.holding.usable), None)
    detail = list(held.holding.defects)
    if client:
        variable = winner.variable
        detail.append(_("{client} has no other key, and reads {variable} by itself", client=client, variable=variable))
    if usable is None:
        return Result(
            CHECK, Status.PROBLEM, _("{variable} from {place} is {what}", **names), tuple(detail), _edit(held)
        )
    message = _(
        "{variable} from {place} is {what}, and hides {other} in {where}",
        **names,
        other=values.called(usable.holding),
        where=usable.holding.place,
    )
    return Result(CHECK, Status.PROBLEM, message, tuple(detail), _preferring(winner, held, usable))


def _edit(held: Held) -> Message:
    """Return how a value is put right where it is."""
    holding = held.holding
    path, _colon, line = holding.place.rpartition(":")
    if held.is_outside:
        if holding.kind is Kind.DAMAGED:
            return _("set {variable} again, to the key exactly as it was issued", variable=holding.variable)
        return _("export {variable}=<a key from https://openrouter.ai/keys>", variable=holding.variable)
    if holding.kind is Kind.DAMAGED:
        return _("write the key in line {line} of {path} exactly as it was issued", line=line, path=path)
    return _("put a key from https://openrouter.ai/keys in line {line} of {path}", line=line, path=path)


def _unset(each: Resolved, subject: Subject) -> Result:
    variable, sent = each.winner.variable, each.sent
    message = _(
        "{variable} is set nowhere that {path}:{line} finds it", variable=variable, path=sent.path, line=str(sent.line)
    )
    detail = [_outcome(each)]
    loaded = [place for place in subject.found(family_of(sent)).places if place.path]
    detail += [_("{place} is loaded, and does not set it", place=place.shown) for place in loaded]
    unloaded = subject.unloaded
    has_it = unloaded is not None and variable in unloaded.values
    if unloaded is not None and has_it:
        detail.append(_("{place} sets it, and nothing in the code loads that file", place=unloaded.shown))
    has_direnv = (subject.world.folder / ".envrc").exists()
    if has_direnv:
        detail.append(_("there is a .envrc, which direnv loads only where it is allowed and its hook is installed"))
    return Result(
        CHECK,
        Status.PROBLEM,
        message,
        tuple(detail),
        _supplying(each, loaded[0].shown if loaded else "", has_it, has_direnv),
    )


def _supplying(each: Resolved, loaded: str, is_unloaded: bool, has_direnv: bool) -> Message:
    variable = each.winner.variable
    if each.is_fallback:
        return _("give {client} the key: {variable} is another provider's", client=each.sent.name, variable=variable)
    if is_unloaded and family_of(each.sent) == JAVASCRIPT:
        return _('begin the program with import "dotenv/config", or run it with node --env-file=.env')
    if is_unloaded:
        return _("call load_dotenv() of python-dotenv before {variable} is read", variable=variable)
    if loaded:
        return _(
            "add the line {variable}=<a key from https://openrouter.ai/keys> to {path}", variable=variable, path=loaded
        )
    if has_direnv:
        return _("direnv allow, if .envrc sets {variable}", variable=variable)
    return _("export {variable}=<a key from https://openrouter.ai/keys>", variable=variable)


def _outcome(each: Resolved) -> Message:
    """Return what comes of a variable that is not set."""
    sent = each.sent
    absent = sent.reads[-1].absent if sent.reads else ""
    if sent.fallback:
        return _("{client} then reads {variable}, which is not set either", client=sent.name, variable=sent.fallback)
    if absent and not absent.isidentifier():
        return _("an empty key would be sent")
    if absent:
        value = f"{sent.scheme}{absent}"
        return _("{header}: {value} would be sent to {host}", header=sent.header, value=value, host=sent.host)
    return _("the program would stop there")
