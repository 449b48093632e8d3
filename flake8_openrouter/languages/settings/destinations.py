"""Where the keys of settings are sent: to the URL beside them, else to the service that their names tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter.languages.settings import references, tools
from flake8_openrouter.languages.settings.entries import Entry, Path
from flake8_openrouter.languages.settings.groups import Group
from flake8_openrouter.languages.settings.names import Meaning, Role, meaning
from flake8_openrouter.model import ALONE, Base, Destination, Document, Endpoint, Fact, Place, Reach, Text
from flake8_openrouter.openrouter import api, destinations
from flake8_openrouter.openrouter.destinations import Surroundings, Url

#: A value that says that a service is OpenRouter, or that a model is one of its.
_OURS = re.compile(r"open[-_]?router(?:[/:].*|[-_ ]?ai)?", re.IGNORECASE)
#: Secrets that are named after OpenRouter, and are no keys of its API.
_OTHER_SECRET = re.compile(
    r"webhook|session|client|proxy|cookie|jwt|encrypt|sign|oauth|csrf|admin|master|salt|hash|internal|cron|password"
)

#: Who else sees a variable that the program reads by its name, and may make another URL of.
_READ = Reach(("a program reads it by its name",))


class _Setting(NamedTuple):
    """A URL, and what it is for."""

    entry: Entry
    known: Meaning
    url: Text


class Endpoints:
    """The URLs in a document's settings. ``is_read`` tells whether a program reads a variable by its name."""

    def __init__(
        self, groups: Sequence[Group], document: Document, gateways: tuple[str, ...], is_read: Callable[[str], bool]
    ) -> None:
        self._document, self._is_read = document, is_read
        self._surroundings = Surroundings(gateways, "", any_scope=False)
        self._settings: dict[Path, list[_Setting]] = {
            group.path: [
                _Setting(entry, known, references.of_entry(entry, document, ALONE))
                for entry, known in group.of_role(Role.ENDPOINT)
            ]
            for group in groups
        }

    def facts(self, group: Group) -> Iterator[Fact]:
        """Yield the endpoints of OpenRouter's, and those that are mistaken for it."""
        for setting in self._settings[group.path]:
            url = destinations.parse(setting.url)
            if url is None:
                continue
            wanted = tools.wanted(setting.entry.path, group.around)
            destination = destinations.judge([setting.url], self._surroundings)
            if destination.official or url.host in api.STRANGERS:
                reach = self._reach(setting.entry, wanted, url)
                text = references.of_entry(setting.entry, self._document, reach)
                yield Endpoint(text, wanted.base, text.span, destination)

    def _reach(self, entry: Entry, wanted: tools.Wanted, url: Url) -> Reach:
        """Return who else sees a URL: what is no API of OpenRouter's is wrong whoever reads it."""
        is_wrong_anyhow = url.host != api.HOST or f"{url.path}/".startswith("/v1/")
        is_variable = wanted.base is not Base.REQUEST and not wanted.tool
        return _READ if is_variable and not is_wrong_anyhow and self._is_read(entry.own_name) else ALONE

    def of_key(self, group: Group, entry: Entry, known: Meaning, env_names: frozenset[str]) -> Destination | None:
        """Return where a key is sent; None where nothing tells that it may be OpenRouter."""
        evidence = _evidence(group, entry, known, env_names)
        urls = self._beside(group, entry, known)
        if urls:
            destination = destinations.judge(urls, self._surroundings, evidence)
            return destination if destination.likely else None
        return Destination(Place.OPENROUTER, "", evidence) if evidence else None

    def _beside(self, group: Group, entry: Entry, known: Meaning) -> list[Text]:
        settings = self._settings[group.path]
        same = [setting.url for setting in settings if setting.known.stem == known.stem]
        if same or not group.path or len(settings) != 1 or entry.own_name.isupper():
            return same
        # One URL and one key in a mapping belong together, whatever the one of them is called.
        return [settings[0].url] if "" in (known.stem, settings[0].known.stem) else []

    def around(self, group: Group) -> Destination | None:
        """Return where the mapping is sent that one with headers is in."""
        urls = [setting.url for setting in self._settings.get(group.path[:-1], ())]
        return destinations.judge(urls, self._surroundings) if urls else None


def _evidence(group: Group, entry: Entry, known: Meaning, env_names: frozenset[str]) -> str:
    """Return what says that a key is OpenRouter's: its name, that of its mapping, or the service beside it."""
    name = entry.own_name
    if name in env_names or (api.mentions(name) and not _OTHER_SECRET.search(known.stem)):
        return f"named {name}"
    if not known.stem and api.mentions(next(group.names, "")):
        return f"within {next(group.names)}"
    for service, other in group.of_role(Role.SERVICE):
        if other.stem == known.stem and _OURS.fullmatch(service.value):
            return f"beside {service.own_name}"
    around = group.around[1:2] if not known.stem else ()
    names = (name for values in around for name, value in values.items() if _OURS.fullmatch(value))
    return next((f"beside {name}" for name in names if meaning(name).role is Role.SERVICE), "")
