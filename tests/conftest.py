"""What holds for all tests: a place for caches that is no user's, and how many examples hypothesis tries.

Those are a few hundred in the ordinary run, the same each time, or thousands.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from javascript_edits import Node

#: No deadlines: a slow machine is no mistake.
PHASES = [phase for phase in Phase if phase is not Phase.explain]
settings.register_profile("ordinary", deadline=None, derandomize=True, max_examples=80, database=None, phases=PHASES)
settings.register_profile(
    "thorough",
    deadline=None,
    max_examples=2500,
    print_blob=True,
    phases=PHASES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
settings.load_profile("ordinary")


def pytest_collection_finish() -> None:
    """Leave what was collected, some hundred thousand objects, out of the search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """A process of Node, for all tests of a run that ask it."""
    import javascript_edits

    if not javascript_edits.HAS_NODE:
        pytest.skip("Node is not installed")
    with javascript_edits.node() as process:
        yield process
