"""The rows of the SDKs are what their packages' sources say; ``nox --session signatures`` downloads these."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sdk_sources import Sources, named

from flake8_openrouter.languages.python.libraries import sdks
from flake8_openrouter.languages.python.libraries.sdk import Extra
from flake8_openrouter.languages.python.libraries.sdks import SDKS

pytestmark = pytest.mark.alike

#: The folder of the packages' sources; without one nothing is compared.
FOLDER = os.environ.get("SDK_SOURCES", "")

#: Arguments that the sources take in a way that no signature tells.
TAKEN_OTHERWISE = {
    "langchain_litellm.ChatLiteLLM": {"base_url"},  # a validator puts it under the name of the field
    "langchain_litellm.LiteLLMEmbeddings": {"base_url"},
    "autogen.LLMConfig": {"api_key", "base_url", "api_type", "config_list"},  # of ag2 before 0.10
    "autogen.llm_config.LLMConfig": {"api_key", "base_url", "api_type", "config_list"},
}

PACKAGE = {
    "made/__init__.py": """
from typing import TYPE_CHECKING, overload
from .clients import Client as Renamed
from .models import *
import made.clients

_LATE = {"Late": ".clients", "Later": ("made.clients", "Later")}
Other = Renamed
""",
    "made/clients.py": """
from .base import Base

class Client(Base):
    def __init__(self, model, *, api_key=None, **kwargs):
        super().__init__(**kwargs)

    @classmethod
    def create(cls, platform, url=None): ...

class Late(Base): ...
class Later(Base):
    def __init__(self, token, **rest):
        self.rest = rest
""",
    "made/base.py": """
class Base:
    def __init__(self, base_url=None, timeout=None): ...
""",
    "made/models.py": """
from typing import overload
from pydantic import BaseModel, Field

class Settings(BaseModel):
    key: str = Field(default="", alias="api_key")
    model: str = ""

@overload
def register(provider): ...
@overload
def register(provider, scope): ...
def register(provider, scope=None, *, api_key=None): ...
""",
}


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    for name, text in PACKAGE.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return Sources(tmp_path)


@pytest.mark.parametrize(
    ("dotted", "positional", "taken", "rest"),
    [
        ("made.Renamed", ("model",), {"model", "api_key", "base_url", "timeout"}, ()),
        ("made.Other", ("model",), {"model", "api_key", "base_url", "timeout"}, ()),
        ("made.made.clients.Client", ("model",), {"model", "api_key", "base_url", "timeout"}, ()),
        ("made.Renamed.create", ("platform", "url"), {"platform", "url"}, ()),
        ("made.Late", ("base_url", "timeout"), {"base_url", "timeout"}, ()),
        ("made.Later", ("token",), {"token"}, ("**",)),
        ("made.Settings", ("*",), {"key", "api_key", "model"}, ("*",)),
        ("made.register", ("provider", "scope"), {"provider", "scope", "api_key"}, ()),
    ],
)
def test_the_reader_finds_what_is_taken(
    sources: Sources, dotted: str, positional: tuple[str, ...], taken: set[str], rest: tuple[str, ...]
) -> None:
    told = sources.told(dotted)
    assert (told.positional, told.taken, told.rest) == (positional, taken, rest)


def test_the_reader_says_what_is_not_there(sources: Sources) -> None:
    assert sources.told("made.Nothing").missing == "the made that is there has no made.Nothing"
    assert sources.told("unmade.Client").missing == "unmade is not there"


@pytest.fixture(scope="module")
def packages() -> Sources:
    return Sources(Path(FOLDER))


@pytest.mark.skipif(not FOLDER, reason="no sources of packages are there")
@pytest.mark.parametrize("dotted", SDKS)
def test_a_row_is_what_the_source_takes(packages: Sources, dotted: str) -> None:
    told, sdk = packages.told(dotted), SDKS[dotted]
    if told.missing:
        pytest.skip(told.missing)  # a path of older releases
    if "**" not in told.rest:
        assert named(sdk) - told.taken - TAKEN_OTHERWISE.get(dotted, set()) == set()
    if sdk.extra is not Extra.UNKNOWN:
        assert "**" not in told.rest
        assert (sdks.KEY_NAMES | sdks.ENDPOINT_NAMES) & told.taken <= sdk.taken
    if "*" not in told.rest:
        assert told.positional[: len(sdk.positional)] == sdk.positional


@pytest.mark.skipif(not FOLDER, reason="no sources of packages are there")
def test_most_rows_are_compared(packages: Sources) -> None:
    missing = [dotted for dotted in SDKS if packages.told(dotted).missing]
    assert len(missing) < len(SDKS) / 5, missing
