"""Rows of results as a run, or somebody who means harm, could have written them.

python tests/fleet_rows.py PAGE    # the report on those of somebody who means harm
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from flake8_openrouter.fleet import reports
from flake8_openrouter.fleet.rows import Commit, HeadFinding, HistoryKey, Repository, Row, State
from flake8_openrouter.fleet.summing import summary

#: What a page, a table, a terminal or a spreadsheet would obey, or would be turned around by.
HOSTILE = (
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a\nb\r\nc", "\x1b[31mred", "\u202egnp.exe"),
    *("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "a|b`c``d", "[x](javascript:alert(1))", "</style><b>", "&lt;"),
)
FIRST, LAST = Commit("a" * 40, "2024-01-02T03:04:05Z"), Commit("b" * 40, "2025-01-02T03:04:05Z")


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def repository(name: str, state: State = State.DONE, reason: str = "") -> Repository:
    return Repository(name, f"/srv/{name}", state, reason)


def finding(name: str, path: str = "app.py", code: str = "OPR301", key: str = "", fix: str = "safe") -> HeadFinding:
    place = (name, "main", "c" * 40, path, 3, 7)
    told = (code, "missing-bearer", "error", "Authorization value lacks the Bearer prefix")
    label = f"sk-or-v1-{digest(key)[:3]}...{digest(key)[-4:]}" if key else ""
    return HeadFinding(*place, *told, digest(key) if key else "", label, fix, digest(path + code)[:16], ("@acme/team",))


def key(
    name: str, text: str, path: str = "old.env", *, at_head: bool = False, first: Commit | None = FIRST
) -> HistoryKey:
    label = f"sk-or-v1-{digest(text)[:3]}...{digest(text)[-4:]}"
    branches = ("main",) if at_head else ()
    last = LAST if first else None
    return HistoryKey(
        name, digest(text), label, "OPR101", path, "d" * 40, first, last, branches, at_head, ("@acme/ops",)
    )


def every() -> list[Row]:
    """Return rows of which each report has something to say."""
    return [
        *(repository("a"), finding("a"), finding("a", "key.py", "OPR101", "one", ""), key("a", "one", "key.py")),
        *(repository("b"), key("b", "one"), key("b", "two", at_head=True), repository("c")),
        repository("d", State.FAILED, "not a git repository"),
    ]


def hostile() -> list[Row]:
    """Return rows in which whatever can be named is named to do harm."""
    found: list[Row] = []
    for number, text in enumerate(HOSTILE):
        found += [repository(text, State.PARTIAL, text), finding(text, text)]
        found.append(key(text, str(number), text, at_head=True))
    return found


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("".join(reports.render(summary(hostile(), []), "html")), encoding="utf-8")
