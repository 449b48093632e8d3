"""Which value wins: compared with what python-dotenv really leaves in the environment."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from unittest import mock

import dotenv
from doctor_scenarios import KEY, OTHER
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flake8_openrouter.doctor import places
from flake8_openrouter.doctor.winning import winner
from flake8_openrouter.doctor.world import World
from flake8_openrouter.model.environment_file import EnvironmentFile

VALUES = ("", "your-key", KEY, OTHER, f'"{KEY}"', f"'{OTHER} '", f"{KEY} # mine", f"{KEY}#", "${B}", "${B:-x}", "$B")
LINES = st.builds("{}={}\n".format, st.sampled_from(("K", "K", "B", "export K", "# K")), st.sampled_from(VALUES))
FILES = st.lists(st.lists(LINES, max_size=3).map("".join), min_size=1, max_size=3)
ENVIRONMENT = st.dictionaries(st.sampled_from(("K", "B")), st.sampled_from(("", "your-key", KEY, OTHER)))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES, st.lists(st.booleans(), min_size=3, max_size=3), ENVIRONMENT)
def test_the_winner_is_what_python_dotenv_leaves(
    tmp_path: Path, files: list[str], overriding: list[bool], environment: dict[str, str]
) -> None:
    loads = []
    for number, (text, overrides) in enumerate(zip(files, overriding, strict=False)):
        (tmp_path / f"{number}.env").write_text(text)
        reader = "python-dotenv-override" if overrides else "python-dotenv"
        loads.append(EnvironmentFile(reader, str(tmp_path / "app.py"), number, f"{number}.env", overrides=overrides))
    with mock.patch.dict(os.environ, environment, clear=True):
        for number, overrides in enumerate(overriding[: len(files)]):
            dotenv.load_dotenv(tmp_path / f"{number}.env", override=overrides)
        real = os.environ.get("K")
    held = winner("K", places.find(World(environment, tmp_path), loads)).held
    assert (held and held.holding.digest) == (None if real is None else sha256(real.encode()).hexdigest())
