"""Write what all fixtures come to anew: ``python tests/draw_fixtures.py``. Then read what changed.

That is, for each folder, the list of its findings, and for each file that fixing changes the diff.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import harness


def draw() -> None:
    lists: dict[Path, list[str]] = {}
    for file in harness.FIXTURES.rglob("*.diff"):
        file.unlink()
    for project in harness.projects():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            project.write(folder)
            lists.setdefault(project.findings_file, []).extend(harness.listed(project, folder))
            for path, text in project.files.items():
                safe, every = (harness.fixed(folder, path, text, unsafe=unsafe) for unsafe in (False, True))
                if diff := harness.diff(project, path, safe, every):
                    harness.diff_file(project.origins[path]).write_bytes(diff.encode())
    for file, lines in lists.items():
        file.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    draw()
