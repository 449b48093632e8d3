"""Draw the table of scanners in the README from what was measured: ``python docs/scanners_table.py``."""

from __future__ import annotations

import json
from pathlib import Path

DOCS = Path(__file__).parent
README = DOCS.parent / "README.md"
MEASURED = DOCS / "benchmarks.json"

_BEGIN, _END = "<!-- scanners: begin -->", "<!-- scanners: end -->"
#: The figures that are drawn: this, the scanner's name, a colon, and the column's.
_PREFIX = "scanner "


def rows(measured: str) -> dict[str, dict[str, float]]:
    """Return what was measured of each scanner, by the column's name, from JSON."""
    found: dict[str, dict[str, float]] = {}
    for figure in json.loads(measured)["figures"]:
        if figure["what"].startswith(_PREFIX):
            name, _, column = figure["what"].removeprefix(_PREFIX).partition(": ")
            found.setdefault(name, {})[column] = figure["found"]["value"]
    return found


def table(measured: str) -> str:
    """Return the table, a row for each scanner; nothing where one is not asked."""
    found = rows(measured)
    columns = list(dict.fromkeys(column for row in found.values() for column in row))
    lines = [f"| scanner | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    for name, row in found.items():
        lines.append(f"| {name} | {' | '.join(f'{row[each]:.3g}' if each in row else '' for each in columns)} |")
    return "\n".join(lines)


def drawn(document: str, measured: str) -> str:
    """Return a document with the table between its marks."""
    before, _, rest = document.partition(_BEGIN)
    return f"{before}{_BEGIN}\n{table(measured)}\n{_END}{rest.partition(_END)[2]}"


if __name__ == "__main__":
    text = drawn(README.read_text(encoding="utf-8"), MEASURED.read_text(encoding="utf-8"))
    README.write_text(text, encoding="utf-8")
