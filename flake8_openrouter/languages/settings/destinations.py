"""Where the keys of settings are sent: to the URL beside them, else to the service that their names tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from flake8_openrouter.languages.settings import references, tools
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.settings.groups import Group
from flake8_openrouter.languages.settings.names import Meaning, Role
from flake8_openrouter.languages.settings.sharing import Shared
from flake8_openrouter.model import ALONE, Base, Destination, Document, Endpoint, Fact, Place, Reach, Text
from flake8_openrouter.openrouter import api, destinations
from flake8_openrouter.openrouter.destinations import Surroundings, Url
from flake8_openrouter.openrouter.variable_names import snake

#: A value that says that a service is OpenRouter, or that a model is one of its.
_OURS = re.compile(r"open[-_]?router(?:[/:].*|[-_ ]?ai)?", re.IGNORECASE)
#: Secrets that are named after OpenRouter, and are no keys of its API.
_OTHER_SECRET = re.compile(
    r"webhook|session|client|proxy|cookie|jwt|encrypt|sign|oauth|csrf|admin|master|salt|hash|internal|cron|password"
)

#: Names of mappings that say nothing of a service: what is around them tells it.
_PLAIN_MAPPING = re.compile(
    r"(?:\w+_)?(?:settings?|config|configuration|options|params|args|kwargs|auth|authentication|credentials?|client|llm"
    r"|connection|properties|env|environment|data|spec|default|chat)"
)

#: URLs for one thing that are compared, and words of what one is for.
_SEVERAL = 8
_PARTED = re.compile(r"(?<=[a-z0-9])_")

#: Who else sees a variable that the program reads by its name, and may make another URL of.
_READ = Reach(("a program reads it by its name",))


class _Known(NamedTuple):
    """What a mapping tells by what each is for: its URLs, and what says that a service is OpenRouter.

    ``further`` has the URLs that are for something of it: that of ``openrouter_proxy`` is one for ``openrouter``.
    ``is_merged``: it has the values of another mapping, where YAML names one.
    """

    urls: dict[str, list[Text]]
    further: dict[str, list[Text]]
    services: dict[str, str]
    is_merged: bool

    @property
    def last_urls(self) -> Iterator[Text]:
        """What holds of each thing's URLs, the last thing first."""
        return (texts[-1] for texts in reversed(self.urls.values()))

    @classmethod
    def of(cls, group: Group, document: Document) -> _Known:
        urls: dict[str, list[Text]] = defaultdict(list)
        for entry, known in group.of_role(Role.ENDPOINT):
            urls[known.stem].append(references.of_entry(entry, document, ALONE))
        further: dict[str, list[Text]] = defaultdict(list)
        for stem, texts in urls.items():
            for end in [match.start() for match in islice(_PARTED.finditer(stem), _SEVERAL)]:
                further[stem[:end]] += texts[-_SEVERAL:]
        is_merged = any(entry.own_name == "<<" for entry in group.entries)
        services = (found for found in group.of_role(Role.SERVICE) if _OURS.fullmatch(found[0].value))
        return cls(
            dict(urls), dict(further), {known.stem: f"beside {entry.own_name}" for entry, known in services}, is_merged
        )


class Endpoints:
    """The URLs in a document's settings. ``is_read`` tells whether a program reads a variable by its name."""

    def __init__(
        self, groups: Sequence[Group], document: Document, gateways: tuple[str, ...], is_read: Callable[[str], bool]
    ) -> None:
        self._document, self._is_read = document, is_read
        self._shared = Shared(document)
        self._surroundings = Surroundings(gateways, "", any_scope=False)
        self._known = {group.path: _Known.of(group, document) for group in groups}

    def facts(self, group: Group) -> Iterator[Fact]:
        """Yield the endpoints of OpenRouter's, and those that are mistaken for it."""
        for entry, _ in group.of_role(Role.ENDPOINT):
            text = references.of_entry(entry, self._document, ALONE)
            url = destinations.parse(text)
            if url is None or tools.is_completed(entry.path):
                continue
            wanted = tools.wanted(entry.path, group.around)
            if entry.own_name in tools.WITHOUT_VERSION and url.path.rstrip("/") == "/api":
                continue
            destination = destinations.judge([text], self._surroundings)
            if destination.official or url.host in api.STRANGERS:
                text = references.of_entry(entry, self._document, self._reach(entry, wanted, url))
                yield Endpoint(text, wanted.base, text.span, destination)

    def _reach(self, entry: Entry, wanted: tools.Wanted, url: Url) -> Reach:
        """Return who else sees a URL: one that nothing answers to is wrong whoever reads it."""
        is_wrong_anyhow = url.host in (f"api.{api.HOST}", *api.STRANGERS) or f"{url.path}/".startswith("/v1/")
        if wanted.base is Base.REQUEST or is_wrong_anyhow:
            return ALONE
        is_read = not wanted.tool and self._is_read(entry.own_name)
        return self._shared.reach(entry).and_of(_READ if is_read else ALONE)

    def of_key(self, group: Group, entry: Entry, known: Meaning, env_names: frozenset[str]) -> Destination | None:
        """Return where a key is sent; None where nothing tells that it may be OpenRouter."""
        evidence = self._evidence(group, entry, known, env_names)
        urls = self._beside(group, entry, known)
        if urls:
            destination = destinations.judge(urls, self._surroundings, evidence)
            if destination.host in api.STRANGERS and evidence:  # it is mistaken for OpenRouter
                return Destination(Place.OPENROUTER, destination.host, evidence)
            return destination if destination.likely else None
        if evidence and self._may_go_elsewhere(group, known):
            return destinations.unknown(self._surroundings, evidence)
        return Destination(Place.OPENROUTER, "", evidence) if evidence else None

    def _beside(self, group: Group, entry: Entry, known: Meaning) -> list[Text]:
        """Return the URLs for a key; of a variable that is set several times the last one holds."""
        urls = self._known[group.path].urls
        if known.stem in urls:
            return urls[known.stem][-_SEVERAL:]
        if not group.path or len(urls) != 1 or entry.own_name.isupper():
            return []
        # One URL and one key in a mapping belong together, whatever the one of them is called.
        ((stem, found),) = urls.items()
        return found[-_SEVERAL:] if "" in (known.stem, stem) else []

    def _may_go_elsewhere(self, group: Group, known: Meaning) -> bool:
        """Tell whether there may be a URL of a proxy or the like, which takes keys of its own."""
        here = self._known[group.path]
        urls = here.further.get(known.stem, [])[-_SEVERAL:] if known.stem else [*islice(here.last_urls, _SEVERAL)]
        return here.is_merged or (bool(urls) and not destinations.judge(urls, self._surroundings).official)

    def around(self, group: Group) -> Destination | None:
        """Return where the mapping is sent that one with headers is in."""
        known = self._known.get(group.path[:-1])
        urls = [url for each in known.urls.values() for url in each[-_SEVERAL:]] if known else []
        return destinations.judge(urls[:_SEVERAL], self._surroundings) if urls else None

    def _evidence(self, group: Group, entry: Entry, known: Meaning, env_names: frozenset[str]) -> str:
        """Return what says that a key is OpenRouter's: its name, that of its mapping, or the service beside it."""
        name = entry.own_name
        if name in env_names or (api.mentions(name) and not _OTHER_SECRET.search(known.stem)):
            return f"named {name}"
        if known.stem in (services := self._known[group.path].services):
            return services[known.stem]
        if known.stem:
            return ""
        within = next(group.names, "")
        if api.mentions(within):
            return f"within {within}"
        if within and not _PLAIN_MAPPING.fullmatch(snake(within)):
            return ""
        around = self._known.get(group.path[:-1]) if len(group.path) > 1 else None  # a whole file has a name as well
        return around.services.get("", "") if around is not None else ""
