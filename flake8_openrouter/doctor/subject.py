"""What all checks look at: the world, the code, and the values that each of its languages finds here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.doctor import places
from flake8_openrouter.doctor.code import Code
from flake8_openrouter.doctor.places import DOTENV, Found, Place
from flake8_openrouter.doctor.results import Kind
from flake8_openrouter.doctor.sent import Read, Sent
from flake8_openrouter.doctor.winning import Winner, winner
from flake8_openrouter.doctor.world import World
from flake8_openrouter.languages.settings import paths
from flake8_openrouter.model.environment_file import EnvironmentFile
from flake8_openrouter.openrouter import api

PYTHON, JAVASCRIPT, SHELL = "python", "javascript", "shell"

#: The families of languages, whose programs have the same files loaded.
_FAMILIES = {"python": PYTHON, "notebook": PYTHON, "javascript": JAVASCRIPT, "markup": JAVASCRIPT, "shell": SHELL}
_READ_BY = {"npm-dotenv": JAVASCRIPT, "node": JAVASCRIPT, "shell": SHELL}
#: Readers that put what they find into the environment when they are called.
_CALLED = ("python-dotenv", "python-dotenv-override", "environs")


#: How a file is called that was to be ``.env``, and its most.
_NEARLY = (".env.txt", "env.txt", "env", ".env.bak")
_OF_DIRENV = ".envrc"
_MOST_FILES = 20


class Resolved(NamedTuple):
    """What a request or client would send as its key: the winner of the variable that it takes.

    ``is_fallback``: it is the variable that the client reads by itself, since nothing else gives it a key. ``instead``
    is another variable's, which the code would take after it, and that is a key. ``missed`` is the call that loads
    files too late.
    """

    sent: Sent
    winner: Winner
    is_fallback: bool = False
    instead: Winner | None = None
    missed: str = ""

    @property
    def wanted(self) -> str:
        """The variable that is to have the key: the code's own before that which a client reads by itself."""
        return self.sent.reads[0].name if self.sent.reads else self.winner.variable

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

    def found_by(self, sent: Sent) -> Found:
        """Return the places in which one program finds values: what it loads itself, and what is loaded above it.

        A program that loads no file may be called by each of those that do.
        """
        family = _FAMILIES[sent.language]
        loads = [load for load in self.code.loads if _READ_BY.get(load.reader, PYTHON) == family]
        own = {os.path.dirname(load.program) for load in loads if self.world.shown(load.program) == sent.path}
        if not own:
            return self.found(family)
        folder = next(iter(own))
        mine = [load for load in loads if Path(folder).is_relative_to(os.path.dirname(load.program))]
        if len(mine) == len(loads):
            return self.found(family)
        key = f"{family}:{folder}"
        if key not in self._found:
            self._found[key] = places.find(self.world, mine, self.code.libraries if family == PYTHON else frozenset())
        return self._found[key]

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
        found = self.found_by(sent)
        if any(read.stored for read in sent.reads) or not self.code.written.isdisjoint(sent.variables):
            return None
        if any(_is_made(name, found) for name in sent.variables):
            return None
        for number, read in enumerate(sent.reads):
            first = winner(read.name, _seen_by(read, found), _made(read))
            if first.held is not None and not (read.has_default and first.held.holding.kind is Kind.EMPTY):
                later = [winner(each.name, found, _made(each)) for each in sent.reads[number + 1 :]]
                instead = next((each for each in later if each.held is not None and each.held.holding.usable), None)
                return Resolved(sent, first, instead=instead)
        if sent.reads and sent.reads[-1].has_default:
            return None
        if sent.fallback:
            own = winner(sent.fallback, found)
            if own.held is not None:
                return Resolved(sent, own, is_fallback=True)
        wanted = sent.reads[0].name if sent.reads else sent.fallback
        missed = next((read.missed for read in sent.reads if read.missed), "")
        has_it = missed and winner(wanted, found).held is not None
        return Resolved(sent, Winner(wanted, None), not sent.reads, missed=missed if has_it else "")

    @cached_property
    def unloaded(self) -> tuple[Place, ...]:
        """The files of variables in the folder that nothing in the code loads, ``.env`` first; no examples."""
        folder = self.world.folder
        loaded = {place.path for _, found in self.every_place for place in found.places}
        try:
            names = sorted(os.listdir(folder), key=lambda name: (name != DOTENV, name))
        except OSError:
            return ()
        files = [name for name in names if _is_dotenv(name) and str(folder / name) not in loaded]
        loads = [EnvironmentFile("python-dotenv", str(folder), 0, name) for name in files[:_MOST_FILES]]
        return tuple(place for place in places.find(self.world, loads).places if place.path)

    @property
    def set_anywhere(self) -> Iterator[Winner]:
        """Yield the winners of OpenRouter's variables that are set in the environment or in the folder's file."""
        found = self.found(PYTHON)
        found = found._replace(places=(*found.places, *self.unloaded))
        return (won for name in api.VARIABLES if (won := winner(name, found)).held is not None)

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The variables that the code reads keys from; the documented one where it reads none."""
        return tuple(self.code.variables) or (api.VARIABLES[0],)


def _is_made(name: str, found: Found) -> bool:
    """Tell whether a place has a value for a variable that only running a command would tell."""
    values = (place.values.get(name) for place in found.places)
    return any(value is not None and value.text is None for value in values)


def _made(read: Read) -> Callable[[str], str]:
    """Return what makes of a variable's value what the code sends as the key."""
    return lambda text: _sent_of(text, read)


def _sent_of(text: str, read: Read) -> str:
    text = text.strip() if read.strips else text
    return text.removeprefix(api.SCHEME) if read.with_scheme else text


def _seen_by(read: Read, found: Found) -> Found:
    """Return the places that a read sees: not those that are loaded only after it."""
    if not read.missed:
        return found
    seen = tuple(place for place in found.places if place.reader not in _CALLED)
    return found._replace(places=seen)


def _is_dotenv(name: str) -> bool:
    """Tell whether a file is one of variables that somebody may have meant, by its name."""
    is_one = paths.is_dotenv(name) or name.lower() in _NEARLY
    return is_one and not paths.is_example(name) and name != _OF_DIRENV


def family_of(sent: Sent) -> str:
    return _FAMILIES[sent.language]
