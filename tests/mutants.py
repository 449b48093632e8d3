"""Mutate the rules and what is known about OpenRouter, in a copy: ``python tests/mutants.py FOLDER``.

mutmut passes decorated functions by, and all checks are decorated: in the copy they are decorated by a call below them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIED = ("flake8_openrouter", "tests", "docs", "examples", "README.md", "CHANGELOG.md", "LICENSE", "action.yml")
DECORATED = re.compile(r"^@(rule\(.*\))\n(def )check(\(.*?)(?=\n\n\n|\Z)", re.MULTILINE | re.DOTALL)

#: The tests that say what a rule finds, says and fixes; the others run the same code, but for another reason.
TESTS = ("test_fixtures", "test_messages", "test_openrouter", "test_rules", "test_regressions", "test_editing")
TESTS += ("test_editing_calls", "test_editing_imports", "test_verifying", "test_fixing", "test_fixing_places")

#: What is mutated.
MUTATED = ("rules/", "openrouter/api.py", "openrouter/keys.py")

SETTINGS = f"""
[tool.mutmut]
source_paths = [{", ".join(f'"flake8_openrouter/{path}"' for path in MUTATED)}]
pytest_add_cli_args_test_selection = [{", ".join(f'"tests/{name}.py"' for name in TESTS)}]
also_copy = [{", ".join(f'"{name}"' for name in COPIED)}]
"""


def copy(folder: Path) -> None:
    """Copy the project to a folder, with checks that mutmut sees."""
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    # mutmut runs the tests in processes of its own, and asks each which mutants it meets.
    project = (ROOT / "pyproject.toml").read_text().replace(" -n logical", "")
    (folder / "pyproject.toml").write_text(project + SETTINGS)
    for file in (folder / "flake8_openrouter" / "rules").glob("opr*.py"):
        text, count = DECORATED.subn(r"\2_check\3\n\n\ncheck = \1(_check)", file.read_text())
        assert count == 1, file
        file.write_text(text)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    copy(place)
    run = subprocess.run([sys.executable, "-m", "mutmut", "run", "--max-children", "2"], cwd=place, check=False)
    subprocess.run([sys.executable, "-m", "mutmut", "results"], cwd=place, check=True)
    sys.exit(run.returncode)
