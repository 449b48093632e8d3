"""What the documents say of measurements is drawn from what was measured, and ours are what the tests measure."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest
import scanners_table
import shape_files

from flake8_openrouter.command.main import main

pytestmark = pytest.mark.alike

MEASURED = scanners_table.MEASURED.read_text(encoding="utf-8")


def test_the_readme_has_the_table_that_is_drawn() -> None:
    document = scanners_table.README.read_text(encoding="utf-8")
    assert "| flake8-openrouter |" in document
    assert scanners_table.drawn(document, MEASURED) == document, "run: python docs/scanners_table.py"


def test_the_page_has_a_row_for_each_figure() -> None:
    figures = [figure["what"] for figure in json.loads(MEASURED)["figures"]]
    page = (scanners_table.DOCS / "benchmarks.md").read_text(encoding="utf-8")
    drawn = page.partition("<!-- figures: begin -->")[2].partition("<!-- figures: end -->")[0]
    assert [line.split(" | ")[0].removeprefix("| ") for line in drawn.splitlines() if line.startswith("| ")] == [
        "what",
        *figures,
    ]


def _finds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.chdir(folder)
    return main(("check", "--isolated", "--no-cache", "-q", ".")) == 1


def test_our_row_is_what_our_command_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shape_files.write(tmp_path)
    row = scanners_table.rows(MEASURED)["flake8-openrouter"]
    for kind, column in (("keys", "shapes found, of 26"), ("none", "false ones, of 5")):
        folders = sorted((tmp_path / kind).iterdir())
        assert len(folders) == int(column.rpartition(" ")[2])
        assert sum(_finds(folder, monkeypatch) for folder in folders) == row[column]


def test_a_scanner_that_was_not_asked_has_an_empty_cell() -> None:
    def figure(what: str, value: float) -> dict[str, object]:
        return {"what": what, "found": {"value": value}}

    figures = [figure("scanner a: shapes", 3), figure("scanner a: seconds", 0.12345), figure("scanner b: seconds", 2.0)]
    measured = json.dumps({"figures": [figure("start", 1), *figures]})
    assert scanners_table.drawn("x<!-- scanners: begin -->old<!-- scanners: end -->y", measured) == (
        "x<!-- scanners: begin -->\n| scanner | shapes | seconds |\n|---|---|---|\n| a | 3 | 0.123 |\n| b |  | 2 |\n"
        "<!-- scanners: end -->y"
    )


def test_the_model_is_the_one_that_its_measurements_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a model that is known be found again, whatever the sizes are, and the page have what is drawn."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(Path(__file__).parents[1])])
    fleet_model = importlib.import_module("benchmarks.fleet_model")
    known = fleet_model.Model(2.0, 0.03, 0.01, 0.008)
    sizes = ((10, 0.4, 50), (60, 2.2, 300), (150, 5.4, 750), (20, 9.0, 1600), (4, 250.0, 40))
    runs = [fleet_model.Measured(*size, known.seconds((1.0, *size)), 70.0, 1.0, 1.0) for size in sizes]
    assert fleet_model.fitted(runs) == pytest.approx(known)
    page = (scanners_table.DOCS / "fleet.md").read_text(encoding="utf-8")
    drawn = page.partition("<!-- model: begin -->")[2].partition("<!-- model: end -->")[0]
    assert drawn.count("\n| ") == 1 + len(fleet_model.SHAPES) + 1 + 3
