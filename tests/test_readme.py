"""What documents draw from commands and rules is up to date."""

from __future__ import annotations

from pathlib import Path

import draw_readme
import pytest
import rules_table

pytestmark = pytest.mark.alike


@pytest.mark.parametrize("path", draw_readme.DOCUMENTS, ids=lambda path: path.parent.name)
def test_commands_print_what_the_document_shows(path: Path) -> None:
    document = path.read_text(encoding="utf-8")
    assert "```console\n$ " in document
    assert draw_readme.drawn(document) == document, "run: python docs/draw_readme.py"


def test_a_block_of_commands_is_drawn_anew() -> None:
    old = "before\n```console\n$ flake8-openrouter --version\nold\n$ flake8 docs/rules_table.py\n```\nafter\n"
    assert draw_readme.drawn(old) == (
        "before\n```console\n$ flake8-openrouter --version\n"
        f"{draw_readme.printed('flake8-openrouter --version')}$ flake8 docs/rules_table.py\n```\nafter\n"
    )


@pytest.mark.parametrize("path", rules_table.DOCUMENTS, ids=lambda path: path.name)
def test_what_is_said_of_the_rules_is_drawn_from_them(path: Path) -> None:
    document = path.read_text(encoding="utf-8")
    assert ": begin -->" in document
    assert rules_table.drawn(document) == document, "run: python docs/rules_table.py"


def test_the_table_has_a_row_for_each_rule() -> None:
    assert rules_table.table().count("| OPR") == len(rules_table.all_rules())
