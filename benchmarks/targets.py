"""The figures that are aimed at: each a ratio of two things that were measured in turn, and what it may be."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import ROOT, commits, fleets, histories, memory, peers, scanners, server, trees
from benchmarks.figures import Bench, Figure, at_most, compared
from benchmarks.measure import Command, Found, Run, ratio, rounds, spread

_FIXED = """\
import os
import requests

KEY = os.environ["OPENROUTER_API_KEY"]
URL = "https://openrouter.ai/api/v1/chat/completions"
requests.post(URL, headers={"Authorization": KEY}, json={})
requests.post(URL, json={})
"""
_LIBCST = (
    "import sys, libcst; from libcst.metadata import MetadataWrapper, PositionProvider; "
    "MetadataWrapper(libcst.parse_module(open(sys.argv[1]).read())).resolve(PositionProvider)"
)


def django(bench: Bench) -> Iterator[Figure]:
    for name, found in _beside_searchers(bench, bench.django):
        if name == "ruff":  # ripgrep is among the scanners
            yield compared(f"check of Django: wall, to {name}", found)


def packages(bench: Bench) -> Iterator[Figure]:
    found = {name: trees.package(bench.cache, name) for name in ("litellm", "openai")}
    for package, tree in (*found.items(), ("the standard library", trees.standard_library(bench.cache))):
        for name, figures in _beside_searchers(bench, tree):
            yield compared(f"check of {package}: wall, to {name}", figures)


def _beside_searchers(bench: Bench, tree: Path) -> Iterator[tuple[str, Found]]:
    """Yield what a check of a tree takes beside ruff, and beside ripgrep where it is installed."""
    ours, ruff, ripgrep = peers.check(bench.cache, tree), peers.ruff(tree), peers.ripgrep(tree)
    runs = rounds([command for command in (ours, ruff, ripgrep) if command], bench.count)
    for command in (ruff, ripgrep):
        if command:
            yield command.name, ratio(runs[ours.name], runs[command.name], "wall")


def plugins(bench: Bench) -> Iterator[Figure]:
    tree = next(bench.django.glob("*/django/db"))
    alone = peers.flake8(bench.cache, tree)
    others = [peers.flake8(bench.cache, tree, plugin) for plugin in peers.PLUGINS]
    others += [peers.bandit(tree), peers.detect_secrets(tree)]
    runs = rounds([alone, *others], bench.count)
    for command in others:
        yield compared(f"{command.name} on django/db: CPU, to flake8", ratio(runs[command.name], runs["flake8"], "cpu"))


def shares(bench: Bench) -> Iterator[Figure]:
    dense = trees.dense(bench.cache, bench.small // 10)  # flake8 takes minutes for the whole one
    for name, tree, limit in (("Django", bench.django, 0.01), ("a dense tree", dense, 0.1)):
        found = spread([_share(bench, tree) for _ in range(bench.count)])
        yield at_most(f"plugin's share of flake8 -j1 on {name}: CPU", limit, found)


def _share(bench: Bench, tree: Path) -> float:
    spent = json.loads(_said(bench, "benchmarks.share", str(tree)))
    return float(spent["plugin"] / spent["whole"])


#: The commit before the package learned how programs are configured, and to look into other files.
_BEFORE = "d68b0d4"


def parsing(bench: Bench) -> Iterator[Figure]:
    before = commits.package(bench.cache, _BEFORE)
    for which, tree in (("the dense tree's", bench.dense), ("published", trees.published(bench.cache))):
        found = [(_to_parse(bench, tree), _to_parse(bench, tree, before)) for _ in range(bench.count)]
        what = f"check of {which} OpenRouter files: CPU, to"
        yield at_most(f"{what} ast.parse", 4, spread([now for now, _ in found]))
        yield at_most(f"{what} that by the code of {_BEFORE}", 1.05, spread([now / then for now, then in found]))


def _to_parse(bench: Bench, tree: Path, *package: Path) -> float:
    """Return the CPU of a check to that of the parse, by this checkout's package or another one."""
    return float(_said(bench, "benchmarks.parsing", str(tree), *map(str, package)))


#: Packages of npm that talk to OpenRouter.
_NPM = (
    *("openrouter-client", "openrouter-kit", "openrouter-sdk", "@openrouter/ai-sdk-provider", "multi-llm-ts"),
    *("token.js", "@elizaos/plugin-openrouter", "@continuedev/openai-adapters", "task-master-ai"),
)


def grammars(bench: Bench) -> Iterator[Figure]:
    if shutil.which("npm") is None:
        return
    peers.extend(bench.cache, "languages")
    tree = trees.npm(bench.cache, _NPM)
    found = spread([float(_said(bench, "benchmarks.grammars", str(tree))) for _ in range(bench.count)])
    yield at_most("check of npm packages' OpenRouter files: CPU, to tree-sitter's parse", 2, found)


def _said(bench: Bench, module: str, *arguments: str) -> str:
    """Return the last line that a module of ours prints on standard error."""
    command = [str(peers.python(bench.cache)), "-m", module, *arguments]
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    return result.stderr.splitlines()[-1]


def processes(bench: Bench) -> Iterator[Figure]:
    one = peers.check(bench.cache, bench.dense, "--jobs", "1", name="one process")
    two = peers.check(bench.cache, bench.dense, "--jobs", "2", name="two processes")
    runs = rounds((one, two), bench.count)
    found = ratio(runs[one.name], runs[two.name], "wall")
    yield Figure("two processes on the dense tree: speed-up", "ratio", "at least 1.8", found, held=found.value >= 1.8)


def growth(bench: Bench) -> Iterator[Figure]:
    trees_of = {"small": bench.dense, "large": trees.dense(bench.cache, bench.large)}
    runs = rounds([peers.check(bench.cache, tree, name=name) for name, tree in trees_of.items()], bench.count)
    found, times = ratio(runs["large"], runs["small"], "wall"), bench.large / bench.small
    per_file = Found(found.value / times, found.least / times, found.greatest / times, found.seconds)
    files = f"{bench.small:,} to {bench.large:,} files"
    yield at_most(f"growth from {files}: time per file", 1.1, per_file)
    memory = spread([run.memory for run in runs["large"]])
    yield at_most(f"peak memory of any process, {bench.large:,} files", 80, memory, "MB")


def caching(bench: Bench) -> Iterator[Figure]:
    cold = peers.check(bench.cache, bench.dense, name="cold")
    warm = peers.ours(bench.cache, bench.dense, "check", "--isolated", "-q", ".", name="warm")
    runs = rounds((cold, warm), bench.count)
    yield compared(
        "second run of the dense tree with a cache: wall, to one without", ratio(runs["warm"], runs["cold"], "wall")
    )


def fixing(bench: Bench) -> Iterator[Figure]:
    file = _written(bench, "fixed.py", _FIXED)
    fix = peers.check(bench.cache, bench.cache, "--diff", "--unsafe-fixes", path=file, name="fix")
    libcst = Command("libcst", (str(peers.python(bench.cache)), "-c", _LIBCST, file), bench.cache)
    runs = rounds((fix, libcst), bench.count * 3)
    what = "fixing one file: wall, to importing LibCST and parsing that file once with positions"
    yield at_most(what, 1.3, ratio(runs["fix"], runs["libcst"], "wall"))


def starting(bench: Bench) -> Iterator[Figure]:
    small, program = _written(bench, "small.py", "import os\n"), _written(bench, "program.py", _FIXED)
    bare = Command("python", (str(peers.python(bench.cache)), "-I", "-c", "pass"), bench.cache)
    version = peers.ours(bench.cache, bench.cache, "--version", name="--version")
    check = peers.check(bench.cache, bench.cache, path=small, name="check of one small file")
    candidate = peers.check(bench.cache, bench.cache, path=program, name="check of one small OpenRouter program")
    runs = rounds((bare, version, check, candidate), bench.count * 5)
    for command, limit in ((version, 40), (check, 60)):
        found = _over(runs[command.name], runs["python"])
        yield at_most(f"start of {command.name} over bare Python: CPU", limit, found, "ms")
    yield compared(
        f"start of {candidate.name} over bare Python: CPU", _over(runs[candidate.name], runs["python"]), "ms"
    )


def _written(bench: Bench, name: str, text: str) -> str:
    (bench.cache / name).write_text(text, encoding="utf-8")
    return name


def _over(runs: list[Run], others: list[Run]) -> Found:
    return spread([(one.cpu - other.cpu) * 1000 for one, other in zip(runs, others, strict=True)])


#: All that is measured, by name.
TARGETS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "scanners": scanners.scanners,
    "histories": histories.histories,
    "memory": memory.memory,
    "fleet": fleets.speed,
    "fleet memory": fleets.memory,
    "django": django,
    "packages": packages,
    "plugins": plugins,
    "shares": shares,
    "parsing": parsing,
    "grammars": grammars,
    "processes": processes,
    "growth": growth,
    "caching": caching,
    "fixing": fixing,
    "starting": starting,
    "server": server.server,
}
