"""``--env-file FILE``: what each of those that start programs takes of a file of variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.readers import READERS, Unreadable, systemd
from flake8_openrouter.doctor.readers.scanning import Read
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.surroundings.place import UNREADABLE, Place
from flake8_openrouter.doctor.surroundings.values import Given, judged
from flake8_openrouter.model import Message

_CHECK = "env-file"

#: Who is given such a file by an option, or by a setting.
_READERS: Mapping[str, Read] = {
    "docker run --env-file": READERS["docker"].read,
    "Compose 2": READERS["compose"].read,
    "node --env-file": READERS["node"].read,
    "systemd": systemd.read,
}


def check(path: Path, place: Place) -> Iterator[Result]:
    """Yield what of a file is no key for one of its readers, and one line where it is one for all of them."""
    try:
        text = place.text(path)
    except UNREADABLE:
        message = _("{path} can't be read", path=place.shown(path))
        yield Result(_CHECK, Status.UNKNOWN, message, (), _("name a file that is there"))
        return
    results = [result for title, read in _READERS.items() for result in _of_reader(title, read, text, path, place)]
    if not results:
        message = _("{path} has no {variable}", path=place.shown(path), variable=place.wanted[0])
        repair = _("add {variable}=sk-or-v1-...", variable=place.wanted[0])
        yield Result(_CHECK, Status.PROBLEM, message, (), repair)
    wrong = [result for result in results if result.status is not Status.OK]
    yield from wrong or results[:1]


def _of_reader(title: str, read: Read, text: str, path: Path, place: Place) -> Iterator[Result]:
    last: dict[str, Given] = {}
    try:
        for each in read(text, place.environment):
            last[each.name] = Given(each.name, each.value or "", place.shown(path, each.line))
    except Unreadable as error:
        where = place.shown(path, error.line)
        message = _("{place}: {reader} stops here, and takes nothing of the file", place=where, reader=title)
        yield Result(_CHECK, Status.PROBLEM, message, (), _("correct the line, or remove it"))
        return
    yield from (judged(_CHECK, last[name], Message(title)) for name in place.wanted if name in last)
    for name, line in systemd.ignored(text) if read is systemd.read else ():
        if name in place.wanted:
            where = place.shown(path, line)
            message = _(
                "{place}: systemd ignores {variable}, because export is before it: it is no shell",
                place=where,
                variable=name,
            )
            yield Result("systemd-export", Status.PROBLEM, message, (), _("remove the word export"))
