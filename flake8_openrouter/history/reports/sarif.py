"""``sarif``: SARIF 2.1.0 as GitHub's code scanning reads it, a run for each repository.

A result is a key: at the head of a branch where one still has it, else where the earliest commit put it.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from flake8_openrouter.history import known
from flake8_openrouter.history.reports import Report
from flake8_openrouter.history.reports.entries import as_object
from flake8_openrouter.history.reports.text import told
from flake8_openrouter.history.results import KeyHistory, Occurrence, RepositoryHistory
from flake8_openrouter.openrouter.masking import mask, presentable
from flake8_openrouter.reports import sarif
from flake8_openrouter.rules._registry import all_rules

_FINGERPRINT = "flake8OpenRouterHistory/v1"


def render(report: Report) -> Iterator[str]:
    """Yield the log, in pieces of no certain size."""
    yield from sarif.log([_run(repository) for repository in report.histories])


def _run(repository: RepositoryHistory) -> dict[str, object]:
    kept = repository.keys[: sarif.MOST_RESULTS]
    codes = {history.first.hit.code for history in kept}
    rules = [rule for rule in all_rules() if rule.code in codes]
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    return {
        "tool": sarif.tool([sarif.described(rule) for rule in rules]),
        "automationDetails": {"id": f"flake8-openrouter history/{presentable(repository.path)}/"},
        "invocations": [{"executionSuccessful": repository.is_complete}],
        "originalUriBaseIds": {sarif.ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(repository, history, indexes) for history in kept],
    }


def _result(repository: RepositoryHistory, history: KeyHistory, indexes: dict[str, int]) -> dict[str, object]:
    place = _place(history)
    shown = as_object(repository, history)
    return {
        "ruleId": place.hit.code,
        "ruleIndex": indexes[history.first.hit.code],
        "level": "error",
        "message": {"text": f"OpenRouter key {history.key.label} is in the history: {'; '.join(told(history))}."},
        "locations": [{"physicalLocation": _location(place)}],
        "partialFingerprints": {
            _FINGERPRINT: known.fingerprint(history.key),
            sarif.KEY_FINGERPRINT: history.key.digest,
        },
        "properties": {**{name: shown[name] for name in ("first", "last", "heads", "at_head")}},
    }


def _place(history: KeyHistory) -> Occurrence:
    """Return the occurrence that is still at a head, or the first one."""
    paths = {place.path for place in history.heads}
    return next((each for each in history.occurrences if each.path in paths), history.first)


def _location(place: Occurrence) -> dict[str, object]:
    hit, name = place.hit, place.path or b"unknown"
    uri = quote(mask(name.decode(errors="surrogateescape")).encode(errors="surrogateescape"))
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": sarif.ROOT},
        "region": {
            "startLine": hit.line,
            "startColumn": hit.column,
            "endLine": hit.end_line,
            "endColumn": hit.end_column,
        },
    }
