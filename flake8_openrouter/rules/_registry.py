"""All rules: a walk over the package finds their modules."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache

from flake8_openrouter import rules
from flake8_openrouter.rules._rule import Rule

_CODE = re.compile(r"OPR\d{3}")


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return the rules by code. Raises ValueError for a malformed code, or one that two modules claim."""
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(rules.__path__):
        if module.name.startswith("_"):
            continue
        home = importlib.import_module(f"{rules.__name__}.{module.name}")
        declared: Rule = home.check
        if not _CODE.fullmatch(declared.code) or declared.code in found:
            raise ValueError(f"{home.__name__}: the code {declared.code!r} is malformed or taken")
        if not module.name.startswith(f"{declared.code.lower()}_"):
            raise ValueError(f"{home.__name__}: the name of the file must begin with its code, {declared.code}")
        found[declared.code] = declared
    return tuple(found[code] for code in sorted(found))


@cache
def key_leaks() -> frozenset[str]:
    """Return the codes of the rules whose findings are keys in the source."""
    return frozenset(rule.code for rule in all_rules() if rule.leaks_key)


@cache
def places_of_keys() -> frozenset[str]:
    """Return the codes of the rules whose findings lie on a key, or on a part of one."""
    return frozenset(rule.code for rule in all_rules() if rule.lies_on_key)
