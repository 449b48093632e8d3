"""The action for GitHub: its steps' scripts, run by bash as a runner runs them, and what pre-commit is told."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import BARE, BARE_FOUND, LEAK, MENDED, PROJECT, unmeasured, write

from flake8_openrouter.command.main import parser
from flake8_openrouter.languages.trees.grammars import EXTRA

pytestmark = pytest.mark.alike

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the scripts are bash's")

#: Makes what stands for an environment: pip installs nothing there, all else is the interpreter of the tests. Neither
#: may be started in the checked folder, whose modules would be taken for Python's own.
PYTHON = f"""\
#!/bin/bash
case "$PWD" in */work) exit 99 ;; esac
if [ "$2" = venv ]; then
    mkdir -p "$3/bin"
    printf '%s\\n' '#!/bin/bash' 'if [ "$2" = pip ]; then printf "%s\\n" "$@" > "$INSTALLED"; exit; fi' \\
        {shlex.quote(f'exec {shlex.quote(sys.executable)} "$@"')} > "$3/bin/python"
    chmod +x "$3/bin/python"
fi
"""

ACTION: dict[str, Any] = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))


@dataclass
class Job:
    """What a job comes to: the exit code, what it wrote to the log, and the values of the step that uploads."""

    code: int = 0
    log: str = ""
    uploaded: dict[str, str] | None = None
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)


def job(folder: Path, **inputs: str) -> Job:
    """Run the action's steps in ``folder/work``, as a runner does: after a failure only what says ``always()``."""
    given = {name: str(item["default"]) for name, item in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    for name in ("work", "temp", "tools"):
        (folder / name).mkdir(exist_ok=True)
    write(folder, {"tools/python": PYTHON, "env": "", "output": ""})
    (folder / "tools/python").chmod(0o755)
    ran = Job(outputs={"python": {"python-path": str(folder / "tools/python")}})
    for step in ACTION["runs"]["steps"]:
        wanted = str(step.get("if", ""))
        if (ran.code and "always()" not in wanted) or not _holds(wanted, ran, given):
            continue
        if "upload-sarif" in step.get("uses", ""):
            ran.uploaded = {name: _filled(value, ran, given) for name, value in step["with"].items()}
        if "run" in step:
            _run(step, folder, ran, given)
    return ran


def _run(step: dict[str, Any], folder: Path, ran: Job, given: dict[str, str]) -> None:
    assert step["shell"] == "bash"
    assert "${{" not in step["run"]
    (folder / "script").write_text(step["run"], encoding="utf-8")
    written = dict(line.split("=", 1) for line in (folder / "env").read_text(encoding="utf-8").splitlines())
    environment = {
        **unmeasured(),
        **written,
        **{name: _filled(value, ran, given) for name, value in step.get("env", {}).items()},
        "RUNNER_TEMP": str(folder / "temp"),
        "GITHUB_ENV": str(folder / "env"),
        "GITHUB_OUTPUT": str(folder / "output"),
        "INSTALLED": str(folder / "installed"),
    }
    result = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", folder / "script"],
        cwd=folder / "work",
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    ran.code, ran.log = result.returncode or ran.code, ran.log + result.stdout + result.stderr
    lines = (folder / "output").read_text(encoding="utf-8").splitlines()
    ran.outputs[step.get("id", "")] = dict(line.split("=", 1) for line in lines)


def _filled(text: str, ran: Job, given: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda match: _value(match[1], ran, given), text)


def _value(name: str, ran: Job, given: dict[str, str]) -> str:
    kind, _, rest = name.partition(".")
    if kind == "inputs":
        return given[rest]
    if kind == "steps":
        step, _, output = rest.partition(".outputs.")
        return ran.outputs.get(step, {}).get(output, "")
    assert name == "github.action_path"
    return str(PROJECT)


def _holds(condition: str, ran: Job, given: dict[str, str]) -> bool:
    """Tell whether all parts of a condition hold: ``always()``, and comparisons of a value with a text."""
    for part in filter(None, condition.split(" && ")):
        match = re.fullmatch(r"([\w.-]+) (==|!=) '(.*)'", part)
        assert match or part == "always()"
        if match and (_value(match[1], ran, given) == match[3]) is not (match[2] == "=="):
            return False
    return True


def found(ran: Job) -> set[str]:
    """Return the files in which something was found."""
    return {line.partition(":")[0] for line in ran.log.splitlines() if " OPR" in line}


def test_by_itself_it_checks_the_folder_and_annotates(tmp_path: Path) -> None:
    write(tmp_path / "work", {"app.py": BARE})
    ran = job(tmp_path)
    assert ran.code == 1
    assert ran.log.startswith("::error ")
    assert "file=app.py,line=7," in ran.log
    assert ran.uploaded is None
    assert (tmp_path / "installed").read_text(encoding="utf-8").splitlines()[-1] == f"{PROJECT}[{EXTRA}]"
    write(tmp_path / "work", {"app.py": MENDED})
    assert job(tmp_path, version="==9.9").code == 0
    assert (tmp_path / "installed").read_text(encoding="utf-8").splitlines()[-1] == f"flake8-openrouter[{EXTRA}]==9.9"


#: What is given as paths, and what of TREE is checked.
TREE = ("src/a.py", "a b/c d.py", "e.py", "-x.py", "$(touch made).py", "*.py", "f;touch made.py")
PATHS = {
    "one": ("src", {"src/a.py"}),
    "several on a line": ("src e.py", {"src/a.py", "e.py"}),
    "one a line": ("src\ne.py\n", {"src/a.py", "e.py"}),
    "with a space": ("a b\ne.py\n", {"a b/c d.py", "e.py"}),
    "with spaces, one file": ("a b/c d.py", {"a b/c d.py"}),
    "both kinds": ("a b\nsrc  e.py", {"a b/c d.py", "src/a.py", "e.py"}),
    "empty lines, and indented": ("\n  src\n\n\te.py  \n\n", {"src/a.py", "e.py"}),
    "lines of another system": ("a b\r\nsrc\r\n", {"a b/c d.py", "src/a.py"}),
    "without a line end": ("src\na b", {"src/a.py", "a b/c d.py"}),
    "nothing": ("", set(TREE)),
    "the default": (".", set(TREE)),
    "like an option": ("-x.py\n", {"-x.py"}),
    "like a command": ("$(touch made).py\n", {"$(touch made).py"}),
    "like two commands": ("f;touch made.py", {"f;touch made.py"}),
    "like a pattern": ("*.py", {"*.py"}),
}


@pytest.mark.parametrize(("given", "checked"), PATHS.values(), ids=PATHS)
def test_paths(given: str, checked: set[str], tmp_path: Path) -> None:
    write(tmp_path / "work", dict.fromkeys(TREE, BARE))
    ran = job(tmp_path, paths=given, output_format="concise")
    assert {path.removeprefix("./") for path in found(ran)} == checked
    assert ran.code == 1
    assert {path.name for path in (tmp_path / "work").iterdir()} == {path.partition("/")[0] for path in TREE}


@pytest.mark.parametrize(
    "given",
    [
        "--fix",
        "src --fix",
        "src\n--fix-only\n",
        "--write-baseline=b.json",
        "-",
        "$(touch made)",
        "`touch made`",
        "; touch made",
        "a && touch made",
    ],
)
def test_paths_are_neither_options_nor_commands(given: str, tmp_path: Path) -> None:
    write(tmp_path / "work", {"src/app.py": BARE})
    ran = job(tmp_path, paths=given, output_format="concise")
    assert ran.code == 2
    assert "No such file or directory" in ran.log
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["src"]
    assert (tmp_path / "work/src/app.py").read_text(encoding="utf-8") == BARE


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ("", {"OPR101", "OPR301"}),
        ("--select OPR1", {"OPR101"}),
        ("--select OPR1\n--extend-select OPR3\n", {"OPR101", "OPR301"}),
        ("\n  --select   OPR3  \n\n", {"OPR301"}),
        ("--ignore\r\nOPR1\r\n", {"OPR301"}),
        ("--config *.toml", {"OPR101"}),
    ],
)
def test_arguments(given: str, codes: set[str], tmp_path: Path) -> None:
    write(tmp_path / "work", {"app.py": BARE, "leak.py": LEAK, "*.toml": 'select = ["OPR1"]\n', "b.toml": "wrong"})
    ran = job(tmp_path, arguments=given, output_format="concise")
    assert {line.split()[1] for line in ran.log.splitlines()} == codes


@pytest.mark.parametrize(
    "given", ["$(touch made)", "`touch made`", "; touch made", "--select OPR1; touch made", '"$(touch made)"']
)
def test_arguments_are_no_commands(given: str, tmp_path: Path) -> None:
    write(tmp_path / "work", {"app.py": MENDED})
    assert job(tmp_path, arguments=given).code == 2
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["app.py"]


@pytest.mark.parametrize("name", ["flake8_openrouter/__init__.py", "argparse.py", "gc.py", "encodings/__init__.py"])
def test_no_module_of_the_checked_folder_runs(name: str, tmp_path: Path) -> None:
    write(tmp_path / "work", {name: "open('ran', 'w')\n", "app.py": BARE})
    ran = job(tmp_path, output_format="concise")
    assert (ran.log, ran.code) == (BARE_FOUND, 1)
    assert not list(tmp_path.rglob("ran"))


@pytest.mark.parametrize(
    ("inputs", "files", "code", "where"),
    [
        ({}, {"app.py": BARE}, 1, "temp/flake8-openrouter.sarif"),
        ({"output_format": "github"}, {"app.py": MENDED}, 0, "temp/flake8-openrouter.sarif"),
        ({"output_file": "a b.sarif"}, {"app.py": BARE}, 1, "work/a b.sarif"),
        ({"arguments": "--exit-zero"}, {"app.py": BARE}, 0, "temp/flake8-openrouter.sarif"),
        ({"arguments": "--exit-zero", "paths": "app.py\nmissing.py"}, {"app.py": BARE}, 2, ""),
        ({"arguments": "--selct"}, {"app.py": BARE}, 2, ""),
        ({"output_file": "old.sarif", "arguments": "--selct"}, {"old.sarif": "{}"}, 2, ""),
        ({"upload_sarif": "false", "output_file": "a.txt"}, {"app.py": BARE}, 1, ""),
    ],
)
def test_the_report_is_uploaded_where_asked(
    inputs: dict[str, str], files: dict[str, str | bytes], code: int, where: str, tmp_path: Path
) -> None:
    write(tmp_path / "work", files)
    ran = job(tmp_path, **{"upload_sarif": "true", **inputs})
    assert ran.code == code
    if not where:
        assert ran.uploaded is None
        return
    assert ran.uploaded is not None
    assert ran.uploaded["category"] == "flake8-openrouter"
    assert tmp_path / "work" / ran.uploaded["sarif_file"] == tmp_path / where
    (run,) = json.loads((tmp_path / where).read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["OPR301"] * (files["app.py"] == BARE)


def test_every_input_is_used_and_every_variable_is_given() -> None:
    text = (PROJECT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", text)) == set(ACTION["inputs"])
    for step in ACTION["runs"]["steps"]:
        assert set(step.get("env", {})) <= set(re.findall(r"\$\{?(\w+)", step.get("run", "")))


def test_what_pre_commit_runs_is_understood() -> None:
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in hooks} == {"flake8-openrouter", "flake8-openrouter-fix"}
    for hook in hooks:
        assert hook["types"] == ["text"]
        assert hook["additional_dependencies"] == [f".[{EXTRA}]"]
        program, *arguments = hook["entry"].split()
        assert program == "flake8-openrouter"
        assert parser().parse_args([*arguments, "a.py"]).fix is hook["id"].endswith("-fix")
