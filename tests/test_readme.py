"""What the README draws from the rules is up to date."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from flake8_openrouter.rules._registry import all_rules

pytestmark = pytest.mark.alike

PROJECT = Path(__file__).parent.parent


def test_the_table_of_rules_is_drawn_from_their_pages() -> None:
    spec = importlib.util.spec_from_file_location("rules_table", PROJECT / "docs" / "rules_table.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    readme = script.README.read_text(encoding="utf-8")
    assert script.drawn(readme) == readme, "run: python docs/rules_table.py"
    assert script.table().count("\n") == len(all_rules()) + 1
