"""The words that the reports for people share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flake8_openrouter.fleet.changes import Changes, NamedKey
from flake8_openrouter.fleet.rows import HeadFinding
from flake8_openrouter.fleet.summary import Holding, Summary

LIVE = "live"
KEY_HEADS = ("key", LIVE, "since", "at a head", "repositories", "where", "owners")
RULE_HEADS = ("rule", "name", "severity", "findings", "repositories", "safe fixes")
REPOSITORY_HEADS = ("repository", "keys", "at a head", "findings", "safe fixes", "read")
OWNER_HEADS = ("owner", "keys", "at a head", "findings", "safe fixes", "repositories")

YES_NO = {True: "yes", False: "no"}
NO_PATH = "in no commit"
NOBODY = "nobody"
NOTHING_CHANGED = "Nothing changed."

WHAT_TO_DO = (
    "Revoke each key first, by its link: whoever has a clone has the key. Then make a new one, and take it from the "
    "environment. Rewriting the history comes last, if at all: it does not make a key safe again."
)

_PLURALS = {"repository": "repositories"}


def many(count: int, noun: str) -> str:
    return f"{count:,} {noun if count == 1 else _PLURALS.get(noun, noun + 's')}"


def and_more(count: int, most: int) -> str:
    return f" and {count - most:,} more" if count > most else ""


def totals(summary: Summary) -> Iterator[str]:
    """Yield the sentences that begin a report."""
    found = summary.totals
    live = f", {found.live:,} of them live" if summary.was_asked else ""
    yield (
        f"{many(found.keys, 'key')}{live}, {found.at_head:,} still at a head. "
        f"{many(found.findings, 'finding')} at heads, {found.safe_fixes:,} with a safe fix."
    )
    if found.failed or found.partial:
        counts = ((found.failed, "could not be read"), (found.partial, "could be read only in part"))
        said = (f"{many(count, 'repository')} {what}" for count, what in counts if count)
        yield f"{', '.join(said)}."
    if found.keys:
        yield WHAT_TO_DO


def is_worth_a_row(each: Holding) -> bool:
    """Tell whether anything is to be said of a repository."""
    return bool(each.keys or each.findings or each.reason)


def changed(found: Changes) -> Iterator[tuple[str, Sequence[NamedKey | HeadFinding | str]]]:
    """Yield what changed, each kind with its title, without those of which there is nothing."""
    every: tuple[tuple[str, Sequence[NamedKey | HeadFinding | str]], ...] = (
        ("New keys", found.new_keys),
        ("Known keys in further repositories", found.spread),
        ("Keys that left all heads and are in the history still", found.left_heads),
        ("Keys that are gone", found.gone_keys),
        ("New findings", found.new_findings),
        ("Findings that are gone", found.gone_findings),
        ("New repositories", found.new_repositories),
        ("Repositories that are no longer listed", found.gone_repositories),
    )
    return ((title, items) for title, items in every if items)
