"""Draw docs/recall.md anew: ``python tests/draw_recall.py``; ``--run-all`` runs every mutant too, for a long time."""

from __future__ import annotations

import sys
from pathlib import Path

from mutation import repairs
from mutation.report import SECTIONS

DOCUMENT = Path(__file__).parent.parent / "docs" / "recall.md"
MARK = "<!-- fixes: drawn by --run-all -->"


def drawn(name: str) -> str:
    """Return a section of the document."""
    section = SECTIONS[name]
    return section.drawn(section.measured())


def composed(sections: list[str], runs: str) -> str:
    """Return the document of its sections, and what fixes make of the mistakes."""
    return "\n".join((*sections, f"{MARK}\n{runs}"))


if __name__ == "__main__":
    _, _, kept = DOCUMENT.read_text(encoding="utf-8").partition(f"{MARK}\n") if DOCUMENT.exists() else ("", "", "")
    runs = repairs.report(repairs.every()) if "--run-all" in sys.argv else kept
    DOCUMENT.write_text(composed(list(map(drawn, SECTIONS)), runs), encoding="utf-8")
