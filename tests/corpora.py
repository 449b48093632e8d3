"""Read other people's packages as if each file named OpenRouter: ``python tests/corpora.py WHEEL-OR-FOLDER…``.

The standard library of the interpreter that runs it, with its tests, comes first. Each file is checked, without the
prefilter, and fixed where something is found. An exception, an internal error, a result that does not parse, or a file
that costs out of all proportion to its size is a failure.
"""

from __future__ import annotations

import argparse
import ast
import resource
import sys
import sysconfig
import tempfile
import time
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from every_rule import OFF

from flake8_openrouter.languages.python.language import PYTHON
from flake8_openrouter.languages.python.syntax import decoding
from flake8_openrouter.model import Document
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.not_rules import INTERNAL_ERROR
from flake8_openrouter.run.analysis import analyse
from flake8_openrouter.run.fixing import fix_source

ANYWHERE = Configuration(extend_select=OFF, scope="any")

#: How many times the cost of ``ast.parse`` a check may have, and the seconds below which nobody asks.
RUNS_AWAY, NOTICED = 60, 5.0


@dataclass
class Figures:
    """What came of a folder. ``slowest`` are costs by file: times the cost of ``ast.parse``, and seconds."""

    files: int = 0
    characters: int = 0
    findings: int = 0
    fixed: int = 0
    parsing: float = 0.0
    checking: float = 0.0
    slowest: tuple[float, float, str] = (0.0, 0.0, "")
    failures: list[str] = field(default_factory=list)


def parsed(file: Path) -> tuple[bytes, Document, ast.Module] | None:
    """Return a file's bytes, text and tree; nothing for what is no program of this interpreter."""
    try:
        data = file.read_bytes()
        document = Document(str(file), decoding.decode(data).removeprefix("\ufeff"), PYTHON.notation)
        return data, document, ast.parse(document.text)
    except (ValueError, SyntaxError, LookupError, RecursionError, MemoryError, OSError):
        return None


def read(file: Path, figures: Figures) -> None:
    """Check one file, and fix it if there is something."""
    start = time.process_time()
    found = parsed(file)
    if found is None:
        return
    data, document, tree = found
    middle = time.process_time()
    findings = analyse(PYTHON.program(document, tree), ANYWHERE).findings
    parsing, checking = middle - start, time.process_time() - middle
    figures.files += 1
    figures.characters += len(document.text)
    figures.findings += len(findings)
    figures.parsing += parsing
    figures.checking += checking
    if checking > 0.5:
        figures.slowest = max(figures.slowest, (checking / max(parsing, 0.001), checking, str(file)))
    if checking > NOTICED and checking > RUNS_AWAY * parsing:
        figures.failures.append(f"{file}: takes {checking:.1f} s, {checking / parsing:.0f} times what parsing does")
    if any(finding.code == INTERNAL_ERROR for finding in findings):
        figures.failures.append(f"{file}: {next(item.message for item in findings if item.code == INTERNAL_ERROR)}")
    elif findings:
        result = fix_source(data, str(file), unsafe=True, configuration=ANYWHERE)
        figures.fixed += len(result.fixed)
        ast.parse(result.data)


def measured(folder: Path) -> Figures:
    figures = Figures()
    for file in sorted(folder.rglob("*.py")):
        if "site-packages" in file.relative_to(folder).parts:
            continue
        try:
            read(file, figures)
        except Exception as error:  # each is reported, none hides the others
            figures.failures.append(f"{file}: {type(error).__name__}: {error}")
    return figures


@contextmanager
def unpacked(place: Path) -> Iterator[Path]:
    """Give the folder of a wheel's files while they are read; a folder as it is."""
    if place.is_dir():
        yield place
        return
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(place) as wheel:
        wheel.extractall(folder)
        yield Path(folder)


def report(name: str, figures: Figures) -> Iterator[str]:
    ratio, seconds, file = figures.slowest
    yield (
        f"{name}: {figures.files} files, {figures.characters / 1e6:.1f} million characters, "
        f"{figures.findings} findings, {figures.fixed} fixed; "
        f"parsing {figures.parsing:.1f} s, checking {figures.checking:.1f} s"
    )
    if file:
        yield f"    worst of those above 0.5 s: {seconds:.1f} s, {ratio:.0f} times parsing: {file}"
    yield from (f"    FAILED {failure}" for failure in figures.failures)


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("places", nargs="*", type=Path)
    failed = False
    warnings.simplefilter("ignore")  # about the programs' own strings
    for place in (Path(sysconfig.get_path("stdlib")), *options.parse_args().places):
        with unpacked(place) as folder:
            figures = measured(folder)
        print(*report(place.name, figures), sep="\n", flush=True)
        failed = failed or bool(figures.failures) or not figures.files
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{sys.version.split()[0]}: {memory:.0f} MB at most", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
