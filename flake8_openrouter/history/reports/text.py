"""``text``: made to be read. Each key with where it came in, what became of it, and what to do, in this order."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.history.reports import Report
from flake8_openrouter.history.reports.entries import branch, path
from flake8_openrouter.history.results import Act, KeyHistory, Occurrence, Place, RepositoryHistory
from flake8_openrouter.openrouter.masking import presentable
from flake8_openrouter.reports.terminal import wrapped

_TO_DO = (
    "Revoke each key, at its link. Nothing else makes it useless: whoever has a clone has the key.",
    "Make a new key, and give it to what used the old one, from its environment.",
    "Take the keys out of the branches that still have them: flake8-openrouter check names the lines.",
    "Rewrite the history only where you must (git filter-repo): that gives each later commit another name, and clones, "
    "forks and caches keep the key all the same.",
)

#: Digits by which people call a commit, and heads of branches that are named.
_SHORT = 12
_NAMED = 3


def render(report: Report) -> Iterator[str]:
    """Yield a block for each key, those of a repository once it is searched, then what to do, then the sums."""
    digests: set[str] = set()
    repositories = searched = 0
    for repository in report.histories:
        repositories += 1
        searched += repository.counts.searched + repository.counts.known
        for history in repository.keys:
            yield "\n".join(_block(repository, history, report.width)) + "\n\n"
            digests.add(history.key.digest)
    if digests:
        yield "\n".join(_to_do(report.width)) + "\n\n"
    yield f"Found {_many(len(digests), 'key')} in {_many(searched, 'blob')} of {_repositories(repositories)}.\n"


def told(history: KeyHistory) -> Iterator[str]:
    """Yield what became of a key, as texts that may be shown."""
    first, last = history.first, history.last
    yield f"first: {_occurrence(first)}"
    if last != first:
        yield f"last: {_occurrence(last)}"
    yield f"now: {_now(history.heads)}"


def _block(repository: RepositoryHistory, history: KeyHistory, width: int | None) -> Iterator[str]:
    hit = history.first.hit
    spelt = f", {hit.spelling}" if hit.spelling else ""
    yield f"{presentable(repository.path)}: {hit.code} OpenRouter key {history.key.label}{spelt}"
    for line in (f"key: {history.key.link}", *told(history)):
        name, _, text = line.partition(" ")
        head = f"     = {name:<6}"
        if width is None:
            yield f"{head} {text}"
        else:
            first, *others = wrapped(head, text, width)
            yield from (first, *(f"         {other}" for other in others))


def _occurrence(each: Occurrence) -> str:
    if each.commit is None:
        return f"in no commit: blob {each.hit.blob[:_SHORT]} is staged, has a ref of its own, or was left behind"
    commit = each.commit
    where = "that nothing leads to" if commit.dangling else f"({branch(commit.ref) or 'a reflog'})"
    act = {Act.ADDED: "", Act.KEPT: " still has it", Act.REMOVED: " no longer has it"}[each.act]
    line = "" if each.act is Act.REMOVED else f":{each.hit.line}"
    return f"{commit.date[:10]} commit {commit.name[:_SHORT]} {where}: {path(each.path)}{line}{act}"


def _now(places: tuple[Place, ...]) -> str:
    if not places:
        return "at the head of no branch, but the history has it"
    named = [f"{branch(place.ref)} ({path(place.path)})" for place in places[:_NAMED]]
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    return f"still at the head of {', '.join(named)}{more}"


def _to_do(width: int | None) -> Iterator[str]:
    yield "What to do, in this order:"
    for number, text in enumerate(_TO_DO, 1):
        head = f"  {number}."
        yield from [f"{head} {text}"] if width is None else wrapped(head, text, width)


def _repositories(count: int) -> str:
    return _many(count, "repository", "repositories")


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
