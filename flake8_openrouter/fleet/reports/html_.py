"""``html``: one file that needs no other one, and no network. Without its script it only can't be sorted.

What others named is escaped, and the page's policy lets nothing run but the script here, by its hash. Texts in it go
one way only, so that letters of Arabic or Hebrew in a path turn nothing around beside it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from flake8_openrouter.fleet.changes import Changes
from flake8_openrouter.fleet.reports import cells, words
from flake8_openrouter.fleet.reports.cells import Cell
from flake8_openrouter.fleet.summary import Summary, Totals

#: Rows of a table, and entries of a list: a browser shows more of them slowly, and nobody reads them.
MOST = 2_000
_MOST_CHANGES = 200


class Table(NamedTuple):
    """A table: the first cell of each row is its heading. ``about`` says below the title what is in it."""

    name: str
    title: str
    about: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def render(summary: Summary) -> Iterator[str]:
    """Yield the page."""
    style, script = _resource("page.css"), _resource("sorting.js")
    title = f"OpenRouter keys and calls in {words.many(summary.totals.repositories, 'repository')}"
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n"
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#content">Skip to the tables</a>\n'
        f"<header>\n<h1>{title}</h1>\n{_figures(summary)}"
    )
    yield from (f"<p>{cells.text(line)}</p>\n" for line in list(words.totals(summary))[1:])
    tables = list(_tables(summary))
    links = [(table.name, table.title) for table in tables]
    if summary.changes is not None:
        links.insert(0, ("changes", "Since the last run"))
    yield f'<nav aria-label="Contents">{"".join(_link(*link) for link in links)}</nav>\n</header>\n'
    yield '<main id="content">\n'
    if summary.changes is not None:
        yield from _changes(summary.changes)
    for table in tables:
        yield from _table(table)
    yield "</main>\n<footer>Made by flake8-openrouter. It holds no key, only labels and hashes.</footer>\n"
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _resource(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    def digest(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    allowed = f"style-src {digest(style)}; script-src {digest(script)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _link(name: str, title: str) -> str:
    return f'<a href="#{name}">{title}</a>'


def _figures(summary: Summary) -> str:
    return (
        f'<dl class="figures">{"".join(_figure(*each) for each in _counts(summary.totals, summary.was_asked))}</dl>\n'
    )


def _counts(totals: Totals, was_asked: bool) -> Iterator[tuple[str, int, bool]]:
    yield "keys", totals.keys, bool(totals.keys)
    if was_asked:
        yield "live", totals.live, bool(totals.live)
    yield "at a head", totals.at_head, bool(totals.at_head)
    yield "findings", totals.findings, False
    yield "safe fixes", totals.safe_fixes, False
    if unread := totals.failed + totals.partial:
        yield "not fully read", unread, True


def _figure(name: str, count: int, is_grave: bool) -> str:
    grave = ' class="grave"' if is_grave else ""
    return f"<div{grave}><dt>{name}</dt><dd>{count:,}</dd></div>"


def _tables(summary: Summary) -> Iterator[Table]:
    if summary.keys:
        heads = [head for head in words.KEY_HEADS if summary.was_asked or head != words.LIVE]
        rows = [cells.key(key, summary.was_asked) for key in summary.keys]
        about = (
            "What is live comes first, then what is at the head of a branch. A label leads to the key, for its owner."
        )
        yield Table("keys", "Keys", about, heads, rows)
    if summary.rules:
        rows = [cells.rule(rule) for rule in summary.rules]
        yield Table("rules", "Rules", "What is wrong at the heads that were checked.", words.RULE_HEADS, rows)
    if holding := [each for each in summary.repositories if words.is_worth_a_row(each)]:
        rest = len(summary.repositories) - len(holding)
        about = f"{words.many(rest, 'repository')} with nothing to say are left out." if rest else "All that were read."
        yield Table(
            "repositories", "Repositories", about, words.REPOSITORY_HEADS, [cells.repository(each) for each in holding]
        )
    if summary.owners:
        about = "As the CODEOWNERS of the default branch name them."
        yield Table("owners", "Owners", about, words.OWNER_HEADS, [cells.owner(each) for each in summary.owners])


def _table(table: Table) -> Iterator[str]:
    yield f'<section aria-labelledby="{table.name}">\n<h2 id="{table.name}">{table.title}</h2>\n'
    yield f'<div class="scroll" role="region" aria-labelledby="{table.name}" tabindex="0">\n<table role="table">\n'
    yield f'<caption>{table.about}</caption>\n<thead role="rowgroup"><tr role="row">'
    yield from (f'<th role="columnheader" scope="col">{head}</th>' for head in table.heads)
    yield '</tr></thead>\n<tbody role="rowgroup">\n'
    for row in table.rows[:MOST]:
        pairs = zip(table.heads, row, strict=True)
        shown = "".join(_cell(head, cell, is_first=at == 0) for at, (head, cell) in enumerate(pairs))
        yield f'<tr role="row">{shown}</tr>\n'
    yield "</tbody>\n</table>\n</div>\n"
    if len(table.rows) > MOST:
        yield f"<p>{len(table.rows) - MOST:,} more are in the formats for machines.</p>\n"
    yield "</section>\n"


def _cell(head: str, cell: Cell, *, is_first: bool) -> str:
    number = ' class="number"' if cell.is_number else ""
    told = f'data-head="{head}" data-sort="{cells.text(cell.sort)}"{number}'
    if is_first:
        return f'<th role="rowheader" scope="row" {told}>{cell.html}</th>'
    return f'<td role="cell" {told}>{cell.html}</td>'


def _changes(found: Changes) -> Iterator[str]:
    yield '<section aria-labelledby="changes">\n<h2 id="changes">Since the last run</h2>\n'
    if not found:
        yield f"<p>{words.NOTHING_CHANGED}</p>\n"
    for title, items in words.changed(found):
        shown = "".join(f"<li>{cells.changed(item)}</li>" for item in items[:_MOST_CHANGES])
        yield f'<h3>{title} <span class="less">{len(items):,}</span></h3>\n<ul>{shown}</ul>\n'
        if more := words.and_more(len(items), _MOST_CHANGES):
            yield f"<p>{more}</p>\n"
    yield "</section>\n"
