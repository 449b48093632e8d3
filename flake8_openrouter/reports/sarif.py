"""``sarif``: SARIF 2.1.0 as GitHub's code scanning reads it. Lines and columns count from 1, columns in characters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from flake8_openrouter._version import __version__
from flake8_openrouter.languages import of_text
from flake8_openrouter.model import Finding, Replacement, Severity
from flake8_openrouter.openrouter import keys
from flake8_openrouter.project import not_rules
from flake8_openrouter.project.not_rules import NOT_RULES
from flake8_openrouter.reports import Report
from flake8_openrouter.reports.entries import HOME, TOOL, Entry, entries, position, worst_first
from flake8_openrouter.rules import _pages
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.rules._rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

#: GitHub takes no file with more.
MOST_RESULTS = 25_000

ROOT = "%SRCROOT%"
_FINGERPRINT = "flake8OpenRouter/v1"
KEY_FINGERPRINT = "openRouterKeySha256/v1"
_ABOUT_THE_KEY = (
    f"`{keys.key_link('<SHA-256 of the key>')}`, which the result names, opens an issued key for its signed-in "
    "owner, and says nothing to anybody else: revoke it there."
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.STYLE: "note"}

#: Scores of GitHub's scale for mistakes that make a request fail; those that give a key away have their own.
_SCORES = {Severity.ERROR: 3.9, Severity.WARNING: 2.5, Severity.STYLE: 0.5}


def render(report: Report) -> Iterator[str]:
    """Yield the log, in pieces of no certain size."""
    found = list(entries(report))
    kept = worst_first(found)[:MOST_RESULTS] if len(found) > MOST_RESULTS else found
    codes = {entry.finding.code for entry in kept}
    rules = [*map(described, all_rules()), *(_not_a_rule(code) for code in NOT_RULES if code in codes)]
    indexes = {str(rule["id"]): index for index, rule in enumerate(rules)}
    run = {
        "tool": tool(rules),
        "invocations": [_invocation(len(found) - len(kept))],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the project that was checked."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\r", "\n"],
        "results": [_result(entry, indexes) for entry in kept],
    }
    yield from log([run])


def log(runs: Sequence[object]) -> Iterator[str]:
    """Yield a log of some runs, in pieces of no certain size."""
    yield from json.JSONEncoder(indent=2).iterencode({"$schema": SCHEMA, "version": "2.1.0", "runs": runs})
    yield "\n"


def tool(rules: Sequence[object]) -> dict[str, object]:
    """Return what a run says of this package."""
    return {"driver": {"name": TOOL, "version": __version__, "informationUri": HOME, "rules": rules}}


def described(rule: Rule) -> dict[str, object]:
    """Return what a log says of a rule."""
    page = _pages.page(rule)
    is_security = rule.score is not None
    return {
        "id": rule.code,
        "name": _pascal(rule.name),
        "shortDescription": {"text": _sentence(page.title)},
        "fullDescription": {"text": page.sections["What it does"]},
        "helpUri": _pages.url(rule),
        "help": {
            "text": _help(page, lambda path: "{}", names_key=rule.leaks_key),
            "markdown": _help(page, _fenced, names_key=rule.leaks_key),
        },
        "defaultConfiguration": {"enabled": rule.default, "level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["authentication", "security" if is_security else "correctness"],
            "security-severity": _shown(_SCORES[rule.severity] if rule.score is None else rule.score),
            "problem.severity": {Severity.STYLE: "recommendation"}.get(rule.severity, rule.severity.value),
        },
    }


def _fenced(path: str) -> str:
    """Return a template for the code of a file as Markdown shows it."""
    language = of_text(path)
    return f"```{language.name}\n{{}}\n```"


def _not_a_rule(code: str) -> dict[str, object]:
    name, description = NOT_RULES[code]
    text = {"text": description}
    return {
        "id": code,
        "name": _pascal(name),
        "shortDescription": text,
        "fullDescription": text,
        "helpUri": _pages.module_url(not_rules.__name__),
        "help": {**text, "markdown": description},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["correctness"], "security-severity": _shown(_SCORES[Severity.ERROR])},
    }


def _shown(score: float) -> str:
    return f"{score:.1f}"


def _help(page: _pages.Page, code: Callable[[str], str], *, names_key: bool) -> str:
    """Return a page; ``code`` makes a template for the program that a file is."""
    parts = []
    for heading, text in page.sections.items():
        path = page.file(heading)
        parts.append(f"## {heading}\n\n{code(path).format(text) if path else text}")
    if names_key:
        parts.append(f"## The key\n\n{_ABOUT_THE_KEY}")
    return "\n\n".join(parts) + "\n"


def _result(entry: Entry, indexes: dict[str, int]) -> dict[str, object]:
    finding = entry.finding
    location = {"artifactLocation": _artifact(entry), "region": _region(finding, finding.span.start, finding.span.end)}
    fingerprints = {_FINGERPRINT: entry.fingerprint}
    text = f"{entry.message}."
    if entry.key_link:
        fingerprints[KEY_FINGERPRINT] = finding.key_hash
        text += f" The key: {entry.key_link}"
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": indexes[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": location, **_in_cell(finding)}],
        "partialFingerprints": fingerprints,
    }
    return {**result, "fixes": [_fix(entry)]} if entry.replacements else result


def _in_cell(finding: Finding) -> dict[str, object]:
    """Return where in a notebook a finding is; nothing for another file."""
    section = finding.nearest.section
    if section is None:
        return {}
    return {"logicalLocations": [{"name": section.name, "fullyQualifiedName": finding.where, "kind": "module"}]}


def _fix(entry: Entry) -> dict[str, object]:
    safety = entry.finding.fix.safety.value if entry.finding.fix else ""
    changed = {
        "artifactLocation": _artifact(entry),
        "replacements": [_replacement(entry.finding, item) for item in entry.replacements],
    }
    return {"description": {"text": f"{safety.capitalize()} fix of {entry.name}."}, "artifactChanges": [changed]}


def _replacement(finding: Finding, item: Replacement) -> dict[str, object]:
    return {"deletedRegion": _region(finding, item.start, item.end), "insertedContent": {"text": item.text}}


def _artifact(entry: Entry) -> dict[str, object]:
    if entry.uri.startswith("file:"):
        return {"uri": entry.uri}
    return {"uri": entry.uri, "uriBaseId": ROOT}


def _region(finding: Finding, start: int, end: int) -> dict[str, int]:
    first, last = position(finding.span.document, start), position(finding.span.document, end)
    return {"startLine": first.line, "startColumn": first.column, "endLine": last.line, "endColumn": last.column}


def _invocation(left_out: int) -> dict[str, object]:
    if not left_out:
        return {"executionSuccessful": True}
    text = f"GitHub takes {MOST_RESULTS} results: the worst are here, {left_out} left out."
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}],
    }


def _pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("-"))


def _sentence(text: str) -> str:
    """Return a text with a capital and a full stop."""
    return text[:1].upper() + text[1:].rstrip(".") + "."
