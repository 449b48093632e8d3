"""What an editor offers to do about findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from flake8_openrouter.model import Finding
from flake8_openrouter.server import fixes
from flake8_openrouter.server.checking import Checked
from flake8_openrouter.server.edits import Edit

QUICK_FIX = "quickfix"


class Action(NamedTuple):
    """``edits`` are made out when somebody asks for them; ``finding`` is what it is about, None for all of a file."""

    title: str
    kind: str
    edits: Callable[[], tuple[Edit, ...]]
    finding: Finding | None = None
    is_preferred: bool = False


def of_finding(checked: Checked, finding: Finding) -> Iterator[Action]:
    """Yield what can be done about a finding."""
    if finding.fix is not None:
        is_safe = fixes.is_safe(finding)
        yield Action(_title(finding), QUICK_FIX, lambda: fixes.of(checked, finding), finding, is_safe)


def _title(finding: Finding) -> str:
    what = finding.help or finding.message
    return f"{finding.code}: {what}" + ("" if fixes.is_safe(finding) else " (unsafe fix)")
