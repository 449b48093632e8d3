"""Dockerfiles of a project: what an image has of the variables that are wanted, before anybody runs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.surroundings.place import UNREADABLE, Place, exists, line_of
from flake8_openrouter.languages.settings import dockerfile

_FILES = ("Dockerfile", "Containerfile")
_REFERENCE = re.compile(r"\$\{?(?P<name>[A-Za-z_]\w*)(?::?-(?P<default>[^{}]*))?\}?")
_EMPTY = r"(?:^|\s){}=(?:\"\"|'')?(?=\s|$)"


def check(place: Place) -> Iterator[Result]:
    """Yield what is wrong in the images that are made of a project."""
    found = [path for name in _FILES if exists(path := place.root / name)]
    for path in found:
        try:
            text = place.text(path)
        except UNREADABLE:
            yield Result("dockerfile", Status.UNKNOWN, _("{path} can't be read", path=place.shown(path)))
            continue
        for variable in place.wanted:
            yield from _of_variable(variable, path, text, place)
    if found and place.loads_file:
        yield from _left_out(place)


def _of_variable(variable: str, path: Path, text: str, place: Place) -> Iterator[Result]:
    stage = list(_last_stage(text))
    arguments = {each.own_name for each in dockerfile.read(text) if each.path[0] == "args"}
    arguments |= {word for each in stage if each.word == "ARG" for word in _names(each.given.text)}
    emptied = next((each for each in stage if each.word == "ENV" and _is_empty(variable, each, arguments, text)), None)
    if emptied is not None:
        message = _(
            "{place}: the image sets {variable} to nothing, unless docker run sets it",
            place=place.shown(path, line_of(text, emptied.start)),
            variable=variable,
        )
        details = (_("load_dotenv() does not replace what is empty"),) if place.loads_file else ()
        status = Status.PROBLEM if place.loads_file else Status.NOTE
        repair = _("remove the line; docker run -e {variable} passes it on", variable=variable)
        yield Result("dockerfile-empty", status, message, details, repair)
    elif variable in arguments and not any(each.word == "ENV" and variable in each.given.text for each in stage):
        line = next(
            each.start for each in dockerfile.instructions(text) if each.word == "ARG" and variable in each.given.text
        )
        message = _(
            "{place}: {variable} is an ARG, which is there while the image is built, and not when it runs",
            place=place.shown(path, line_of(text, line)),
            variable=variable,
        )
        yield Result(
            "dockerfile-arg", Status.NOTE, message, (), _("docker run -e {variable} passes it on", variable=variable)
        )


def _last_stage(text: str) -> Iterator[dockerfile.Instruction]:
    """Yield the instructions of the image itself: those of the stages that it is built on are not followed."""
    every = list(dockerfile.instructions(text))
    last = max((number for number, each in enumerate(every) if each.word == "FROM"), default=0)
    yield from every[last:]


def _names(given: str) -> Iterator[str]:
    yield from (word.partition("=")[0] for word in given.split())


def _is_empty(variable: str, env: dockerfile.Instruction, arguments: set[str], text: str) -> bool:
    """Tell whether an ``ENV`` sets a variable to nothing: as it is written, or since what it refers to is not there."""
    if re.search(_EMPTY.format(re.escape(variable)), env.given.text):
        return True
    for entry in dockerfile.of_instruction(text, env, "env"):
        if entry.own_name == variable and (match := _REFERENCE.fullmatch(entry.value)):
            return match["name"] not in arguments and not match["default"]
    return False


def _left_out(place: Place) -> Iterator[Result]:
    try:
        lines = place.text(place.root / ".dockerignore").splitlines()
    except UNREADABLE:
        return
    number = 0
    for each, line in enumerate(lines, 1):
        pattern = line.strip().removeprefix("!").removeprefix("/").removeprefix("**/").rstrip("/")
        if pattern and not pattern.startswith("#") and fnmatchcase(".env", pattern):
            number = 0 if line.strip().startswith("!") else each
    if number:
        where = place.shown(place.root / ".dockerignore", number)
        message = _("{place}: .env is not in the image, so that load_dotenv() finds none there", place=where)
        repair = _("leave it out, and pass it on: docker run --env-file .env, or env_file: .env")
        yield Result("dockerignore", Status.NOTE, message, (), repair)
