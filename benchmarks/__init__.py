"""What a check costs, as ratios within one run: beside the peers, and beside what it can't cost less than."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent

#: Where trees, environments and commits are kept.
CACHE = Path.home() / ".cache" / "flake8-openrouter-benchmarks"
