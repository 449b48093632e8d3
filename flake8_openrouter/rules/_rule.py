"""How a rule is declared."""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import Enum
from typing import Any, NamedTuple

from flake8_openrouter.model import Fact, Finding, Severity

#: Languages of files that hold settings, by their names.
SETTINGS = ("dockerfile", "dotenv", "ini", "json", "makefile", "toml", "yaml")


class Tag(Enum):
    """What is more to be said of what a rule finds, as the language server protocol numbers it."""

    UNNECESSARY = 1
    DEPRECATED = 2


Check = Callable[[Any], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule: ``facts`` are the types of fact its check wants, ``page`` its documentation.

    ``default``: it runs unless it is ignored. ``leaks_key``: its findings are keys in the source, named by their label,
    which whoever reads the source has. ``lies_on_key``: a finding's place is a key, or a part of one, so what is
    there is masked wherever something is shown. ``score`` is how grave it is on GitHub's scale (from 9 critical, from 7
    high, from 4 medium), for a mistake that gives a key away; None for one that makes a request fail. In documents of
    the languages ``off_in``, or embedded in one, it runs only if its full code is asked for, in those ``not_in`` never;
    in those ``on_in`` it runs by default, whatever it does elsewhere. ``tag``: what it finds does nothing, or is what a
    library no longer has.
    """

    code: str
    name: str
    severity: Severity
    default: bool
    facts: tuple[type, ...]
    check: Check
    page: str
    leaks_key: bool = False
    lies_on_key: bool = False
    score: float | None = None
    off_in: frozenset[str] = frozenset()
    not_in: frozenset[str] = frozenset()
    on_in: frozenset[str] = frozenset()
    tag: Tag | None = None

    def findings(self, fact: Fact) -> Iterator[Finding]:
        for finding in self.check(fact):
            milder = max(self.severity, finding.severity, key=list(Severity).index)
            yield replace(finding, code=self.code, severity=milder)


def rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    default: bool = True,
    leaks_key: bool = False,
    lies_on_key: bool = False,
    score: float | None = None,
    off_in: Iterable[str] = (),
    not_in: Iterable[str] = (),
    on_in: Iterable[str] = (),
    tag: Tag | None = None,
) -> Callable[[Check], Rule]:
    """Declare a rule; the annotation of the check's parameter says which facts it is asked about.

    What a rule says of itself is said here and nowhere else: see ``Rule``. One that ``leaks_key`` also ``lies_on_key``.
    """

    def declare(check: Check) -> Rule:
        module = importlib.import_module(check.__module__)
        (wanted,) = (text for argument, text in check.__annotations__.items() if argument != "return")
        facts = tuple(getattr(module, name) for name in wanted.split(" | "))
        lies = lies_on_key or leaks_key
        off, never, always = frozenset(off_in), frozenset(not_in), frozenset(on_in)
        page = module.__doc__ or ""
        places = (off, never, always)
        return Rule(code, name, severity, default, facts, check, page, leaks_key, lies, score, *places, tag)

    return declare
