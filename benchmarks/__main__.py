"""``python -m benchmarks``: measure, and print and write what was measured."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import CACHE, page, targets
from benchmarks.figures import Bench, Figure
from benchmarks.targets import TARGETS


def main() -> int:
    """Measure what is asked for; return 1 where a figure is not held."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=TARGETS, action="append", help="measure this alone; may be repeated")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--files", type=int, default=10_000, help="files of the dense tree; the large one has ten times"
    )
    parser.add_argument("--cache", type=Path, default=CACHE, help="where trees and environments are kept")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md and docs/benchmarks.json")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    bench = Bench(options.cache, options.rounds, options.files, options.files * 10)
    figures: list[Figure] = []
    for name in options.only or TARGETS:
        for figure in targets.TARGETS[name](bench):
            print(page.line(figure), flush=True)
            figures.append(figure)
    if options.write:
        page.write(figures, bench)
    return int(not all(figure.held for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main())
