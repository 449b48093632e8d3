"""All rules, those that are off by default among them."""

from __future__ import annotations

from flake8_openrouter.project.config import Configuration
from flake8_openrouter.rules._pages import page
from flake8_openrouter.rules._registry import all_rules

#: The codes that must be named in full to be on.
OFF = tuple(rule.code for rule in all_rules() if not rule.default)

EVERY = Configuration(extend_select=OFF)

#: The same without the one rule for which responses are followed, whose cost is measured by itself.
WITHOUT_RESPONSES = Configuration(extend_select=tuple(code for code in OFF if code != "OPR702"))

#: The same as a pyproject.toml says it.
SETTINGS = f"[tool.flake8-openrouter]\nextend-select = {list(OFF)}\n"

#: The rules whose pages say that they have no fix.
WITHOUT_FIX = frozenset(
    rule.code for rule in all_rules() if page(rule).sections["Fix safety"].startswith("There is no fix")
)
