"""How a rule is declared."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple, get_args, get_type_hints

from flake8_openrouter.model import Fact, Finding, Severity

Check = Callable[[Any], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule: ``facts`` are the types of fact its check wants, ``page`` its documentation."""

    code: str
    name: str
    severity: Severity
    default: bool
    facts: tuple[type, ...]
    check: Check
    page: str

    def findings(self, fact: Fact) -> Iterator[Finding]:
        for finding in self.check(fact):
            yield replace(finding, code=self.code, severity=self.severity)


def rule(code: str, name: str, severity: Severity, *, default: bool = True) -> Callable[[Check], Rule]:
    """Declare a rule; the annotation of the check's parameter says which facts it is asked about."""

    def declare(check: Check) -> Rule:
        (wanted,) = (hint for argument, hint in get_type_hints(check).items() if argument != "return")
        page = importlib.import_module(check.__module__).__doc__ or ""
        return Rule(code, name, severity, default, get_args(wanted) or (wanted,), check, page)

    return declare
