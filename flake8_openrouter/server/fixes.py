"""Fixes as edits of the text that an editor holds, made by what ``--fix`` makes them with."""

from __future__ import annotations

from collections.abc import Callable

from flake8_openrouter import languages
from flake8_openrouter.model import Finding, Safety
from flake8_openrouter.server.checking import Checked
from flake8_openrouter.server.edits import Edit, between


def is_safe(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.safety is Safety.SAFE


def of(checked: Checked, finding: Finding) -> tuple[Edit, ...]:
    """Return what fixes one finding; nothing where that can't be fixed."""
    return _edits(checked, lambda found: found is finding, unsafe=not is_safe(finding), once=True)


def of_kind(checked: Checked, code: str, *, unsafe: bool) -> tuple[Edit, ...]:
    """Return what fixes all findings of a code; ``unsafe``: those as well whose fixes somebody should review."""
    return _edits(checked, lambda found: found.code == code, unsafe=unsafe)


def of_all(checked: Checked, *, unsafe: bool) -> tuple[Edit, ...]:
    """Return what ``--fix`` does to the text, or ``--fix --unsafe-fixes``."""
    return _edits(checked, None, unsafe=unsafe)


def _edits(
    checked: Checked, among: Callable[[Finding], bool] | None, *, unsafe: bool, once: bool = False
) -> tuple[Edit, ...]:
    task, read = checked.task, checked.read
    if task is None or read is None or read.program is None or not _is_as_it_is(checked):
        return ()
    from flake8_openrouter.run import fixing  # with libcst, half a second: only where something is fixed

    before = fixing.Analysed(read.program, read.kept)
    done = fixing.fixed(before, task.data, read.encoding, task.configuration, unsafe=unsafe, among=among, once=once)
    if done.data == task.data:
        return ()
    after = languages.named(task.language).decoded(done.data)[0]
    shift = checked.shift
    found = between(before.text, after.removeprefix("\ufeff"))
    return tuple(edit._replace(start=edit.start + shift, end=edit.end + shift) for edit in found)


def _is_as_it_is(checked: Checked) -> bool:
    """Tell whether a text is the one that was checked: the encoding that it names may not have all its characters."""
    assert checked.read is not None
    program = checked.read.program
    return program is not None and program.document.text == checked.text[checked.shift :]
