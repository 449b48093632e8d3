"""What the tests of the server share: a text as an editor holds it, and what the command makes of the same file.

``python tests/server_texts.py`` compares both for all fixtures.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import harness

from flake8_openrouter import check_paths
from flake8_openrouter.model import Finding
from flake8_openrouter.project import config
from flake8_openrouter.server import checking, disabling, fixes
from flake8_openrouter.server.checking import Checked, Source
from flake8_openrouter.server.workspace import Workspace

#: A finding as it is compared: its place, lines from 1 and columns from 0 in characters, its code and what it says.
Shown = tuple[int, int, int, int, str, str]

_NUMBER = re.compile(r"\d+")


def checked(path: Path | str, text: str, workspace: Workspace) -> Checked:
    return checking.check(Source(str(path), text, checking.held(str(path), text)), workspace)


def shown(finding: Finding) -> Shown:
    end = finding.span.document.position(finding.span.end)
    return (finding.line, finding.column, *end, finding.code, finding.message)


def compare(project: harness.Project, folder: Path, *, disables: bool = False) -> int:
    """Compare what is found in a fixture, and what its fixes make of it; return how many findings there are.

    ``disables``: each is silenced by its comment as well, and no other one is.
    """
    project.write(folder)
    config.for_folder.cache_clear()
    workspace = Workspace([str(folder)])
    expected = check_paths(folder)
    for path, text in project.files.items():
        place = folder / path
        seen = checked(place, text, workspace)
        assert sorted(map(shown, seen.findings)) == sorted(shown(each) for each in expected if each.path == str(place))
        for unsafe in (False, True):
            after = fixes.of_all(seen, unsafe=unsafe)
            made = harness.fixed(folder, path, text, unsafe=unsafe).data
            assert (text if after is None else after).encode() == made, (path, unsafe)
        if disables:
            assert _one_by_one(place, text, workspace) == harness.fixed(folder, path, text, unsafe=False).data.decode()
            for finding in seen.findings:
                _silence(seen, finding, workspace)
    return len(expected)


def _one_by_one(place: Path, text: str, workspace: Workspace) -> str:
    """Return a text after its safe fixes, each made by itself: one quick fix after another."""
    while True:
        seen = checked(place, text, workspace)
        made = (fixes.of(seen, finding) for finding in seen.findings if fixes.is_safe(finding))
        after = next(filter(None, made), None)
        if after is None:
            return text
        text = after


def _silence(seen: Checked, finding: Finding, workspace: Workspace) -> None:
    after = disabling.after(seen, finding)
    if after is None:
        return
    others = [each for each in seen.findings if (each.code, each.line) != (finding.code, finding.line)]
    assert _said(checked(seen.path, after, workspace).findings) == _said(others), (seen.path, finding)


def _said(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """Return what findings say, lines left out: a comment may be a line of its own."""
    return Counter((each.code, _NUMBER.sub("N", each.message)) for each in findings)


def main() -> None:
    projects = list(harness.projects())
    count = 0
    for project in projects:
        with tempfile.TemporaryDirectory() as folder:
            count += compare(project, Path(folder), disables=True)
    print(f"{count} findings in {len(projects)} fixtures are the same in an editor, and so is what fixes make of them")


if __name__ == "__main__":
    main()
