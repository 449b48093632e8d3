"""Draw docs/recall.md anew: ``python tests/draw_recall.py``; ``--run-all`` runs every mutant too, for a long time."""

from __future__ import annotations

import sys
from pathlib import Path

from mutation import recall, repairs, report

DOCUMENT = Path(__file__).parent.parent / "docs" / "recall.md"
MARK = "<!-- fixes: drawn by --run-all -->"


def drawn(document: str, runs: str) -> str:
    """Return the document with its recall drawn anew, and what fixes make of it if that was."""
    _, _, kept = document.partition(MARK)
    return f"{report.recall(recall.measured())}\n{MARK}\n{runs or kept.lstrip()}"


if __name__ == "__main__":
    before = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    runs = repairs.report(repairs.every()) if "--run-all" in sys.argv else ""
    DOCUMENT.write_text(drawn(before, runs), encoding="utf-8")
