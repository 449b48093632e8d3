"""The options that an SDK's client is given, by the ways that its row names them with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from flake8_openrouter.languages.javascript.inference import functions
from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator
from flake8_openrouter.languages.javascript.inference.values import Absent, Entry, Expression, Object, Value, Values
from flake8_openrouter.model import Text

_ARGUMENT = re.compile(r"\[(\d)\]\.?")


class Given(NamedTuple):
    """An option that is given: the way to it, its values, and the entry that has it, None for an argument itself."""

    path: str
    value: Expression
    values: Values
    entry: Entry | None

    @property
    def name(self) -> str:
        """The way as a message says it."""
        return shown(self.path)

    @property
    def texts(self) -> tuple[Text, ...]:
        return tuple(value for value in self.values if isinstance(value, Text))


def shown(path: str) -> str:
    """Return how a message calls an option."""
    return _ARGUMENT.sub("", path, count=1) or "the key"


class Options:
    """The arguments of a call that builds a client. ``complete``: what is not given is certainly not given."""

    def __init__(self, evaluator: Evaluator, call: Expression, *, model_first: bool = False) -> None:
        self._evaluator = evaluator
        self._arguments = functions.given(call)
        self._spread = any(each.node.type == "spread_element" for each in self._arguments)
        self._first = 0
        self._values: dict[str, Values] = {}
        if model_first and len(self._arguments) > 1 and not any(isinstance(each, Object) for each in self._of(0)):
            self._first = 1

    def get(self, paths: Sequence[str]) -> Given | None:
        """Return the first of some options that is given something other than nothing."""
        found = [given for path in paths for given in self._given(path)]
        return next((given for given in found if not all(isinstance(each, Absent) for each in given.values)), None)

    def all(self, paths: Sequence[str]) -> list[Given]:
        """Return all that is given of some options."""
        return [given for path in paths for given in self._given(path)]

    def may_have(self, path: str) -> bool:
        """Tell whether an option may be given, by its name: one that is in another is not looked for."""
        return "." in path or path in self._names

    @cached_property
    def _names(self) -> frozenset[str | None]:
        return frozenset(entry.key for each in self.objects("") for entry in each.entries)

    def is_complete(self, paths: Sequence[str]) -> bool:
        """Tell whether some options can't be given in a way that is not seen."""
        objects = {"", *map(self._object_of, paths)} if paths else set()
        return not self._spread and all(map(self._is_whole, objects))

    def may_lack(self, paths: Sequence[str]) -> bool:
        """Tell whether each of some options that is given is given in one way of several, and not in another."""
        given = [path for path in paths if next(self._given(path), None) is not None]
        return bool(given) and all(map(self._is_in_one_way, given))

    def _is_in_one_way(self, path: str) -> bool:
        around, _, name = path.rpartition(".")
        if not name or name.startswith("["):
            return False
        values = self._at(around)
        lacks = any(isinstance(each, Absent) or (isinstance(each, Object) and not each.under(name)) for each in values)
        return lacks or (bool(around) and self._is_in_one_way(around))

    def objects(self, path: str) -> list[Object]:
        """Return the objects that an option can be; those of the options themselves for no path."""
        return [value for value in self._at(path) if isinstance(value, Object)]

    def _is_whole(self, path: str) -> bool:
        values = self._at(path)
        return all(isinstance(each, Absent) or (isinstance(each, Object) and _is_closed(each)) for each in values)

    def _object_of(self, path: str) -> str:
        """Return the way to the object that has an option."""
        return path.rpartition(".")[0] if "." in path else (path if path.startswith("[") else "")

    def _given(self, path: str) -> Iterator[Given]:
        around, _, name = path.rpartition(".")
        if not name or name.startswith("["):
            number = int(name[1:-1])
            if number < len(self._arguments):
                yield Given(path, self._arguments[number], self._of(number), None)
            return
        seen: set[int] = set()
        for each in self.objects(around):
            for entry in each.under(name):
                if entry.node.id not in seen:
                    seen.add(entry.node.id)
                    yield Given(path, entry.value, self._values_of(entry.value), entry)

    def _values_of(self, value: Expression) -> Values:
        is_getter = value.node.type == "method_definition"
        return (self._evaluator.unknown(value),) if is_getter else self._evaluator.evaluate(value)

    def _at(self, path: str) -> Values:
        """Return what an option can be, or an argument."""
        if path not in self._values:
            self._values[path] = tuple(self._found(path))
        return self._values[path]

    def _found(self, path: str) -> Iterator[Value]:
        argument = _ARGUMENT.match(path)
        if not path or (argument and argument.end() == len(path)):
            yield from self._of(int(argument[1]) if argument else self._first)
            return
        around, _, name = path.rpartition(".")
        for each in self.objects(around):
            entries = each.under(name)
            for entry in entries:
                yield from self._evaluator.evaluate(entry.value)

    def _of(self, number: int) -> Values:
        return self._evaluator.evaluate(self._arguments[number]) if number < len(self._arguments) else ()


def _is_closed(value: Object) -> bool:
    return value.complete and all(entry.key is not None for entry in value.entries)
