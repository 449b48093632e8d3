"""What the server finds in a folder, and makes of it, is what the command does; by what the project asks for, too."""

from __future__ import annotations

from pathlib import Path

import pytest
import server_command

pytestmark = pytest.mark.alike

#: ``nox --session server`` compares one of 9, and all of them in projects of their own.
_EACH = 193


def test_examples(tmp_path: Path) -> None:
    server_command.write_examples(tmp_path)
    assert server_command.compare(tmp_path)


def test_projects_that_ask_for_something(tmp_path: Path) -> None:
    server_command.write_configured(tmp_path, each=_EACH)
    assert server_command.compare(tmp_path)
