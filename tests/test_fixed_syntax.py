"""What is fixed is taken by what runs it: Node, the shell, and TypeScript's compiler where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from harness import Project, fixed, projects
from mutation.javascript import JAVASCRIPT
from proof import node_packages

pytestmark = pytest.mark.alike

NODE = Path(__file__).with_name("parsed_by_node.mjs")
SCRIPTS, SHELLS, TYPED = (".js", ".mjs", ".cjs"), (".sh", ".bash", ".zsh"), (".ts", ".mts", ".cts", ".tsx")
#: Types are not looked at, nor packages: what is left is the syntax.
COMPILER = ("--noCheck", "--noEmit", "--skipLibCheck", "--allowImportingTsExtensions", "--jsx", "preserve")
COMPILER += ("--target", "esnext", "--module", "esnext", "--moduleResolution", "bundler")
_REFUSED = re.compile(r"^(?P<file>[^\n(]+)\(\d+,\d+\): error TS1\d{3}:", re.MULTILINE)


@cache
def ours(*suffixes: str) -> tuple[Project, ...]:
    return tuple(project for project in projects() if any(path.endswith(suffixes) for path in project.files))


def written(suffixes: tuple[str, ...], folder: Path) -> Iterator[tuple[Path, Path]]:
    """Write each fixture before and after all its fixes, and yield both files."""
    for number, project in enumerate(ours(*suffixes)):
        home = folder / str(number)
        home.mkdir()
        project.write(home)
        for path, text in project.files.items():
            if path.endswith(suffixes):
                after = home / f"fixed-{Path(path).name}"
                after.write_bytes(fixed(home, path, text, unsafe=True).data)
                yield home / path, after


def assert_taken(pairs: list[tuple[Path, Path]], refused: set[str]) -> None:
    """What is taken before is taken after; some fixtures are broken on purpose."""
    assert pairs
    assert len(refused & {str(before) for before, _ in pairs}) < len(pairs) / 2
    assert not [str(after) for before, after in pairs if str(after) in refused and str(before) not in refused]


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_node_takes_fixed_scripts(tmp_path: Path) -> None:
    pairs = list(written(SCRIPTS, tmp_path))
    command = ["node", "--no-warnings", "--experimental-vm-modules", str(NODE)]
    result = subprocess.run([*command, *map(str, sum(pairs, ()))], capture_output=True, text=True, check=True)
    assert_taken(pairs, {line.partition(": ")[0] for line in result.stdout.splitlines()})


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_takes_fixed_scripts(tmp_path: Path) -> None:
    pairs = list(written(SHELLS, tmp_path))
    refused = {
        str(file) for file in sum(pairs, ()) if subprocess.run(["bash", "-n", file], capture_output=True).returncode
    }
    assert_taken(pairs, refused)


@pytest.mark.skipif(not node_packages.folder(), reason=f"{node_packages.VARIABLE} names no packages")
def test_typescript_takes_fixed_programs_and_those_of_the_mutation(tmp_path: Path) -> None:
    pairs = list(written(TYPED, tmp_path))
    programs = []
    for program in JAVASCRIPT.programs:
        program.write(tmp_path / program.form.program)
        programs += [str(tmp_path / program.form.program / path) for path in program.checked if path.endswith(TYPED)]
    assert len(programs) > 20
    compiler = Path(node_packages.folder()) / "typescript" / "node_modules" / ".bin" / "tsc"
    files = [*map(str, sum(pairs, ())), *programs]
    result = subprocess.run([str(compiler), *COMPILER, *files], cwd=tmp_path, capture_output=True, text=True)
    refused = {str((tmp_path / match["file"]).resolve()) for match in _REFUSED.finditer(result.stdout)}
    assert not refused & set(programs), result.stdout
    assert_taken(pairs, refused)
