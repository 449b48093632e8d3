"""Draw the table of rules in README.md from the rules' own pages: ``python docs/rules_table.py``."""

from __future__ import annotations

from pathlib import Path

from flake8_openrouter.rules._pages import page
from flake8_openrouter.rules._registry import all_rules

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- rules: begin -->", "<!-- rules: end -->"


def table() -> str:
    """Return the table, a row for each rule."""
    rows = ["| code | name | severity | default | finds |", "|---|---|---|---|---|"]
    for rule in all_rules():
        default, finds = "on" if rule.default else "**off**", page(rule).title.rstrip(".")
        rows.append(f"| {rule.code} | {rule.name} | {rule.severity.value} | {default} | {finds} |")
    return "\n".join(rows)


def drawn(readme: str) -> str:
    """Return a README with the table between its marks."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    README.write_text(drawn(README.read_text(encoding="utf-8")), encoding="utf-8")
