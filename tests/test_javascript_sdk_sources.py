"""The rows of JavaScript's SDKs name what their packages have: compared with the packages as they are published.

``nox --session javascript_signatures`` downloads them, each below the folder that ``JAVASCRIPT_SDK_SOURCES`` names, by
the package's name and release. They are read as text, and nothing of them is run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from flake8_openrouter.languages.javascript.libraries import sdks
from flake8_openrouter.languages.javascript.libraries.sdk import Releases, Sdk
from flake8_openrouter.languages.javascript.syntax import packages

SOURCES = Path(os.environ.get("JAVASCRIPT_SDK_SOURCES", "nowhere"))

pytestmark = pytest.mark.skipif(not SOURCES.is_dir(), reason="the packages are downloaded by a session of their own")

#: Packages that hand their options on to another one, or export what another one has.
HANDS_ON = {
    "genkitx-openai": ("openai", "4.104.0"),
    "@genkit-ai/compat-oai": ("openai", "4.104.0"),
    "@posthog/ai": ("openai", "7.57.0"),
    "@llamaindex/openai": ("openai", "5.23.2"),
    "@langchain/openai": ("openai", "7.57.0"),
    "@langchain/anthropic": ("@anthropic-ai/sdk", "1.14.0"),
    "@openai/agents-openai": ("openai", "7.57.0"),
    "langchain": ("@langchain/openai", "0.0.34"),
}

RELEASES = [(package, release) for package, releases in sdks.READ.items() for release in releases]


def folder_name(package: str, release: str) -> str:
    return f"{package.replace('/', '+')}@{release}"


@lru_cache(maxsize=4)
def source(package: str, release: str) -> str:
    """Return all code and declarations of a release, and of what it hands its options on to."""
    folder = SOURCES / folder_name(package, release)
    kinds = (".js", ".mjs", ".cjs", ".d.ts")
    own = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*")) if _is(path, kinds)]
    assert own, f"{package} {release} was not downloaded"
    return "\n".join((*own, source(*HANDS_ON[package]) if package in HANDS_ON else ""))


def _is(path: Path, kinds: tuple[str, ...]) -> bool:
    return path.is_file() and path.name.endswith(kinds)


def rows(package: str, release: str) -> Iterator[tuple[str, Sdk]]:
    """Yield the rows of a release by the names that they are exported by."""
    asked = packages.parsed(release)
    for module, name in sdks.exported():
        row = sdks.find(module, name)
        if package == "openai" and (name == "Configuration") is not release.startswith("3."):
            continue  # the client of openai 4 has another form
        if packages.root(module) == package and row is not None:
            yield name, row.at(asked) if isinstance(row, Releases) else row


def words(row: Sdk) -> set[str]:
    """Return the names of a row's options and variables."""
    paths = {*row.keys, *row.endpoints, *row.headers, *row.exclusive}
    steps = {step for path in paths for step in path.split(".") if not step.startswith("[")}
    return steps | {*row.variables, *row.endpoint_variables}


@pytest.mark.parametrize(("package", "release"), RELEASES)
def test_a_release_has_what_its_rows_name(package: str, release: str) -> None:
    text = source(package, release)
    found = set(re.findall(r"[A-Za-z_]\w*", text))
    lacking = {
        (name, word) for name, row in rows(package, release) for word in words(row) - found - KNOWN.get(package, set())
    }
    assert lacking == set()


@pytest.mark.parametrize(("package", "release"), RELEASES)
def test_a_release_goes_where_its_rows_say(package: str, release: str) -> None:
    text = source(package, release)
    assert {row.host for _, row in rows(package, release) if row.host not in text} == set()


def test_some_release_exports_each_name() -> None:
    missing = []
    for module, name in sdks.exported():
        package = packages.root(module)
        texts = (source(*each) for each in RELEASES if each[0] == package)
        if package in sdks.READ and name != "default" and not any(re.search(rf"\b{name}\b", text) for text in texts):
            missing.append((module, name))
    assert missing == []


#: What a row has for all releases, and only some of them have.
KNOWN: dict[str, set[str]] = {
    "@ai-sdk/openai": {"OPENAI_BASE_URL"},
    "@openrouter/sdk": {"OPENROUTER_BASE_URL"},
    "@langchain/openai": {"OPENAI_API_BASE", "baseUrl"},
    "langchain": {"OPENAI_API_BASE"},
}
