"""How each reader of ``.env`` files takes them: the same line is not the same value to all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.doctor.readers import compose, decouple, docker, node, python_dotenv, shell
from flake8_openrouter.doctor.readers.scanning import BOM, Assignment, Read, Scanner, Unreadable, Variables
from flake8_openrouter.languages.settings import dotenv

__all__ = ["BOM", "READERS", "Assignment", "Reader", "Unreadable", "Variables"]


class Reader(NamedTuple):
    """A reader by the name that people know; ``folds``: to it names in upper and lower case are the same.

    ``sets``: it puts what it reads into the environment of the process.
    """

    title: str
    read: Read
    folds: bool = False
    sets: bool = True


def _read_by_npm(text: str, environment: Variables) -> Iterator[Assignment]:
    scanner = Scanner(text.removeprefix(BOM))
    for entry in dotenv.read(scanner.text):
        scanner.at = entry.name[0]
        yield Assignment(entry.own_name, entry.value, scanner.line)


READERS: dict[str, Reader] = {
    "python-dotenv": Reader("python-dotenv", python_dotenv.read),
    "python-dotenv-override": Reader("python-dotenv with override=True", python_dotenv.read_overriding),
    "pydantic-settings": Reader("pydantic-settings", python_dotenv.read, folds=True, sets=False),
    "environs": Reader("environs", python_dotenv.read, sets=False),
    "decouple": Reader("python-decouple", decouple.read, sets=False),
    "decouple-ini": Reader("python-decouple", decouple.read_ini, sets=False),
    "npm-dotenv": Reader("npm's dotenv", _read_by_npm),
    "node": Reader("node --env-file", node.read),
    "docker": Reader("docker run --env-file", docker.read),
    "compose-1": Reader("env_file of Compose 1", docker.read_by_first_compose),
    "compose": Reader("Compose 2", compose.read),
    "shell": Reader("a shell's source", shell.read),
}
