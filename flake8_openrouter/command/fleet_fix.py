"""``flake8-openrouter fleet fix LIST``: the safe fixes of many repositories, each committed on a new branch of it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator

from flake8_openrouter.command import progress
from flake8_openrouter.command.usage import CLEAN, FAILED, UsageError, say
from flake8_openrouter.fleet import fixing
from flake8_openrouter.fleet.fixing import Fixed, Wanted
from flake8_openrouter.fleet.sources import Source, sources
from flake8_openrouter.git import branches
from flake8_openrouter.git.branches import Refused


def run(options: Namespace) -> int:
    """Commit the fixes of the repositories of a list, say what came of each, and return the exit code."""
    try:
        branches.require_name(options.branch)
    except Refused as error:
        raise UsageError(str(error)) from None
    found = sources(options.list)
    if not found:
        raise UsageError("no repositories are listed")
    wanted = Wanted(options.branch, options.message or "", options.dry_run)
    done = [_said(each, wanted, quiet=options.quiet) for each in _fixed(found, wanted, quiet=options.quiet)]
    if not options.quiet:
        print(_summary(done, wanted))
    return FAILED if any(each.failure for each in done) else CLEAN


def _fixed(found: list[Source], wanted: Wanted, *, quiet: bool) -> Iterator[Fixed]:
    with progress.counted("Fixing", len(found), wanted=sys.stderr.isatty() and not quiet) as advance:
        for number, source in enumerate(found, 1):
            yield fixing.fixed(source, wanted)
            advance(number)


def _said(each: Fixed, wanted: Wanted, *, quiet: bool) -> Fixed:
    if each.failure:
        say(f"{each.repository}: {each.failure}", as_it_is=True)
    elif each.fixes and not quiet:
        made = f"{_many(each.fixes, 'fix', 'fixes')} in {_many(each.files, 'file', 'files')}"
        where = f" on {wanted.branch} ({each.commit[:12]})" if each.commit else ""
        print(f"{each.repository}: {made}{where}")
    return each


def _summary(done: Iterable[Fixed], wanted: Wanted) -> str:
    every = list(done)
    fixed = [each for each in every if each.fixes and not each.failure]
    made = _many(sum(each.fixes for each in fixed), "fix", "fixes")
    where = _many(len(fixed), "repository", "repositories")
    verb = "would be committed" if wanted.dry_run else "committed"
    failed = sum(bool(each.failure) for each in every)
    rest = len(every) - len(fixed) - failed
    return f"{made} {verb} in {where}; {rest:,} had nothing to fix, {failed:,} could not be done."


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
