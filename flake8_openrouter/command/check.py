"""``flake8-openrouter check``: from its options to outcomes, a report, notes and an exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from flake8_openrouter.command import notes, output, revision
from flake8_openrouter.command.run import Run, of_paths, of_stdin, unused_ignores
from flake8_openrouter.command.usage import CLEAN, FAILED, FOUND, STDIN, UsageError, width_of
from flake8_openrouter.project import discovery
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.not_rules import INCOMPLETE, INTERNAL_ERROR
from flake8_openrouter.project.overrides import Overrides, from_file
from flake8_openrouter.run.tasks import FixMode

if TYPE_CHECKING:
    from flake8_openrouter.model import Finding, Replacement


def check(options: Namespace) -> int:
    """Check, fix and report as the options say, and return the exit code."""
    options.paths = options.paths or ["."]
    _reject_contradictions(options)
    with revision.seen(options):
        return _checked(options)


def _checked(options: Namespace) -> int:
    overrides = _overrides(options)
    stdin = options.paths == [STDIN]
    fixing = options.fix or options.fix_only or options.diff
    where = None if stdin else discovery.folders(options.paths)
    mode = FixMode(options.unsafe_fixes, not (options.diff or stdin), where) if fixing else None
    run = of_stdin(options, overrides, mode) if stdin else of_paths(options, overrides, mode)
    say = notes.speaker(quiet=options.quiet)
    _say_what_was_not_checked(run, say)
    if options.write_baseline:
        whole = _is_whole(options) and not (run.wrong or any(item.named for item in run.skipped))
        entries = [entry for outcome in run.outcomes for entry in outcome.entries]
        for line in notes.write_baseline(Path(options.write_baseline), entries, whole=whole):
            say(line)
    if stdin and mode and not options.diff:
        sys.stdout.flush()
        sys.stdout.buffer.write(run.outcomes[0].after)
    if options.diff:
        sys.stdout.writelines(piece for outcome in run.outcomes for piece in notes.diff(outcome))
        sys.stdout.writelines(notes.line_of(finding) + "\n" for finding in run.findings if finding.code in INCOMPLETE)
    elif not options.fix_only and (run.looked_at or run.findings or options.output_format):
        _report(options, overrides, run, _reported(options, run), sys.stderr if stdin and mode else sys.stdout)
    elif left := [finding for finding in run.findings if finding.code in INCOMPLETE]:
        _report(options, overrides, run, left, sys.stderr if stdin else sys.stdout)
    if (options.diff or options.fix_only) and not options.unsafe_fixes and not run.fixed:
        say(notes.unsafe_alone(run.findings, _fixes(overrides)))
    if mode and not options.diff:
        for line in notes.fixes(run.outcomes, _fixes(overrides) if options.show_fixes else None):
            say(line)
        for line in notes.revocations(run.outcomes):
            say(line, always=True, as_it_is=True)
    elif options.unsafe_fixes and not options.diff:
        say("--unsafe-fixes does nothing without --fix or --diff")
    if overrides.baseline and not mode and _is_whole(options):
        say(notes.stale(overrides.baseline, run.outcomes))
    if options.show_unused_ignores:
        for line in unused_ignores(options, overrides, whole=_is_whole(options)):
            say(line, always=True, as_it_is=True)
    return _exit_code(options, run)


def _say_what_was_not_checked(run: Run, say: notes.Speaker) -> None:
    for item in run.skipped:
        say(notes.skipped(item), always=item.named)
    say(notes.searched(run.searched), always=True)
    say(notes.unparsed(run.outcomes))
    say(notes.lacking(run.outcomes))
    for error in run.wrong:
        say(f"{' '.join(str(error).split())}: the files there were not checked", always=True)


def _reject_contradictions(options: Namespace) -> None:
    if STDIN in options.paths and len(options.paths) > 1:
        raise UsageError("`-` is standard input: it can't be checked together with other paths")
    if "" in options.paths:
        raise UsageError("a path is empty")
    for name in ("config", "baseline", "write_baseline", "output_file", "stdin_filename"):
        if getattr(options, name) == "":
            raise UsageError(f"--{name.replace('_', '-')} is empty")
    for name in ("output_file", "output_format"):
        if options.diff and getattr(options, name):
            raise UsageError(f"--diff can't be combined with --{name.replace('_', '-')}")
    if options.stdin_filename and STDIN not in options.paths:
        raise UsageError("--stdin-filename needs `-`, standard input")
    if options.output_file:
        output.require_free(options.output_file)
    if options.config and options.isolated:
        raise UsageError("--config and --isolated contradict each other")
    if options.show_unused_ignores and STDIN in options.paths:
        raise UsageError("--show-unused-ignores is for files, not for `-`, standard input")
    if options.write_baseline and (options.fix or options.fix_only or options.diff):
        raise UsageError("--write-baseline can't be combined with --fix, --fix-only or --diff: run one after the other")


def _overrides(options: Namespace) -> Overrides:
    configuration = None
    if options.config:
        configuration = from_file(Path(options.config))
    elif options.isolated:
        configuration = Configuration(root=Path.cwd())
    known = Path(os.path.abspath(options.baseline)) if options.baseline and not options.write_baseline else None
    return Overrides(
        configuration,
        tuple(options.select) if options.select else None,
        tuple(options.extend_select or ()),
        tuple(options.ignore or ()),
        known,
        baselined=not options.write_baseline,
    )


def _reported(options: Namespace, run: Run) -> list[Finding]:
    if options.write_baseline:  # all others are known from now on
        return [finding for finding in run.findings if finding.code in INCOMPLETE]
    return run.findings


def _report(options: Namespace, overrides: Overrides, run: Run, findings: Sequence[Finding], stream: TextIO) -> None:
    from flake8_openrouter import reports

    format_name = options.output_format or ("concise" if options.quiet else "text")
    color = options.output_file is None and output.has_color(stream)
    known = sum(len(outcome.entries if options.write_baseline else outcome.known) for outcome in run.outcomes)
    width = width_of(stream) if options.output_file is None else None
    report = reports.Report(
        tuple(findings),
        Path.cwd(),
        _fixes(overrides),
        statistics=options.statistics,
        show_fixes=options.show_fixes,
        color=color,
        known=known,
        width=width,
        committed=options.revision is not None,
    )
    pieces: Iterator[str] = reports.render(report, format_name)
    output.write(pieces, options.output_file, stream)


def _fixes(overrides: Overrides) -> Callable[[Finding], tuple[Replacement, ...]]:
    """Return what renders a finding's fix with the key source of its project."""

    def render(finding: Finding) -> tuple[Replacement, ...]:
        if finding.fix is None:
            return ()
        from flake8_openrouter.run import fixing  # with libcst, half a second: only where a report shows fixes

        folder = os.path.dirname(os.path.abspath(finding.path))
        return fixing.replacements(finding, overrides.for_folder(folder))

    return render


def _is_whole(options: Namespace) -> bool:
    """Tell whether all of the project was checked, by all rules, so that what did not occur is gone."""
    narrowed = options.select or options.ignore or options.exclude or options.extend_exclude
    return not narrowed and any(Path.cwd().is_relative_to(os.path.abspath(path)) for path in options.paths)


def _exit_code(options: Namespace, run: Run) -> int:
    findings = _reported(options, run)
    failed = run.wrong or any(item.named for item in run.skipped)
    if failed or any(finding.code == INTERNAL_ERROR for finding in findings):
        return FAILED
    incomplete = any(finding.code in INCOMPLETE for finding in findings)
    changes = any(outcome.before != outcome.after for outcome in run.outcomes)
    if options.diff:
        found = changes or incomplete
    elif options.fix_only:
        found = incomplete
    else:
        found = bool(findings)
    if options.exit_non_zero_on_fix and run.fixed:
        return FOUND
    return FOUND if found and not options.exit_zero else CLEAN
