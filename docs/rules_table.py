"""Draw what README.md says of the rules from the rules themselves: ``python docs/rules_table.py``."""

from __future__ import annotations

from pathlib import Path

from flake8_openrouter.rules._pages import page
from flake8_openrouter.rules._registry import all_rules, key_leaks

README = Path(__file__).parent.parent / "README.md"


def table() -> str:
    """Return the table, a row for each rule."""
    rows = ["| code | name | severity | default | finds |", "|---|---|---|---|---|"]
    for rule in all_rules():
        default, finds = "on" if rule.default else "**off**", page(rule).title.rstrip(".")
        rows.append(f"| {rule.code} | {rule.name} | {rule.severity.value} | {default} | {finds} |")
    return "\n".join(rows)


def drawn(readme: str) -> str:
    """Return a README with what is drawn between its marks."""
    readme = _between(readme, "rules", f"\n{table()}\n")
    return _between(readme, "leaks", ", ".join(sorted(key_leaks())))


def _between(readme: str, name: str, text: str) -> str:
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = readme.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}{text}{end}{after}"


if __name__ == "__main__":
    README.write_text(drawn(README.read_text(encoding="utf-8")), encoding="utf-8")
