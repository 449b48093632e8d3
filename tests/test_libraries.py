"""The rows of the HTTP libraries are what the installed packages take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
import signatures
from signatures import Told

from flake8_openrouter.languages.python.libraries import configs, http, sdks, telling, variables
from flake8_openrouter.languages.python.libraries.http_libraries import LIBRARIES
from flake8_openrouter.languages.python.libraries.http_library import Library

pytestmark = pytest.mark.alike

#: What takes the arguments that a library's own callables hand on as ``**kwargs``.
REST = {
    "urllib3": (
        "urllib3.HTTPConnectionPool",
        "urllib3.HTTPConnectionPool.urlopen",
        "urllib3.connection.HTTPSConnection",
    ),
    "aiohttp": ("aiohttp.ClientSession._request",),
    "curl_cffi": ("curl_cffi.requests.session.BaseSession",),
}

#: The arguments that may be given in their place, by what they are given to: functions and constructors, methods.
CALLED = {
    **{name: row.signature.positional for name, row in http.FUNCTIONS.items()},
    **{name: row.session.positional for name, row in http.HTTP_CLIENTS.items()},
}
METHODS = {
    name: {f"{name}.{method}": signature.positional for method, signature in row.library.methods.items()}
    for name, row in http.HTTP_CLIENTS.items()
}
NAMES = (*CALLED, *chain.from_iterable(METHODS.values()), *chain.from_iterable(REST.values()))

by_row = pytest.mark.parametrize("row", LIBRARIES, ids=[row.name for row in LIBRARIES])


def told(name: str) -> Told:
    """Return what the installed package says of a callable; skips the test where it is not there."""
    found = signatures.told(NAMES)[name]
    if found.missing:
        pytest.skip(found.missing)
    return found


@pytest.mark.parametrize("name", CALLED)
def test_positional_arguments_stand_where_the_package_has_them(name: str) -> None:
    wanted = {name: CALLED[name], **(METHODS.get(name, {}) if told(name).is_class else {})}
    assert {each: told(each).positional[: len(wanted[each])] for each in wanted} == wanted


@by_row
def test_a_library_takes_the_arguments_of_its_row(row: Library) -> None:
    every = signatures.told(NAMES)
    own = [name for name in (*row.functions, *row.sessions) if name.startswith(f"{row.name}.")]
    own += [method for name in own if every[name].is_class for method in METHODS.get(name, ())]
    taken = {name for each in (*own, *REST.get(row.name, ())) for name in every[each].taken}
    if not taken:
        pytest.skip(f"{row.name} is not installed")
    wanted = {*row.roles, *row.harmless, *row.checking, *row.completing, *row.connecting}
    assert wanted - taken == set()


def test_no_library_has_what_another_has() -> None:
    every = chain.from_iterable((row.name, *row.functions, *row.sessions) for row in LIBRARIES)
    assert [name for name, count in Counter(every).items() if count > 1] == []


def test_a_librarys_own_argument_means_what_its_row_says() -> None:
    library = Library("odd", roles={"payload": "body", "auth": "query"}, harmless=("params",))
    roles = http.roles(library)
    named = {name: roles.get(name, "") for name in ("payload", "auth", "params", "headers", "mode")}
    assert named == {"payload": "body", "auth": "query", "params": "", "headers": "headers", "mode": ""}
    assert [http.is_known(library, name) for name in ("payload", "params", "mode")] == [True, True, False]


def test_the_comparison_tells_what_is_taken() -> None:
    def old(url: str, *, json: Any = None) -> None: ...

    class Model:
        model_fields: ClassVar = {"key": SimpleNamespace(alias="api_key")}

    assert signatures.positional(old) == ["url"]
    assert signatures.taken(old) == {"url", "json"}
    assert signatures.taken(Model) == {"key", "api_key"}


@pytest.mark.parametrize("names", [http.FUNCTIONS, http.HTTP_CLIENTS, http.SENDING, sdks.SDKS])
def test_a_call_of_what_a_table_has_is_looked_at(names: Iterable[str]) -> None:
    assert {name.rpartition(".")[2] for name in names} <= telling.NAMES


def test_a_call_that_is_given_what_tells_it_is_looked_at() -> None:
    assert sdks.DERIVING | configs.LAST_NAMES | variables.TAKING | {"__init__"} <= telling.NAMES
    assert {*sdks.UNKNOWN_SDK.keys, *configs.ARGUMENTS, "headers"} <= telling.ARGUMENTS


def test_each_sdk_is_found_by_its_words() -> None:
    assert all(any(word in name.lower() for word in sdks.WORDS) for name in sdks.SDKS)
