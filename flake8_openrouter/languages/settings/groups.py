"""Settings that belong together: the variables of a file, or what one mapping holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flake8_openrouter.languages.settings.entries import Entry, Path
from flake8_openrouter.languages.settings.names import Meaning, Role, meaning
from flake8_openrouter.languages.settings.tools import Values
from flake8_openrouter.openrouter.variable_names import snake

#: Mappings around one that are looked into.
_AROUND = 3


class Group(NamedTuple):
    """The entries of one mapping, in their order; ``around`` are its values, and those of the mappings around it."""

    path: Path
    entries: tuple[Entry, ...]
    around: tuple[Values, ...]

    @property
    def names(self) -> Iterator[str]:
        """The names that lead to the mapping, the nearest first."""
        return (each for each in reversed(self.path) if isinstance(each, str))

    def of_role(self, role: Role) -> Iterator[tuple[Entry, Meaning]]:
        """Yield the entries of a role. Of several by one name the last one holds, and nobody reads the others."""
        last = {entry.own_name: entry for entry in self.entries}
        found = ((entry, meaning(name)) for name, entry in last.items() if name)
        return ((entry, known) for entry, known in found if known.role is role)


def groups(entries: Iterable[Entry]) -> Iterator[Group]:
    """Yield the mappings of a file."""
    mappings: dict[Path, list[Entry]] = defaultdict(list)
    for entry in _named(entries):
        mappings[entry.parent].append(entry)
    values = {path: {snake(entry.own_name): entry.value for entry in each} for path, each in mappings.items()}
    for path, each in mappings.items():
        around = tuple(values.get(path[: len(path) - up], {}) for up in range(min(_AROUND, len(path)) + 1))
        yield Group(path, tuple(each), around)


def names_within(groups: Iterable[Group]) -> dict[Path, set[str]]:
    """Return what is in each mapping by its path: the names of its values, and of the mappings and lists in it."""
    within: dict[Path, set[str]] = defaultdict(set)
    for group in groups:
        within[group.path].update(entry.own_name for entry in group.entries)
        path = group.path
        while path and str(path[-1]) not in within[path[:-1]]:
            within[path[:-1]].add(str(path[-1]))
            path = path[:-1]
    return within


def _named(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries, and for each item of a list that has a name and a value the value by that name."""
    name: Entry | None = None
    for entry in entries:
        yield entry
        if entry.own_name in ("name", "key") and len(entry.path) > 1:
            name = entry
        elif entry.own_name == "value" and name is not None and name.parent == entry.parent:
            yield entry._replace(path=(*entry.parent[:-1], name.value), name=(name.start, name.end))
