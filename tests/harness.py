"""Fixtures: files with the expectation beside each line, each run as a project of its own.

A file says what is expected in comments of its language. One that has none, or can't have one on each line, has a file
beside it with ``.expected`` after its name, whose lines begin with a line's number: ``12 error: OPR105``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import diffs

from flake8_openrouter.model import Finding
from flake8_openrouter.project.config import for_file
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import FixResult, fix_source

FIXTURES = Path(__file__).parent / "fixtures"

_MARKER = re.compile(r"(?:#|//|;|<!--|/\*)\s*(?P<kind>error|ok|todo):\s*(?P<rest>.*)")
_NUMBERED = re.compile(r"(?P<line>\d+)\s+(?P<kind>error|ok|todo):\s*(?P<rest>.*)")
_CODE = re.compile(r"OPR\d{3}")
_HEADER = re.compile(r"(?:#|//|;|<!--)\s*(?P<key>path|only|settings):\s*(?P<value>.+?)(?:\s*-->)?$")
_REQUESTS = re.compile(r"^\s*import\b.*\brequests\b", re.MULTILINE)
_LIVE = re.compile(r"@LIVE_(?P<kind>KEY|HEX)_(?P<number>\d+)@")


#: What a folder of fixtures holds beside them.
_BESIDE = (".diff", ".expected", "findings.txt", "proof.toml")


def live_hex(number: int) -> str:
    """Return 64 hex digits that no one has issued: made from a fixed seed."""
    return "".join(random.Random(f"flake8-openrouter {number}").choices("0123456789abcdef", k=64))


def live_key(number: int = 1) -> str:
    return f"sk-or-v1-{live_hex(number)}"


def with_live_keys(text: str) -> str:
    return _LIVE.sub(
        lambda match: live_hex(int(match["number"])) if match["kind"] == "HEX" else live_key(int(match["number"])), text
    )


@dataclass(frozen=True)
class Project:
    """The files of one fixture, by their path in the project, and the rule it is for."""

    name: str
    files: dict[str, str]
    settings: tuple[str, ...]
    code: str
    swappable: bool
    origins: dict[str, Path]

    @property
    def findings_file(self) -> Path:
        """Where the findings of all projects of the rule are listed."""
        return FIXTURES / self.name.partition("/")[0] / "findings.txt"

    def write(self, folder: Path) -> None:
        lines = list(self.settings)
        if self.code:
            extended = next((line for line in lines if line.startswith("extend-select")), "extend-select = []")
            lines = [line for line in lines if line != extended]
            lines.append(extended.replace("[", f'["{self.code}", ', 1))
        table = "\n".join(["[tool.flake8-openrouter]", *lines])
        (folder / "pyproject.toml").write_text(table + "\n", encoding="utf-8")
        for path, text in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())


def projects() -> Iterator[Project]:
    """Yield every fixture of every folder."""
    for folder in sorted(FIXTURES.iterdir()):
        code = folder.name.upper() if _CODE.fullmatch(folder.name.upper()) else ""
        for entry in sorted(folder.iterdir()):
            if entry.is_dir() and entry.name != "__pycache__":
                files = [path for path in sorted(entry.iterdir()) if _is_fixture(path)]
                yield _project(f"{folder.name}/{entry.name}", files, code, fixed_names=True)
            elif _is_fixture(entry):
                yield _project(f"{folder.name}/{entry.name}", [entry], code)


def python_projects() -> Iterator[Project]:
    """Yield the fixtures that are programs of Python and nothing else."""
    return (project for project in projects() if all(path.endswith(".py") for path in project.files))


def _is_fixture(path: Path) -> bool:
    return path.is_file() and not path.name.endswith(_BESIDE)


def _project(name: str, paths: list[Path], code: str, *, fixed_names: bool = False) -> Project:
    settings: list[str] = []
    named: dict[str, str] = {}
    origins: dict[str, Path] = {}
    swappable = False
    for path in paths:
        text = path.read_text(encoding="utf-8")
        expectations = expected_file(path)
        beside = expectations.read_text(encoding="utf-8").splitlines() if expectations.exists() else ()
        headers = [match for line in (*text.splitlines()[:8], *beside) if (match := _HEADER.match(line))]
        settings += [match["value"] for match in headers if match["key"] == "settings"]
        named_so = "app.py" if path.suffix == ".py" else path.name
        place = next((match["value"] for match in headers if match["key"] == "path"), named_so)
        place = path.name if fixed_names else place
        named[place], origins[place] = with_live_keys(text), path
        swappable = swappable or bool(_REQUESTS.search(text) and all(match["key"] != "only" for match in headers))
    return Project(name, named, tuple(settings), code, swappable, origins)


def expected_file(origin: Path) -> Path:
    """Return where a fixture that has no comments says what is expected of it."""
    return origin.with_name(f"{origin.name}.expected")


def expected(project: Project, path: str) -> tuple[set[tuple[int, str]], set[tuple[int, str]], int]:
    """Return the (line, code) pairs that must be found in a file, those known to be missed, and the near misses."""
    errors: set[tuple[int, str]] = set()
    missed: set[tuple[int, str]] = set()
    near = 0
    for number, match in _expectations(project, path):
        pairs = {(number, code) for code in _CODE.findall(match["rest"])}
        if match["kind"] == "error":
            errors |= pairs
        elif match["kind"] == "todo":
            missed |= pairs
        else:
            near += 1
    return errors, missed, near


def _expectations(project: Project, path: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield what is expected of a file, each with its line."""
    for number, line in enumerate(project.files[path].splitlines(), start=1):
        yield from ((number, match) for match in _MARKER.finditer(line))
    beside = expected_file(project.origins[path])
    for line in beside.read_text(encoding="utf-8").splitlines() if beside.exists() else ():
        if match := _NUMBERED.match(line):
            yield int(match["line"]), match


def findings(folder: Path, path: str, text: str | bytes) -> list[Finding]:
    place = str(folder / path)
    return check_source(text, place, for_file(place))


def fixed(folder: Path, path: str, text: str | bytes, *, unsafe: bool) -> FixResult:
    place = str(folder / path)
    data = text.encode() if isinstance(text, str) else text
    return fix_source(data, place, unsafe=unsafe, configuration=for_file(place))


def diff_file(origin: Path) -> Path:
    """Return where the diff of a fixture's file is, if fixing changes the file."""
    return origin.with_suffix(".diff") if origin.suffix == ".py" else origin.with_name(f"{origin.name}.diff")


def kept_diff(origin: Path) -> str:
    file = diff_file(origin)
    return file.read_bytes().decode() if file.exists() else ""


def diff(project: Project, path: str, safe: FixResult, every: FixResult) -> str:
    """Return the diff to what the safe fixes make of a file, and all of them, with the names of its live keys."""
    origin = project.origins[path]
    shown = diffs.drawn(origin.name, project.files[path], safe.data.decode(), every.data.decode())
    return without_live_keys(shown, origin.read_text(encoding="utf-8"))


def without_live_keys(text: str, original: str) -> str:
    """Put the names back for the live keys that a fixture has."""
    for match in _LIVE.finditer(original):
        text = text.replace(with_live_keys(match[0]), match[0])
    return text


def listed(project: Project, folder: Path) -> Iterator[str]:
    """Yield a line for each finding of a project that is written to a folder: place, what it says, how it is fixed."""
    for path, text in project.files.items():
        for finding in findings(folder, path, text):
            place = f"{project.name}/{path}" if len(project.files) > 1 else project.name
            fix = f"{finding.fix.safety.value} fix" if finding.fix else "no fix"
            why = f": {finding.unfixable}" if finding.unfixable else ""
            yield f"{place}:{finding.line}:{finding.column}: {finding.code} {finding.message} [{fix}{why}]\n"
