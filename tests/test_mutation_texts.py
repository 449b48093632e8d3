"""Programs in JavaScript, TypeScript and the shell: correct ones are silent and run, and fixed ones run again."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from every_rule import WITHOUT_FIX
from mutation import made_up
from mutation.javascript import JAVASCRIPT
from mutation.shell import SHELL
from mutation.texts import Kind, Program, findings, mended
from openrouter.runner import Ran, run
from openrouter.runtimes import NODE
from openrouter.runtimes import SHELL as IN_SHELL
from openrouter.server import Double, running
from proof import node_packages

from flake8_openrouter import languages
from flake8_openrouter.languages.trees.program import TreeProgram
from flake8_openrouter.model import Document
from flake8_openrouter.rules._registry import all_rules

pytestmark = pytest.mark.alike

KINDS = (JAVASCRIPT, SHELL)
PROGRAMS = [(kind, program) for kind in KINDS for program in kind.programs]
NAMES = [program.form.program for _, program in PROGRAMS]
#: What runs a file, or only reads it, by the end of its name.
RUNTIMES = {"cjs": NODE, "js": NODE, "mjs": NODE, "sh": IN_SHELL, "bash": IN_SHELL, "zsh": IN_SHELL}
CHECKS = {"node": ("node", "--check"), "bash": ("bash", "-n")}
NEEDED = {"node": "node", "bash": "curl"}

by_program = pytest.mark.parametrize(("kind", "program"), PROGRAMS, ids=NAMES)
by_run = pytest.mark.parametrize(
    "program", [item for _, item in PROGRAMS if item.form.runs], ids=lambda item: item.form.program
)


@pytest.fixture(scope="module")
def double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    with running(tmp_path_factory.mktemp("double")) as started:
        yield started


def runs_with(path: str) -> str:
    """Return the command that runs a file, or nothing for one that is none."""
    runtime = RUNTIMES.get(path.rpartition(".")[2])
    return runtime.command[0] if runtime else ""


def executed(program: Program, double: Double, folder: Path) -> Ran:
    """Run a program; one whose runtime or client is not on the machine is skipped."""
    path = program.form.runs
    runtime = RUNTIMES[path.rpartition(".")[2]]
    for needed in (runtime.command[0], NEEDED[runtime.command[0]]):
        if shutil.which(needed) is None:
            pytest.skip(f"{needed} is not installed")
    program.write(folder)
    (folder / "key.txt").write_text(f"{double.keys.valid}\n", encoding="utf-8")
    environment = {"OPENROUTER_API_KEY": double.keys.valid, "OPENAI_API_KEY": double.keys.openai}
    return run(program.files[path], double, folder, environment, runtime=replace(runtime, file=path))


def is_answered(ran: Ran, double: Double) -> bool:
    """Tell whether a program ended well, sent the valid key and nothing else, and had 200 for each request."""
    sent = {value for seen in ran.seen for _, value in seen.credentials}
    statuses = {seen.status for seen in ran.seen}
    return (ran.returncode, statuses, {value[7:] for value in sent}) == (0, {200}, {double.keys.valid})


def assert_answered(ran: Ran, double: Double) -> None:
    assert is_answered(ran, double), double.keys.named(ran.errors)


def errors(path: str, text: str) -> int:
    """Return how many nodes of a file its grammar does not take; 0 where none reads it as a whole."""
    program = languages.of_text(path).program(Document(path, text), None)
    return program.source.errors() if isinstance(program, TreeProgram) else 0


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder.name)
def test_every_program_has_a_form_and_every_mistake_a_place(kind: Kind) -> None:
    assert sorted(folder.name for folder in kind.folder.iterdir()) == [form.program for form in kind.forms]
    names = [mutant.name for mutant in kind.mutants()]
    assert len(set(names)) == len(names)
    assert {mutant.operator for mutant in kind.mutants()} == set(kind.operators)
    assert {rule.code for rule in all_rules()} >= {operator.code for operator in kind.operators}


def test_there_are_programs_enough() -> None:
    assert len(JAVASCRIPT.forms) >= 25
    assert len(SHELL.forms) >= 10


def test_no_made_up_key_is_in_a_file() -> None:
    texts = (text for _, program in PROGRAMS for text in program.files.values())
    assert not [text for text in texts if made_up.LIVE in text]


@by_program
def test_a_correct_program_is_silent(kind: Kind, program: Program, tmp_path: Path) -> None:
    program.write(tmp_path)
    assert list(findings(program, tmp_path)) == []


@pytest.mark.parametrize("command", CHECKS)
def test_what_runs_correct_programs_takes_them(command: str, tmp_path: Path) -> None:
    if shutil.which(command) is None:
        pytest.skip(f"{command} is not installed")
    taken = 0
    for _, program in PROGRAMS:
        folder = tmp_path / program.form.program
        program.write(folder)
        for path in (path for path in program.checked if runs_with(path) == command):
            result = subprocess.run([*CHECKS[command], path], cwd=folder, capture_output=True, text=True)
            assert result.returncode == 0, result.stderr
            taken += 1
    assert taken > 5


@by_program
def test_a_grammar_takes_correct_programs_and_their_mutants(kind: Kind, program: Program) -> None:
    for path, text in program.files.items():
        assert errors(path, text) == 0
    mutants = [mutant for mutant in kind.mutants() if mutant.program == program]
    for mutant in random.Random(program.form.program).sample(mutants, 8):
        assert errors(mutant.path, mutant.text) == 0, mutant.name


@by_run
def test_a_correct_program_is_answered(program: Program, double: Double, tmp_path: Path) -> None:
    assert_answered(executed(program, double, tmp_path), double)


@pytest.mark.skipif(not node_packages.folder(), reason="it takes a minute: it is run with the proof")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder.name)
def test_mistakes_are_mistakes(kind: Kind, double: Double, tmp_path: Path) -> None:
    """Of each operator one mutant is run as it is: it is answered only if that is said of the operator."""
    first = {mutant.operator: mutant for mutant in kind.mutants() if mutant.program.form.runs}
    assert len(first) > 40
    for number, (operator, mutant) in enumerate(first.items()):
        broken = replace(mutant.program, files={**mutant.program.files, mutant.path: mutant.text})
        ran = executed(broken, double, tmp_path / str(number))
        assert is_answered(ran, double) is operator.answered, mutant.name


@by_run
def test_mended_a_mutant_is_answered(program: Program, double: Double, tmp_path: Path) -> None:
    """Of three mistakes of different rules, each program is mended by all fixes, and runs as it did."""
    kind = next(kind for kind, other in PROGRAMS if other == program)
    mutants = [item for item in kind.mutants() if item.program == program and item.operator.code not in WITHOUT_FIX]
    shuffled = random.Random(program.form.program).sample(mutants, len(mutants))
    codes: set[str] = set()
    for number, mutant in enumerate(shuffled):
        fixed = mended(mutant, tmp_path / str(number)) if mutant.operator.code not in codes else None
        if fixed is not None:
            codes.add(mutant.operator.code)
            assert_answered(executed(fixed, double, tmp_path / str(number)), double)
        if len(codes) == 3:
            return
    pytest.fail("hardly anything is mended")
