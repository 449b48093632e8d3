"""Where a report may be written: of what is there only an earlier report is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import BARE, project, write

from flake8_openrouter.command.main import main
from flake8_openrouter.command.usage import FAILED, FOUND
from flake8_openrouter.reports import FORMATS

__all__ = ["project"]

#: What somebody wrote, and a run without findings would not find out about.
KEPT = {
    "package.json": '{"name": "flake8"}\n',
    "conf.json": '{"code": 1}\n',
    "README.md": "# A\n",
    ".env": "A=1\n",
    "a.yaml": "- a\n",
    "pyproject.toml": "[tool.flake8-openrouter]\n",
}


@pytest.mark.parametrize(
    "name", ["report.json", "report.sarif", "report.xml", "report.txt", "report.md", "report.yaml"]
)
def test_a_report_of_any_name_is_written(name: str, project: Path) -> None:
    write(project, {"app.py": BARE})
    assert main(("check", "--output-file", name)) == FOUND
    assert "OPR301" in (project / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("program", [BARE, "x = 1\n"], ids=["findings", "none"])
@pytest.mark.parametrize("format_name", ["json", "json-lines", "sarif", "gitlab", "rdjson"])
def test_an_earlier_report_is_overwritten(format_name: str, program: str, project: Path) -> None:
    assert format_name in FORMATS
    write(project, {"app.py": program})
    asked = ("check", "--output-format", format_name, "--output-file", "report.json")
    codes = [main(asked) for _ in range(2)]
    assert FAILED not in codes


@pytest.mark.parametrize(("name", "text"), KEPT.items())
def test_what_is_no_report_is_kept(name: str, text: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {name: text, "app.py": BARE})
    assert main(("check", "--output-file", name)) == FAILED
    assert (project / name).read_text(encoding="utf-8") == text
    assert f"{name} is there, and no report: --output-file would overwrite it" in capsys.readouterr().err
