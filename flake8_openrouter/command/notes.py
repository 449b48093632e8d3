"""What ``check`` says beside its report: fixes made and not made, keys to revoke, baselines, diffs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from flake8_openrouter.command import usage
from flake8_openrouter.command.usage import nearest_path

if TYPE_CHECKING:
    from flake8_openrouter.model import Document, Finding, Replacement
    from flake8_openrouter.project.discovery import Skipped
    from flake8_openrouter.run.tasks import Outcome

    #: Says how a finding's fix is written.
    Rendered = Callable[[Finding], tuple[Replacement, ...]]

#: How many files are named of those in which keys alone were looked for.
_NAMED = 5

#: How many of the places where a key was are named.
_PLACES = 3


class Speaker(Protocol):
    """Says a line on standard error; an empty one is not said, and a quiet speaker says only what it always must.

    ``as_it_is``: the line may be shown.
    """

    def __call__(self, line: str, *, always: bool = False, as_it_is: bool = False) -> None: ...


def speaker(*, quiet: bool) -> Speaker:
    """Return what says notes."""

    def say(line: str, *, always: bool = False, as_it_is: bool = False) -> None:
        if line and (always or not quiet):
            usage.say(line, as_it_is=as_it_is)

    return say


def line_of(finding: Finding) -> str:
    """Return a finding as one line that may be shown, with the column from 1."""
    from flake8_openrouter.reports.concise import line

    return line(finding, finding.path)


def skipped(item: Skipped) -> str:
    """Return the line for a path that is not checked; for one that isn't there with the name that is most like it."""
    if item.empty:
        return f"{item.path}: {item.reason}"
    return f"{item.path}: {item.reason}{nearest_path(item.path) if item.missing else ': not checked'}"


def searched(paths: Sequence[str]) -> str:
    """Return the line for files that were named and in which keys alone were looked for; nothing for none."""
    if len(paths) == 1:
        return f"{paths[0]}: only keys were looked for"
    return f"only keys were looked for in {_listed(paths)}" if paths else ""


def unparsed(outcomes: Iterable[Outcome]) -> str:
    """Return the line for files that no one wrote by hand, in which only keys were looked for; nothing for none."""
    found = {outcome.path: outcome.unparsed for outcome in outcomes if outcome.unparsed}
    reasons = ", or ".join(dict.fromkeys(found.values()))
    return f"only keys were looked for in {_listed(list(found))} ({reasons})" if found else ""


def _listed(paths: Sequence[str]) -> str:
    """Return paths, the first of them by name and the others by their number."""
    shown = [*paths[:_NAMED], *([f"{len(paths) - _NAMED} more"] if len(paths) > _NAMED else [])]
    *before, last = shown
    return f"{', '.join(before)} and {last}" if before else last


def lacking(outcomes: Iterable[Outcome]) -> str:
    """Return the line for files in which more would be found with an extra of this package; nothing for none."""
    extras = [outcome.lacks for outcome in outcomes if outcome.lacks]
    if not extras:
        return ""
    install = f'pip install "flake8-openrouter[{extras[0]}]"'
    where = _many(len(extras), "file")
    return f"Only keys and the plainest mistakes were looked for in {where}: {install} finds the rest."


def fixes(outcomes: Iterable[Outcome], rendered: Rendered | None = None) -> Iterator[str]:
    """Yield how much was fixed, each fix where ``rendered`` says how it was written, and why what was not."""
    changed = [outcome for outcome in outcomes if outcome.fixed]
    count = sum(len(outcome.fixed) for outcome in changed)
    if count:
        yield f"Fixed {_many(count, 'finding')} in {_many(len(changed), 'file')}."
    if rendered is not None:
        for outcome in changed:
            for finding in outcome.fixed:
                finding.span.document.secrets |= outcome.secrets
                yield from _applied(finding, rendered(finding))
    for outcome in outcomes:
        for finding, reason in outcome.dropped:
            yield f"{_place(finding)}: {finding.code} was not fixed: {reason}"


def _applied(finding: Finding, replacements: tuple[Replacement, ...]) -> Iterator[str]:
    """Yield a finding that was fixed, as it was, and the lines that its fix took away and put in."""
    from flake8_openrouter.reports.snippet import shown_changes

    safety = finding.fix.safety.value if finding.fix else ""
    yield f"{_place(finding)}: {finding.code} was fixed ({safety} fix): {finding.message}"
    yield from shown_changes(finding, replacements)


def _place(finding: Finding) -> str:
    """Return the path of a finding, and the line, in the section of the file that it is in."""
    return f"{finding.path}:{finding.where.rpartition(':')[0]}"


def unsafe_alone(findings: Iterable[Finding], rendered: Rendered) -> str:
    """Return the line that says how many unsafe fixes there are if there are no safe ones; else nothing."""
    from flake8_openrouter.model import Safety

    count = sum(finding.fix.safety is Safety.UNSAFE and bool(rendered(finding)) for finding in findings if finding.fix)
    available = _many(count, "unsafe fix is", "unsafe fixes are")
    return f"No safe fixes; {available} available with --unsafe-fixes." if count else ""


def revocations(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield a line that may be shown for each key that was taken out of the source: that does not make it secret."""
    from flake8_openrouter.openrouter.keys import key_link
    from flake8_openrouter.openrouter.masking import presentable
    from flake8_openrouter.run.outcomes import label_of

    places: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        for finding in outcome.gone:
            key = (label_of(finding), finding.key_hash)
            places.setdefault(key, []).append(presentable(_place(finding)))
    for (name, digest), where in places.items():
        link = f", {key_link(digest)}" if digest else ""
        yield (
            f"Revoke the key {name} in OpenRouter's dashboard{link}: it was in {_first(where)}, "
            "and Git history keeps it."
        )


def _first(places: Iterable[str]) -> str:
    """Return places, the first of them by name and the others by their number."""
    every = list(dict.fromkeys(places))
    named = ", ".join(every[:_PLACES])
    return f"{named} and {len(every) - _PLACES} more" if len(every) > _PLACES else named


def diff(outcome: Outcome) -> Iterator[str]:
    """Yield a unified diff of what fixing would change, each key as its label."""
    if outcome.before == outcome.after:
        return
    from flake8_openrouter import languages
    from flake8_openrouter.model import Document
    from flake8_openrouter.reports.diff import unified

    language = languages.of_text(outcome.path, outcome.before)
    texts = (language.decoded(data)[0] for data in (outcome.before, outcome.after))
    before, after = (Document(outcome.path, text, language.notation) for text in texts)
    for document in (before, after):
        document.secrets = outcome.secrets
    for pair in _pairs(before, after):
        yield from unified(*pair)


def _pairs(before: Document, after: Document) -> Iterator[tuple[Document, Document]]:
    """Yield a file before and after its fixes, or those parts of it that people know by a name."""
    from flake8_openrouter.languages import sections

    parts = [list(sections(document)) for document in (before, after)]
    yield from zip(*parts, strict=True) if parts[0] and len(parts[0]) == len(parts[1]) else ((before, after),)


def write_baseline(file: Path, found: Iterable[str], *, whole: bool) -> Iterator[str]:
    """Write the entries of all findings as known ones, and yield how that differs from what was known.

    Where not the ``whole`` project was checked, what was known stays. Raises ConfigurationError and UsageError.
    """
    from flake8_openrouter.disk import files
    from flake8_openrouter.project import baseline

    before = baseline.read(file) if file.exists() else frozenset()
    entries = frozenset(found) | (frozenset() if whole else before)
    try:
        files.write(file, files.read(file) if file.exists() else None, baseline.written(entries).encode())
    except OSError as error:
        raise usage.UsageError(f"{file} can't be written: {error.strerror}") from None
    baseline.read.cache_clear()
    yield f"Wrote {_many(len(entries), 'known finding')} to {file}, {len(entries - before)} of them new."
    if gone := len(before - entries):
        yield f"Dropped {_many(gone, 'entry', 'entries')} that no longer {'occurs' if gone == 1 else 'occur'}."


def stale(file: Path, outcomes: Iterable[Outcome]) -> str:
    """Return the line for a baseline's entries that no longer occur; nothing where all do."""
    from flake8_openrouter.project import baseline

    gone = len(baseline.read(file) - {entry for outcome in outcomes for entry in outcome.known})
    if not gone:
        return ""
    entries = _many(gone, "entry of the baseline no longer occurs", "entries of the baseline no longer occur")
    return f"{entries}: --write-baseline drops what is gone."


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
