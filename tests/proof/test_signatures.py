"""The rows of the SDKs are what the installed packages take."""

from __future__ import annotations

import pytest
import signatures
from sdk_sources import named

from flake8_openrouter.languages.python.libraries.sdks import SDKS


@pytest.mark.parametrize("dotted", SDKS)
def test_an_sdk_takes_the_arguments_of_its_row(dotted: str) -> None:
    told, sdk = signatures.told(tuple(SDKS))[dotted], SDKS[dotted]
    if told.missing:
        pytest.skip(told.missing)
    if "**" not in told.rest:
        assert named(sdk) - told.taken == set()
    if "*" not in told.rest:
        assert told.positional[: len(sdk.positional)] == sdk.positional
