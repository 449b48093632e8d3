"""Findings as the protocol has diagnostics: objects of its JSON, which any editor's plugin takes as they are."""

from __future__ import annotations

from functools import cache
from typing import Any

from flake8_openrouter.model import Finding, Severity
from flake8_openrouter.project import not_rules
from flake8_openrouter.project.not_rules import NOT_RULES
from flake8_openrouter.rules import _pages
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.server.checking import Checked
from flake8_openrouter.server.layout import Layout
from flake8_openrouter.server.positions import Range

#: What a diagnostic says that it comes from; what has another one is somebody else's.
SOURCE = "flake8-openrouter"

#: Error, warning and information, as the protocol numbers them.
_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.STYLE: 3}

#: An object of JSON.
Object = dict[str, Any]


def diagnostics(checked: Checked, layout: Layout) -> dict[str, list[Object]]:
    """Return the diagnostics of each text that is shown, by place; none for what is in no text, such as an output."""
    found: dict[str, list[Object]] = {uri: [] for uri in layout.uris}
    for finding in checked.findings:
        if (place := layout.place(*checked.places(finding.span))) is not None:
            found[place.uri].append(diagnostic(finding, place.range))
    return found


def diagnostic(finding: Finding, place: Range) -> Object:
    """Return a finding as a diagnostic. It has no ``data``: there are servers that take it for their own."""
    found: Object = {
        "range": as_object(place),
        "severity": _SEVERITIES[finding.severity],
        "code": finding.code,
        "codeDescription": {"href": page_of(finding.code)},
        "source": SOURCE,
        "message": finding.message,
    }
    tags = _tags().get(finding.code)
    return {**found, "tags": [tags]} if tags else found


def as_object(place: Range) -> Object:
    """Return a range as the protocol writes it."""
    return {"start": place.start._asdict(), "end": place.end._asdict()}


@cache
def page_of(code: str) -> str:
    """Return where a code is explained on the web."""
    if code in NOT_RULES:
        return _pages.module_url(not_rules.__name__)
    return next(_pages.url(rule) for rule in all_rules() if rule.code == code)


@cache
def _tags() -> dict[str, int]:
    """Return the tags that rules have, by code, as the protocol numbers them."""
    return {rule.code: rule.tag.value for rule in all_rules() if rule.tag is not None}
