"""The codes that there are. Rules are known by the names of their files: to name one, none is imported."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache

from flake8_openrouter.project.not_rules import NOT_RULES

_RULES = os.path.join(os.path.dirname(os.path.dirname(__file__)), "rules")


@cache
def known() -> tuple[str, ...]:
    """Return the codes of all rules, and those that are not a rule's."""
    try:
        files = os.listdir(_RULES)
    except OSError:  # the package is within a zip file
        import pkgutil  # with inspect, 20 ms

        files = [module.name for module in pkgutil.iter_modules([_RULES])]
    rules = {name.partition("_")[0].upper() for name in files if name.startswith("opr")}
    return (*sorted(rules), *NOT_RULES)


def refuse_unknown(codes: Iterable[str]) -> None:
    """Raise ValueError, with a sentence for the user, for a code that is not a rule's, nor the beginning of some."""
    for code in codes:
        if not any(rule.startswith(code) for rule in known()):
            from flake8_openrouter.project.spelling import nearest

            raise ValueError(f"there is no rule {code}{nearest(code, known())}")
