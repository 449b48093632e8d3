"""Requests that a program sends."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.model import Site


def sites(context: Context) -> Iterator[Site]:
    """Yield the requests of a file."""
    return iter(())
