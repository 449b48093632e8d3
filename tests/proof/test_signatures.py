"""The rows of the SDKs are what the installed packages take."""

from __future__ import annotations

import pytest
import signatures

from flake8_openrouter.languages.python.libraries.sdks import SDKS, Sdk

#: Fields that name arguments of which an SDK has some: where a row has its own, the SDK has all of them.
_USUAL = ("headers", "others", "models", "http_clients")


def named(sdk: Sdk) -> set[str]:
    """Return the arguments that a row says there are."""
    own = (name for field in _USUAL if getattr(sdk, field) != getattr(Sdk(), field) for name in getattr(sdk, field))
    return {*sdk.keys, *sdk.endpoints, *sdk.positional, *sdk.exclusive, *own} | ({sdk.proxy} - {""})


@pytest.mark.parametrize("dotted", SDKS)
def test_an_sdk_takes_the_arguments_of_its_row(dotted: str) -> None:
    told, sdk = signatures.told(tuple(SDKS))[dotted], SDKS[dotted]
    if told.missing:
        pytest.skip(told.missing)
    if "**" not in told.rest:
        assert named(sdk) - told.taken == set()
    if "*" not in told.rest:
        assert told.positional[: len(sdk.positional)] == sdk.positional
