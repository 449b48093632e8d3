"""What becomes of the mutants when all fixes are made: run against the double, before and after."""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Queue

from openrouter.elsewhere import TRACES
from openrouter.runner import Ran, run
from openrouter.server import Double, Seen, running

from flake8_openrouter.project.config import for_file
from flake8_openrouter.run.fixing import fix_source
from mutation import report as tables
from mutation.operators import Operator
from mutation.projects import Mutant, Project, findings, mutants
from mutation.reasons import why_unanswered

Key = tuple[tuple[str, str], ...]

_BEARER = re.compile("^bearer ", re.IGNORECASE)
_ROUNDS = 3
_WORKERS = 2

CLEAN = "nothing is left"
NO_FIX = "the finding has no fix"
NOT_FOUND = "the mistake is not found"


@dataclass(frozen=True)
class Mended:
    """A project after all fixes, and why findings are left in it, or that none are."""

    project: Project
    left: str


@dataclass(frozen=True)
class Repair:
    """A mutant: if it is answered as it is, where that was tried; what its fixes left; if it is answered then."""

    mutant: Mutant
    answered_before: bool | None
    left: str
    answered: bool


def mended(project: Project, folder: Path) -> Mended:
    """Make all fixes in all files, until nothing changes."""
    project.write(folder)
    if not findings(project, folder):
        return Mended(project, NOT_FOUND)
    reasons: list[str] = []
    for _ in range(_ROUNDS):
        files, reasons = dict(project.files), []
        for path in project.sources:
            place = str(folder / path)
            result = fix_source(files[path].encode(), place, unsafe=True, configuration=for_file(place))
            files[path] = result.data.decode()
            (folder / path).write_bytes(result.data)
            dropped = [reason for _, reason in result.dropped]
            reasons += (dropped or [NO_FIX]) if result.left else []
        if files == project.files:
            break
        project = replace(project, files=files)
    return Mended(project, min(reasons, default=CLEAN))


def executed(project: Project, double: Double, folder: Path) -> Ran:
    """Run a project with the valid key where programs look for it."""
    project.write(folder)
    (folder / "key.txt").write_text(f"{_wanted(project, double)}\n", encoding="utf-8")
    environment = dict.fromkeys(("OPENROUTER_API_KEY", "OPENROUTER_KEY"), double.keys.valid)
    environment["OPENROUTER_PROVISIONING_KEY"] = double.keys.management
    environment["OPENAI_API_KEY"] = double.keys.openai
    return run(project.files["program.py"], double, folder, environment)


def is_answered(project: Project, ran: Ran, double: Double) -> bool:
    """Tell whether a program ended well, was answered with 200, and sent the key that it needs and nothing else.

    Traces that go to OpenAI with OpenAI's own key are somebody else's.
    """
    own = {("authorization", f"Bearer {double.keys.openai}")}
    ours = [seen for seen in ran.seen if seen.target != TRACES or set(seen.credentials) != own]
    sent = [_BEARER.sub("", value) for seen in ours for _, value in seen.credentials]
    return ran.returncode == 0 and bool(sent) and set(sent) == {_wanted(project, double)} and all(map(_is_well, ours))


def _wanted(project: Project, double: Double) -> str:
    return double.keys.management if project.form.manages else double.keys.valid


def _is_well(seen: Seen) -> bool:
    return seen.status == 200 and len(seen.credentials) <= 1


def every() -> tuple[Repair, ...]:
    """Fix every mutant and run it; run some as they are, too. What comes out the same is run once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fixed = [mended(mutant.project, folder / f"mended{number}") for number, mutant in enumerate(mutants())]
        clean = [item.project for item in fixed if item.left == CLEAN]
        answered = _all_answered([*clean, *(mutant.project for mutant in _controls())], folder)
    return tuple(
        Repair(mutant, answered.get(_key(mutant.project)), item.left, answered.get(_key(item.project), False))
        for mutant, item in zip(mutants(), fixed, strict=True)
    )


def _controls() -> tuple[Mutant, ...]:
    """Return one mutant of each operator for each client."""
    first: dict[tuple[Operator, str], Mutant] = {}
    for mutant in mutants():
        first.setdefault((mutant.operator, mutant.project.form.client), mutant)
    return tuple(first.values())


def _all_answered(projects: Iterable[Project], folder: Path) -> dict[Key, bool]:
    """Run projects, as many at a time as there are doubles: what a double sees tells no programs apart."""
    unique = {_key(project): project for project in projects}
    with ExitStack() as stack:
        doubles: Queue[Double] = Queue()
        for number in range(_WORKERS):
            (folder / f"double{number}").mkdir()
            doubles.put(stack.enter_context(running(folder / f"double{number}")))

        def answered(numbered: tuple[int, Project]) -> bool:
            double = doubles.get()
            try:
                return is_answered(numbered[1], executed(numbered[1], double, folder / f"run{numbered[0]}"), double)
            finally:
                doubles.put(double)

        with ThreadPoolExecutor(_WORKERS) as pool:
            return dict(zip(unique, pool.map(answered, enumerate(unique.values())), strict=True))


def _key(project: Project) -> Key:
    return tuple(sorted(project.files.items()))


_HEAD = """\
## What the fixes make of them

Every mutant was fixed in all its files, as `--fix --unsafe-fixes` does, and run against the double, which answers 200
to the valid key and 401 to every other. *Fixed*: something was found and nothing is left. *Answered*: the program ends
well, every request is answered with 200, and the valid key is the only credential that was sent. The others keep a
finding, or have none, for the reasons below.

One mutant of each operator for each client was run as it is, too: {controls} of them, {answered} were answered all the
same (a lowercase header, a key in a comment, a check that is left away), the others were not.
"""


def report(repairs: Iterable[Repair]) -> str:
    """Return the tables of a full run."""
    groups: dict[str, list[Repair]] = defaultdict(list)
    for repair in repairs:
        groups[repair.mutant.operator.code].append(repair)
    every = [repair for group in groups.values() for repair in group]
    rows = [(code, *_figures(groups[code])) for code in sorted(groups)]
    head = ("rule", "mistakes", "fixed", "answered", "not fixed")
    tried = [repair.answered_before for repair in every if repair.answered_before is not None]
    sections = [
        _HEAD.format(controls=len(tried), answered=sum(tried))
        + "\n"
        + tables.table(head, [*rows, ("all", *_figures(every))]),
        "### Why a finding is left\n\n" + tables.table(("why", "rules"), _reasons(every)),
        "### What came out otherwise\n\n" + ("\n".join(_surprises(every)) or "Nothing."),
    ]
    return "\n\n".join(section.rstrip("\n") for section in sections) + "\n"


def _figures(group: list[Repair]) -> tuple[object, ...]:
    clean = [repair for repair in group if repair.left == CLEAN]
    return len(group), len(clean), sum(repair.answered for repair in clean), len(group) - len(clean)


def _reasons(repairs: list[Repair]) -> list[tuple[str, str]]:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for repair in repairs:
        if repair.left != CLEAN:
            counted[repair.left][repair.mutant.operator.code] += 1
    return [
        (why, ", ".join(f"{code} {codes[code]}" for code in sorted(codes))) for why, codes in sorted(counted.items())
    ]


def _surprises(repairs: list[Repair]) -> Iterator[str]:
    """Yield mutants that were fixed and are not answered, or fare otherwise than their operator says as they are."""
    for repair in repairs:
        if repair.left == CLEAN and not repair.answered:
            yield f"- fixed, not answered: {repair.mutant.name}: {why_unanswered(repair.mutant)}"
        expected = repair.mutant.operator.answered(repair.mutant.project.form)
        if repair.answered_before not in (None, expected):
            fate = "answered" if repair.answered_before else "not answered"
            yield f"- as it is {fate}: {repair.mutant.name}"
