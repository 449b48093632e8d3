"""The credential that would be used: where it comes from, what it hides, and what is sent without one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from flake8_openrouter.doctor import values
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.places import DOTENV
from flake8_openrouter.doctor.results import Kind, Result, Status
from flake8_openrouter.doctor.sent import is_ours
from flake8_openrouter.doctor.subject import JAVASCRIPT, SHELL, Resolved, Subject, family_of
from flake8_openrouter.doctor.winning import Held, Winner
from flake8_openrouter.model import Message

CHECK = "key"
_NOTHING = Message("")


def check(subject: Subject) -> Iterator[Result]:
    """Yield a line for each variable that keys are taken from; where no code is, for those that are set."""
    said: set[tuple[str, str, str]] = set()
    for each in subject.resolved:
        held = each.winner.held
        key = (each.winner.variable, family_of(each.sent), held.holding.place if held is not None else "")
        if key in said:
            continue
        said.add(key)
        if held is None or (each.is_fallback and not held.holding.usable):
            yield _unset(each, subject)
        elif each.instead is not None and not held.holding.usable:
            yield _before(each, held, each.instead)
        elif held.holding.kind is Kind.OTHER_PROVIDER and is_ours(each.wanted) and not is_ours(each.winner.variable):
            yield _unusable(each.winner, held)._replace(repair=_exporting(each.wanted))
        else:
            yield _of_value(each.winner, held)
    if not subject.code.sent:
        yield from (_of_value(won, won.held) for won in subject.set_anywhere if won.held is not None)


def _before(each: Resolved, held: Held, instead: Winner) -> Result:
    """Return what is said of a value that is no key, and is taken before another variable's, which is one."""
    other = {"other": instead.variable, "key": values.called(instead.held.holding) if instead.held else ""}
    message = _(
        "{variable} from {place} is {what}, and is taken before {other}: {key}", **_names(each.winner, held), **other
    )
    return Result(CHECK, Status.PROBLEM, message, held.holding.defects, _taking_away(each.winner, held))


def _taking_away(winner: Winner, held: Held) -> Message:
    if held.is_outside:
        return Message("unset {variable}", "", variable=winner.variable)
    path, _colon, line = held.holding.place.rpartition(":")
    return _("delete line {line} of {path}", line=line, path=path)


def _of_value(winner: Winner, held: Held) -> Result:
    if not held.holding.usable:
        return _unusable(winner, held)
    hidden = next((other for other in winner.hidden if other.holding.usable), None)
    if hidden is not None:
        return _hiding(winner, held, hidden)
    detail = tuple(map(_not_counting, winner.hidden))
    return Result(CHECK, Status.OK, _("{variable}: {what}, from {place}", **_names(winner, held)), detail)


def _not_counting(other: Held) -> Message:
    return _("{place} has {what}, which does not count", place=other.holding.place, what=values.called(other.holding))


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
    status = Status.NOTE if _is_by_design(held, hidden) else Status.PROBLEM
    return Result(CHECK, status, message, detail, _preferring(winner, held, hidden))


def _is_by_design(held: Held, hidden: Held) -> bool:
    """Tell whether a framework lets one of its own files win over another one, as it says that it does."""
    loads = (held.place.load, hidden.place.load)
    return all(load is not None and os.path.basename(load.program) == "package.json" for load in loads)


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


def _unusable(winner: Winner, held: Held) -> Result:
    names = _names(winner, held)
    usable = next((other for other in winner.hidden if other.holding.usable), None)
    detail = held.holding.defects
    if usable is None:
        return Result(CHECK, Status.PROBLEM, _("{variable} from {place} is {what}", **names), detail, _edit(held))
    message = _(
        "{variable} from {place} is {what}, and hides {other} in {where}",
        **names,
        other=values.called(usable.holding),
        where=usable.holding.place,
    )
    return Result(CHECK, Status.PROBLEM, message, detail, _preferring(winner, held, usable))


def _edit(held: Held) -> Message:
    """Return how a value is put right where it is."""
    holding = held.holding
    path, _colon, line = holding.place.rpartition(":")
    if held.is_outside:
        if holding.kind is Kind.DAMAGED:
            return _("set {variable} again, to the key exactly as it was issued", variable=holding.variable)
        return _exporting(holding.variable)
    if holding.kind is Kind.DAMAGED:
        return _("write the key in line {line} of {path} exactly as it was issued", line=line, path=path)
    return _("put a key from https://openrouter.ai/keys in line {line} of {path}", line=line, path=path)


def _unset(each: Resolved, subject: Subject) -> Result:
    """Return what is said where nothing gives a value to the variable that the code reads."""
    sent, variable = each.sent, each.wanted
    line = str(sent.line)
    if not sent.reads:  # what the client reads by itself is no variable of OpenRouter's
        message = _("{client} is given no key at {path}:{line}", client=sent.name, path=sent.path, line=line)
        return Result(CHECK, Status.PROBLEM, message, (_outcome(each),), _giving(each))
    message = _("{variable} is set nowhere that {path}:{line} finds it", variable=variable, path=sent.path, line=line)
    if each.missed:
        names = {"variable": variable, "loader": each.missed}
        late = (_outcome(each), _("{loader}() loads it, but only after {variable} is read", **names))
        return Result(CHECK, Status.PROBLEM, message, late, _("call {loader}() before {variable} is read", **names))
    loaded = [place.shown for place in subject.found(family_of(sent)).places if place.path]
    unloaded = _having(variable, subject)
    detail = [
        _outcome(each),
        *(_("{place} is loaded, and does not set it", place=name) for name in loaded),
        *(_("{place} sets it, and nothing in the code loads that file", place=name) for name in unloaded),
    ]
    if _has_direnv(subject):
        detail.append(_("there is a .envrc, which direnv loads only where it is allowed and its hook is installed"))
    repair = _loading(each, unloaded[0], subject) if unloaded else _supplying(each, loaded, subject)
    return Result(CHECK, Status.PROBLEM, message, tuple(detail), repair)


def _giving(each: Resolved) -> Message:
    """Return how a client is given the key that reads another provider's variable by itself."""
    names = {"client": each.sent.name, "variable": each.wanted}
    return _("give {client} the key: {variable} is another provider's", **names)


def _has_direnv(subject: Subject) -> bool:
    return (subject.world.folder / ".envrc").exists()


def _supplying(each: Resolved, loaded: Sequence[str], subject: Subject) -> Message:
    """Return how a variable gets a value that no file here has."""
    variable = each.wanted
    if loaded:
        names = {"variable": variable, "path": loaded[0]}
        return _("add the line {variable}=<a key from https://openrouter.ai/keys> to {path}", **names)
    if _has_direnv(subject):
        return _("direnv allow, if .envrc sets {variable}", variable=variable)
    return _exporting(variable)


def _exporting(variable: str) -> Message:
    return _("export {variable}=<a key from https://openrouter.ai/keys>", variable=variable)


def _having(variable: str, subject: Subject) -> list[str]:
    """Return the files that nothing loads, and that have a value for a variable."""
    return [place.shown for place in subject.unloaded if variable in place.values and place.values[variable].text]


def _loading(each: Resolved, path: str, subject: Subject) -> Message:
    """Return how a file that nothing loads is loaded."""
    family = family_of(each.sent)
    if path != DOTENV and any(not load.path or load.path == DOTENV for load in subject.found(family).missing):
        return Message("mv {path} .env", "", path=path)
    if family == SHELL:
        return Message("set -a; . ./{path}; set +a", "", path=path)
    if family == JAVASCRIPT and path == DOTENV:
        return _('begin the program with import "dotenv/config", or run it with node --env-file=.env')
    if family == JAVASCRIPT:
        return _("run the program with node --env-file={path}", path=path)
    call = "load_dotenv()" if path == DOTENV else f'load_dotenv("{path}")'
    variable = each.wanted
    return _("call {call} of python-dotenv before {variable} is read", call=call, variable=variable)


def _outcome(each: Resolved) -> Message:
    """Return what comes of a variable that is not set."""
    sent = each.sent
    absent = sent.reads[-1].absent if sent.reads else ""
    if sent.fallback and each.winner.held is not None:
        what = values.called(each.winner.held.holding)
        place = each.winner.held.holding.place
        names = {"client": sent.name, "variable": sent.fallback, "place": place, "host": sent.host}
        return _("{client} then reads {variable} from {place}, and sends {what} to {host}", **names, what=what)
    if sent.fallback:
        return _("{client} then reads {variable}, which is not set either", client=sent.name, variable=sent.fallback)
    if absent and not absent.isidentifier():
        return _("an empty key would be sent")
    if absent:
        value = f"{sent.scheme}{absent}"
        return _("{header}: {value} would be sent to {host}", header=sent.header, value=value, host=sent.host)
    if sent.reads and sent.reads[-1].asked:
        return _("the code looks whether it is set, and may stop there")
    if sent.is_client and not (sent.reads and sent.reads[-1].required):
        return _("{client} has no key then", client=sent.name)
    return _("the program would stop there")
