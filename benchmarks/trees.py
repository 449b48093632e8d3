"""What is checked: trees of the package index and of this interpreter, and a dense tree made from a seed."""

from __future__ import annotations

import ast
import platform
import random
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import ROOT

_PROGRAMS = ROOT / "tests" / "mutation" / "programs"

#: What is right in those programs, and what some have in its place.
_MISTAKES = (
    ("Bearer ", ""),
    ("openrouter.ai/api/v1", "openrouter.ai/v1"),
    ("https://openrouter", "http://openrouter"),
    ('"Authorization"', '"authorization"'),
    ("OPENROUTER_API_KEY", "OPENAI_API_KEY"),
)
#: Of how many programs one has a mistake.
_ONE_OF = 10

#: Modules of the standard library whose functions are the ordinary code of a dense tree.
_ORDINARY = (
    *("argparse", "calendar", "configparser", "csv", "difflib", "fractions", "gettext", "mailbox", "optparse"),
    *("pdb", "plistlib", "shutil", "statistics", "tarfile", "textwrap", "zipfile"),
)
_SEED = 2026

#: Packages of the index with files that talk to OpenRouter.
_PUBLISHED = (
    *("agno", "aider-chat", "camel-ai", "crewai", "dspy", "gpt-researcher", "gptme", "graphiti-core", "instructor"),
    *("langchain-openrouter", "litellm", "llm-openrouter", "mem0ai", "pydantic-ai-slim", "smolagents"),
    *("strands-agents", "swarms", "txtai"),
)
#: Bytes of the largest file that is taken: some are tables of models.
_LARGEST = 200_000
_STDLIB = Path(sysconfig.get_path("stdlib"))


def package(cache: Path, requirement: str, *, binary: bool = True) -> Path:
    """Return the folder of a package's wheel, or of its source distribution with its tests, downloaded once."""
    folder = cache / requirement.replace("==", "-")
    if not folder.exists():
        with tempfile.TemporaryDirectory() as downloads:
            kind = "--only-binary=:all:" if binary else "--no-binary=:all:"
            pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", kind, "-d", downloads, requirement]
            subprocess.run(pip, check=True)
            for archive in Path(downloads).iterdir():
                shutil.unpack_archive(archive, folder, "zip" if archive.suffix == ".whl" else None)
    return folder


def npm(cache: Path, names: Iterable[str]) -> Path:
    """Return a folder of packages of npm, downloaded once."""
    folder = cache / "npm"
    for name in names:
        place = folder / name.replace("/", "-")
        if not place.exists():
            with tempfile.TemporaryDirectory() as downloads:
                subprocess.run(["npm", "pack", "--silent", name], cwd=downloads, check=True, stdout=subprocess.DEVNULL)
                (archive,) = Path(downloads).iterdir()
                shutil.unpack_archive(archive, place)
    return folder


def standard_library(cache: Path) -> Path:
    """Return a copy of this interpreter's standard library, without what was installed into it."""
    folder = cache / f"python-{platform.python_version()}"
    if not folder.exists():
        shutil.copytree(_STDLIB, folder, ignore=shutil.ignore_patterns("site-packages", "__pycache__"))
    return folder


def dense(cache: Path, count: int) -> Path:
    """Return a tree of ``count`` files: every other one talks to OpenRouter, in the forms of public code.

    Most do it right. What follows in each, and is in the others, are ordinary functions.
    """
    folder = cache / f"dense-{count}"
    if not folder.exists():
        made = folder.with_suffix(".part")
        for path, text in _files(count):
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_text(text, encoding="utf-8")
        made.rename(folder)
    return folder


def published(cache: Path) -> Path:
    """Return a tree of published files that name OpenRouter, each in a folder by itself: nothing is found beside it."""
    folder = cache / "published"
    if not folder.exists():
        made = folder.with_suffix(".part")
        files = (file for name in _PUBLISHED for file in sorted(package(cache, name).rglob("*.py")))
        named = (data for file in files if len(data := file.read_bytes()) <= _LARGEST and b"openrouter" in data.lower())
        for number, data in enumerate(named):
            (made / f"{number}").mkdir(parents=True, exist_ok=True)
            (made / f"{number}" / f"openrouter_{number}.py").write_bytes(data)
        made.rename(folder)
    return folder


def openrouter_files(tree: Path) -> list[Path]:
    """Return the files of a dense or published tree that talk to OpenRouter."""
    return sorted(tree.rglob("openrouter_*.py"))


def _files(count: int) -> Iterator[tuple[str, str]]:
    chance = random.Random(_SEED)
    functions = list(_functions())
    programs = [path.read_text(encoding="utf-8") for path in sorted(_PROGRAMS.glob("*/program.py"))]
    programs = [text for text in programs if "openrouter" in text.lower()]
    for number in range(count):
        ordinary = "\n\n\n".join(chance.sample(functions, chance.randint(2, 8)))
        folder = f"part{number // 100}"
        if number % 2:
            program = chance.choice(programs)
            if chance.randrange(_ONE_OF) == 0:
                program = program.replace(*chance.choice(_MISTAKES))
            yield f"{folder}/openrouter_{number}.py", f"{program}\n\n{ordinary}\n"
        else:
            yield f"{folder}/ordinary_{number}.py", f"{ordinary}\n"


def _functions() -> Iterator[str]:
    """Yield the functions and classes of some modules, of a usual size."""
    for name in _ORDINARY:
        path = _STDLIB / f"{name}.py"
        if not path.exists():
            path = _STDLIB / name / "__init__.py"
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            source = ast.get_source_segment(text, node) if isinstance(node, ast.FunctionDef | ast.ClassDef) else None
            if source and 5 <= source.count("\n") <= 60:
                yield source
