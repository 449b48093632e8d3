"""``flake8-openrouter rule``: the pages of rules, as text or for tools."""

from __future__ import annotations

import json
from argparse import Namespace

from flake8_openrouter.command.usage import CLEAN, UsageError
from flake8_openrouter.project.not_rules import NOT_RULES
from flake8_openrouter.project.spelling import nearest
from flake8_openrouter.rules._pages import page
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.rules._rule import Rule


def show(options: Namespace) -> int:
    """Print the page of the rule that the options name by code or name, or of all. Raises UsageError."""
    if options.all == bool(options.code):
        raise UsageError("give a rule's code, such as `rule OPR301`, or --all")
    code = (options.code or "").upper()
    if code in NOT_RULES:
        name, title = NOT_RULES[code]
        as_json = json.dumps({"code": code, "name": name, "title": title}, indent=2)
        print(as_json if options.output_format == "json" else f"{code} {name}: {title}")
        return CLEAN
    rules = all_rules() if options.all else (_named(options.code),)
    if options.output_format == "json":
        described = [_described(rule) for rule in rules]
        print(json.dumps(described if options.all else described[0], indent=2, ensure_ascii=False))
        return CLEAN
    print("\n\n".join(_text(rule) for rule in rules))
    return CLEAN


def _named(code: str) -> Rule:
    known = {name: rule for rule in all_rules() for name in (rule.code, rule.name)}
    rule = known.get(code.upper()) or known.get(code.lower())
    if rule is None:
        raise UsageError(f"there is no rule {code}{nearest(code, known)}; `rule --all` prints all of them")
    return rule


def _text(rule: Rule) -> str:
    default = "on" if rule.default else "off: name its full code to switch it on"
    head, _, body = rule.page.strip().partition("\n")
    return f"# {head}\n\nSeverity: {rule.severity.value}. By default: {default}.\n{body}"


def _described(rule: Rule) -> dict[str, object]:
    described = page(rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "default": rule.default,
        "title": described.title,
        "sections": described.sections,
    }
