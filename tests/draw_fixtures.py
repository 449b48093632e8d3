"""Write what all fixtures come to anew: ``python tests/draw_fixtures.py``. Then read what changed.

That is, for each folder, the list of its findings, and for each file what it is after fixes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import harness

from flake8_openrouter.project.config import for_file
from flake8_openrouter.run.fixing import fix_source


def draw() -> None:
    lists: dict[Path, list[str]] = {}
    for project in harness.projects():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            project.write(folder)
            lists.setdefault(project.findings_file, []).extend(harness.listed(project, folder))
            for path, text in project.files.items():
                origin = project.origins[path]
                for unsafe in (False, True):
                    place = str(folder / path)
                    after = fix_source(text.encode(), place, unsafe=unsafe, configuration=for_file(place)).data.decode()
                    file = harness.fixed_file(origin, unsafe)
                    file.unlink(missing_ok=True)
                    if after != text:
                        original = origin.read_text(encoding="utf-8")
                        file.write_text(harness.without_live_keys(after, original), encoding="utf-8")
    for file, lines in lists.items():
        file.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    draw()
