"""Draw what documents say of the rules from the rules themselves: ``python docs/rules_table.py``."""

from __future__ import annotations

from pathlib import Path

from flake8_openrouter.rules._pages import page
from flake8_openrouter.rules._registry import all_rules, key_leaks

DOCUMENTS = tuple(Path(__file__).parent / name for name in ("rules.md", "configuration.md"))


def table() -> str:
    """Return the table, a row for each rule."""
    rows = ["| code | name | severity | default | finds |", "|---|---|---|---|---|"]
    for rule in all_rules():
        default, finds = "on" if rule.default else "**off**", page(rule).title.rstrip(".")
        rows.append(f"| {rule.code} | {rule.name} | {rule.severity.value} | {default} | {finds} |")
    return "\n".join(rows)


def drawn(document: str) -> str:
    """Return a document with what is drawn between its marks."""
    document = _between(document, "rules", f"\n{table()}\n")
    return _between(document, "leaks", ", ".join(sorted(key_leaks())))


def _between(document: str, name: str, text: str) -> str:
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    if begin not in document:
        return document
    before, _, rest = document.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}{text}{end}{after}"


if __name__ == "__main__":
    for path in DOCUMENTS:
        path.write_text(drawn(path.read_text(encoding="utf-8")), encoding="utf-8")
