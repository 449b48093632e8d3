"""``json``: the whole report as one object, whose names are those of ``fleet/summary.py``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from flake8_openrouter.fleet.summary import Key, Summary

#: Of the format.
VERSION = 1


def render(summary: Summary) -> Iterator[str]:
    """Yield the object."""
    yield json.dumps(_as_object(summary), indent=2) + "\n"


def _as_object(summary: Summary) -> dict[str, Any]:
    return {
        "version": VERSION,
        "totals": asdict(summary.totals),
        "keys": [_key(key) for key in summary.keys],
        "rules": [asdict(rule) for rule in summary.rules],
        "repositories": [asdict(holding) for holding in summary.repositories],
        "owners": [asdict(holding) for holding in summary.owners],
        "findings": [asdict(finding) for finding in summary.findings],
        "changes": asdict(summary.changes) if summary.changes is not None else None,
    }


def _key(key: Key) -> dict[str, Any]:
    return {
        "key_hash": key.key_hash,
        "key_url": key.link,
        "label": key.label,
        "live": key.liveness.state.value,
        "live_reason": key.liveness.reason,
        "since": key.since,
        "at_head": key.at_head,
        "repositories": key.repositories,
        "owners": key.owners,
        "places": [{**asdict(place), "at_head": place.at_head} for place in key.places],
    }
