"""What all checks look at: the world, the code, and the values that each of its languages finds here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from flake8_openrouter.doctor import places
from flake8_openrouter.doctor.code import Code, Sent
from flake8_openrouter.doctor.places import DOTENV, Found
from flake8_openrouter.doctor.results import Kind
from flake8_openrouter.doctor.winning import Winner, winner
from flake8_openrouter.doctor.world import World
from flake8_openrouter.model.environment_file import EnvironmentFile
from flake8_openrouter.openrouter import api

PYTHON, JAVASCRIPT, SHELL = "python", "javascript", "shell"

#: The families of languages, whose programs have the same files loaded.
_FAMILIES = {"python": PYTHON, "notebook": PYTHON, "javascript": JAVASCRIPT, "markup": JAVASCRIPT, "shell": SHELL}
_READ_BY = {"npm-dotenv": JAVASCRIPT, "node": JAVASCRIPT}


class Resolved(NamedTuple):
    """What a request or client would send as its key: the winner of the variable that it takes.

    ``is_fallback``: it is the variable that the client reads by itself, since nothing else gives it a key.
    """

    sent: Sent
    winner: Winner
    is_fallback: bool = False

    @property
    def is_fine(self) -> bool:
        return self.winner.held is not None and self.winner.held.holding.usable


class Subject:
    """What is looked at; each answer is found once."""

    def __init__(self, world: World, code: Code) -> None:
        self.world, self.code = world, code
        self._found: dict[str, Found] = {}

    def found(self, family: str) -> Found:
        """Return the places in which programs of a family of languages find values."""
        if family not in self._found:
            loads = [load for load in self.code.loads if _READ_BY.get(load.reader, PYTHON) == family]
            libraries = self.code.libraries if family == PYTHON else frozenset()
            self._found[family] = places.find(self.world, loads, libraries)
        return self._found[family]

    @property
    def every_place(self) -> Iterator[tuple[str, Found]]:
        """Yield what each family finds, of those that the code has."""
        families = {_FAMILIES[each.language] for each in self.code.sent} or {PYTHON}
        return ((family, self.found(family)) for family in sorted(families, reverse=True))

    @cached_property
    def resolved(self) -> tuple[Resolved, ...]:
        """What each request and client would send, of those of which it can be told."""
        found = (self._resolved(each) for each in self.code.sent if each.is_known and (each.reads or each.fallback))
        return tuple(each for each in found if each is not None)

    def _resolved(self, sent: Sent) -> Resolved | None:
        """Return what would be sent; None where a default in the source is."""
        found = self.found(_FAMILIES[sent.language])
        for read in sent.reads:
            first = winner(read.name, found)
            if first.held is not None and not (read.has_default and first.held.holding.kind is Kind.EMPTY):
                return Resolved(sent, first)
        if sent.reads and sent.reads[-1].has_default:
            return None
        if sent.fallback:
            own = winner(sent.fallback, found)
            if own.held is not None:
                return Resolved(sent, own, is_fallback=True)
        return Resolved(sent, Winner(sent.reads[0].name if sent.reads else sent.fallback, None), not sent.reads)

    @cached_property
    def unloaded(self) -> places.Place | None:
        """The ``.env`` file of the folder, if nothing in the code loads it."""
        path = str(self.world.folder / DOTENV)
        loaded = {place.path for _, found in self.every_place for place in found.places}
        load = EnvironmentFile("python-dotenv", str(self.world.folder), 0)
        if path in loaded:
            return None
        return next((place for place in places.find(self.world, [load]).places if place.path == path), None)

    @property
    def set_anywhere(self) -> Iterator[Winner]:
        """Yield the winners of OpenRouter's variables that are set in the environment or in the folder's file."""
        own = (self.unloaded,) if self.unloaded is not None else ()
        found = self.found(PYTHON)
        found = found._replace(places=(*found.places, *own))
        return (won for name in api.VARIABLES if (won := winner(name, found)).held is not None)

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The variables that the code reads keys from; the documented one where it reads none."""
        return tuple(self.code.variables) or (api.VARIABLES[0],)


def family_of(sent: Sent) -> str:
    return _FAMILIES[sent.language]
