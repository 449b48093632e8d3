"""Files of variables that can't be read, that are looked for elsewhere, or that another reader takes otherwise."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from flake8_openrouter.doctor import places, values
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.places import DOTENV
from flake8_openrouter.doctor.readers import READERS
from flake8_openrouter.doctor.results import Kind, Result, Status
from flake8_openrouter.doctor.subject import Subject
from flake8_openrouter.doctor.world import Unread
from flake8_openrouter.model import Message

#: What says in a script, or in what is told to people, that another reader takes a ``.env`` file.
_SIGNS: dict[str, re.Pattern[str]] = {
    "docker": re.compile(r"\bdocker\b[^\n]*\brun\b[^\n]*--env-file"),
    "shell": re.compile(r"(?:^|[\s;&|`(])(?:source|\.)\s+[\"']?(?:[\w./-]*/)?\.env\b", re.MULTILINE),
}
_TOLD = ("Makefile", "justfile", "README.md", "Procfile")
_SCRIPT = ".sh"
#: Scripts of the folder that are looked into.
_MOST = 50


def check_unread(subject: Subject) -> Iterator[Result]:
    """Yield the files that can't be read: what they would say is not known."""
    said: set[str] = set()
    for _family, found in subject.every_place:
        for result in found.unread:
            text = repr(result.message.values)
            if text not in said:
                said.add(text)
                yield result
    for path, reason in subject.code.unread:
        yield places.unreadable(path, Unread(reason))
    file = subject.world.folder / DOTENV
    if file.is_symlink() and not os.path.exists(file):
        yield places.unreadable(DOTENV, Unread(_("it is a link that leads nowhere")))


def check_missing(subject: Subject) -> Iterator[Result]:
    """Yield the calls that ask for a file which is not there, where the folder has one that they could have meant."""
    world = subject.world
    if not os.path.exists(world.folder / DOTENV) or all(each.is_fine for each in subject.resolved):
        return
    for _family, found in subject.every_place:
        for load in found.missing:
            if load.path and os.path.basename(load.path) == DOTENV:
                wanted = world.shown(os.path.join(world.folder, load.path))
                place = world.shown(load.program)
                message = _(
                    "{path}:{line} loads {file}, which is not there", path=place, line=str(load.line), file=wanted
                )
                yield Result("files", Status.PROBLEM, message, (), _("move .env to {path}", path=wanted))


def check_readers(subject: Subject) -> Iterator[Result]:
    """Yield what another reader, which scripts here use, would make of a key in a ``.env`` file."""
    path = str(subject.world.folder / DOTENV)
    if not os.path.lexists(path):
        return
    sending = {each.path for each in subject.code.sent}  # what these make of it is said of their keys
    for reader, sign in _SIGNS.items():
        told = next((name for name, text in _scripts(subject) if name not in sending and sign.search(text)), None)
        if told is None:
            continue
        try:
            found = places.read(subject.world, path, reader)
            plain = places.read(subject.world, path, "python-dotenv")
        except Unread:
            continue
        for name in subject.wanted:
            right = values.holding(name, plain[name].text or "", "") if name in plain else None
            if right is None or right.kind is not Kind.KEY:
                continue
            value = found.get(name)
            if value is not None and value.text == plain[name].text:
                continue
            yield _differing(subject, name, reader, told, plain[name].line, value)


def _differing(subject: Subject, name: str, reader: str, told: str, line: int, value: places.Value | None) -> Result:
    message = _(
        "{reader}, which {told} uses, takes line {line} of .env otherwise than the program does",
        reader=READERS[reader].title,
        told=told,
        line=str(line),
    )
    detail: tuple[Message, ...] = (_("it does not set {name}", name=name),)
    if value is not None and value.text is not None:
        detail = values.holding(name, value.text, "").defects
    return Result(
        "readers",
        Status.PROBLEM,
        message,
        detail,
        _("write {name}=<the key> there, without quotes, spaces and a carriage return", name=name),
    )


def _scripts(subject: Subject) -> Iterator[tuple[str, str]]:
    try:
        names = sorted(os.listdir(subject.world.folder))
    except OSError:
        return
    scripts = [name for name in names if name.endswith(_SCRIPT)][:_MOST]
    for name in (*_TOLD, *scripts):
        try:
            text = subject.world.text(subject.world.folder / name)
        except Unread:
            continue
        if text is not None:
            yield name, text
