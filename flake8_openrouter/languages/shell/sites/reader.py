"""From a tree to sites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.shell.inference.values import Values
from flake8_openrouter.languages.shell.sites import environments, keys, outputs, requests, settings
from flake8_openrouter.languages.shell.sites.context import Context
from flake8_openrouter.languages.shell.sites.runs import runs
from flake8_openrouter.model import Site

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Settings
    from flake8_openrouter.languages.trees.source import Source


def read(source: Source, given: Settings) -> Iterable[Site]:
    """Return what the rules ask for."""
    return list(_sites(Context(Values(source, given.env_names), given)))


def _sites(context: Context) -> Iterator[Site]:
    for run in runs(context.values):
        yield from requests.sites(context, run)
    # What is shown is known to be the key by what was sent.
    yield from outputs.sites(context)
    yield from keys.sites(context)
    yield from settings.sites(context)
    yield from environments.sites(context)
