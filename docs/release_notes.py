"""Print what the changelog says of a version: ``python docs/release_notes.py 0.1.0``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).parent.parent / "CHANGELOG.md"

_HEADING = re.compile(r"^## (?P<version>\S+) \((?P<date>[^)\n]+)\)[ \t]*$", re.MULTILINE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def notes(changelog: str, version: str) -> str:
    """Return the section of a version, without its heading. Raises ValueError where it has none, or no date."""
    headings = [*_HEADING.finditer(changelog)]
    for number, heading in enumerate(headings):
        if heading["version"] != version:
            continue
        if not _DATE.fullmatch(heading["date"]):
            raise ValueError(f"{version} has no date in the changelog: {heading['date']}")
        end = headings[number + 1].start() if number + 1 < len(headings) else len(changelog)
        return changelog[heading.end() : end].strip() + "\n"
    raise ValueError(f"the changelog has no section {version}")


def main(arguments: list[str]) -> None:
    if len(arguments) != 1:
        sys.exit("usage: python docs/release_notes.py VERSION")
    try:
        sys.stdout.write(notes(CHANGELOG.read_text(encoding="utf-8"), arguments[0]))
    except ValueError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
