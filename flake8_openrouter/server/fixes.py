"""The text that an editor holds after fixes, made by what ``--fix`` makes them with."""

from __future__ import annotations

from collections.abc import Callable

from flake8_openrouter import languages
from flake8_openrouter.model import Finding, Safety
from flake8_openrouter.server.checking import Checked


def is_safe(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.safety is Safety.SAFE


def of(checked: Checked, finding: Finding) -> str | None:
    """Return the text without one finding; None where that can't be fixed."""
    return _after(checked, lambda found: found is finding, unsafe=not is_safe(finding), once=True)


def of_kind(checked: Checked, code: str, *, unsafe: bool) -> str | None:
    """Return the text without the findings of a code; ``unsafe``: those as well whose fixes somebody should review."""
    return _after(checked, lambda found: found.code == code, unsafe=unsafe)


def of_all(checked: Checked, *, unsafe: bool) -> str | None:
    """Return what ``--fix`` makes of the text, or ``--fix --unsafe-fixes``."""
    return _after(checked, None, unsafe=unsafe)


def _after(
    checked: Checked, among: Callable[[Finding], bool] | None, *, unsafe: bool, once: bool = False
) -> str | None:
    task, read = checked.task, checked.read
    if task is None or read is None or read.program is None or not _is_as_it_is(checked):
        return None
    from flake8_openrouter.run import fixing  # with libcst, half a second: only where something is fixed

    before = fixing.Analysed(read.program, read.kept)
    done = fixing.fixed(before, task.data, read.encoding, task.configuration, unsafe=unsafe, among=among, once=once)
    if done.data == task.data:
        return None
    after = languages.named(task.language).decoded(done.data)[0]
    return checked.text[: checked.shift] + after.removeprefix("\ufeff")


def _is_as_it_is(checked: Checked) -> bool:
    """Tell whether a text is the one that was checked: the encoding that it names may not have all its characters."""
    assert checked.read is not None
    program = checked.read.program
    return program is not None and program.document.text == checked.text[checked.shift :]
