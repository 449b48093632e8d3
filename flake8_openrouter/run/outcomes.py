"""What comes of one file that was read: its findings, or why it has none, and its fixes."""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

from flake8_openrouter.disk import files
from flake8_openrouter.languages.python.syntax import decoding
from flake8_openrouter.languages.python.syntax.modules import Modules
from flake8_openrouter.model import LARGEST, Document, Finding, Safety, Severity, Span
from flake8_openrouter.project import baseline, suppressions
from flake8_openrouter.project.config import Configuration, ConfigurationError
from flake8_openrouter.project.not_rules import INCOMPLETE, INTERNAL_ERROR, UNREADABLE
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.run import analysis
from flake8_openrouter.run.tasks import Outcome, Repair, Task

#: After the fix of one of these the key is gone from the file, and known to whoever read it.
LEAKS = ("OPR101", "OPR102", "OPR103")
_LABEL = re.compile(r"sk-or-(?:(?!sk-or-)[A-Za-z0-9_-])*\.\.\.[A-Za-z0-9_-]*")

_MARKS = (b"\xff\xfe", b"\xfe\xff")


def ready() -> None:
    """Load what checking needs, so that processes that begin after it do not load it each."""
    all_rules()


def work(task: Task) -> Outcome:
    """Check a file, and fix it where that is asked for."""
    outcome = Outcome(task.path, before=task.data, after=task.data)
    try:
        outcome = _check(task, task.data)
        return outcome if task.repair is None else _fixed(task, task.repair, outcome)
    except ConfigurationError:
        raise
    except Exception as error:  # one file is no reason to leave the others out
        found = (_internal_error(task, error), *(outcome.findings or _keys_alone(task)))
        return outcome._replace(findings=found, before=task.data, after=task.data, consulted=None)


def lost(task: Task, error: Exception) -> Outcome:
    """Return what comes of a file whose process is gone, or can't say what it found."""
    is_gone = isinstance(error, RuntimeError)  # as a broken pool's is
    reason = "not checked: the process that checked it was ended, maybe for want of memory"
    finding = unread(task.path, reason) if is_gone else _internal_error(task, error)
    return Outcome(task.path, (finding,), before=task.data, after=task.data)


def _internal_error(task: Task, error: Exception) -> Finding:
    message = f"internal error: {type(error).__name__}; the other files were checked, please report it"
    return Finding(Span(Document(task.path, ""), 0, 0), message, None, INTERNAL_ERROR, Severity.ERROR)


def _keys_alone(task: Task) -> tuple[Finding, ...]:
    """Return the keys in a file that could not be checked; none where that fails as well."""
    try:
        return tuple(analysis.check(Document(task.path, _searchable(task.data)), None, task.configuration))
    except Exception:
        return ()


def _fixed(task: Task, repair: Repair, before: Outcome) -> Outcome:
    before = before._replace(before=task.data, after=task.data)
    if not task.is_python:
        return before
    if not _covered(before, repair):
        return before._replace(dropped=tuple((found, found.unfixable) for found in before.findings if found.unfixable))
    if reason := _barred(task, repair):
        return _not_fixed(before, reason)
    return _repaired(task, repair, before)


def _covered(outcome: Outcome, repair: Repair) -> int:
    """Return how many findings have a fix that is to be made."""
    fixes = [finding.fix for finding in outcome.findings if finding.fix is not None]
    return sum(repair.unsafe or fix.safety is Safety.SAFE for fix in fixes)


def _barred(task: Task, repair: Repair) -> str:
    """Return why a file is not written, whatever is found in it: where a link leads; nothing where it may be."""
    if repair.folders is None:
        return ""
    real = os.path.realpath(task.path)
    if not any(real.startswith(os.path.join(folder, "")) for folder in repair.folders):
        return f"it is a link to {real}, which is in none of the checked folders"
    return "" if decoding.is_python(real, task.data) else f"it is a link to {real}, which is not a Python file"


def _not_fixed(outcome: Outcome, reason: str) -> Outcome:
    return outcome._replace(findings=(unread(outcome.path, f"not fixed: {reason}"), *outcome.findings))


def _repaired(task: Task, repair: Repair, before: Outcome) -> Outcome:
    from flake8_openrouter.openrouter import masking  # with libcst, half a second: only where something is fixed
    from flake8_openrouter.run import fixing

    result = fixing.fix_source(task.data, task.path, unsafe=repair.unsafe, configuration=task.configuration)
    after = before if result.data == task.data else _check(task, result.data)
    labels = {label_of(finding) for finding in after.findings}
    after = after._replace(
        fixed=result.fixed,
        dropped=result.dropped,
        gone=tuple(found for found in before.findings if label_of(found) and label_of(found) not in labels),
        secrets=masking.known(before.findings[0].span.document),
        before=task.data,
        after=result.data,
        consulted=None,
    )
    if result.data != task.data and repair.write:  # last: what fails before it has written nothing
        try:
            files.write(Path(os.path.realpath(task.path)), task.data, result.data)
        except files.ChangedMeanwhile:
            return _looked_at_again(task, repair, before)
        except OSError as error:
            return _not_fixed(before, error.strerror or str(error))
    return after


def _looked_at_again(task: Task, repair: Repair, before: Outcome) -> Outcome:
    """Return what comes of a file that changed meanwhile: another run may have fixed some of it, and the rest is left.

    Where no less is left somebody edits it, and it is not written.
    """
    try:
        data = files.read(task.path)
    except OSError as error:
        return Outcome(task.path, (unread(task.path, f"can't be read: {error.strerror or error}"),))
    task = task._replace(data=data, is_python=decoding.is_python(task.path, data))
    after = _check(task, data)
    if _covered(after, repair) < _covered(before, repair):
        return work(task)._replace(consulted=None)
    return _not_fixed(after._replace(before=data, after=data), "it changed meanwhile")


def label_of(finding: Finding) -> str:
    """Return the label of the key that a finding says to be in the source; nothing where it says something else."""
    match = _LABEL.search(finding.message) if finding.code in LEAKS else None
    return match[0] if match else ""


def _check(task: Task, data: bytes) -> Outcome:
    """Check bytes as those of a task's file; in what is not Python, or can't be parsed, keys alone."""
    document, tree, failure = _read(task, data)
    configuration = task.configuration
    modules = Modules(configuration.root)
    found = analysis.check(document, tree, configuration._replace(baseline=None), modules=modules)
    entries = dict(baseline.fingerprints(found, configuration.relative(task.path)))
    known = baseline.read(configuration.baseline) if configuration.baseline is not None else frozenset()
    is_silenced = suppressions.noqa(document)
    left = [finding for finding in found if entries[finding] not in known and not is_silenced(finding)]
    kept = tuple(entries[finding] for finding in left if finding.code not in INCOMPLETE)
    if failure is not None and not is_silenced(failure) and not _is_ignored(failure, configuration):
        left.insert(0, failure)
    return Outcome(
        task.path,
        tuple(left),
        kept,
        tuple(entry for entry in entries.values() if entry in known),
        consulted=None if found or failure or not task.is_python else modules.consulted,
    )


def _read(task: Task, data: bytes) -> tuple[Document, ast.Module | None, Finding | None]:
    """Return the text of a file, its tree, and the finding that says why it has none that should have one."""
    if not task.is_python:
        return Document(task.path, _searchable(data)), None, None
    text, reason = _decoded(data)
    document = Document(task.path, text.removeprefix("\ufeff"))
    tree, failure = (None, unread(task.path, reason, document)) if reason else _parsed(document)
    if failure is not None and b"sk-or-" in data and "sk-or-" not in text:  # its encoding is not what it says
        document = Document(task.path, _searchable(data))
    return document, tree, failure


def _searchable(data: bytes) -> str:
    """Return bytes as text in which keys can be found, whatever they are."""
    if encoding := _wide_encoding(data) if b"\0" in data else "":
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _is_ignored(finding: Finding, configuration: Configuration) -> bool:
    by_path = configuration.ignores(finding.path, finding.code)
    return by_path or bool(configuration.ignore and finding.code.startswith(configuration.ignore))


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file, and why it is none of Python's if it isn't."""
    if b"\0" in data:
        kind = "text in UTF-16, which Python does not read" if _wide_encoding(data) else "binary data"
        return _searchable(data), f"{kind}: only keys were looked for"
    if reason := decoding.undecodable(data):
        return data.decode("latin-1"), f"can't be decoded ({reason}): only keys were looked for"
    return decoding.decode(data), ""


def _wide_encoding(data: bytes) -> str:
    """Return the encoding of text with two bytes a character, as some Windows programs write it; nothing for other."""
    if data.startswith(_MARKS):
        return "utf-16"
    most = len(data) * 2 // 5
    if data[1::2].count(0) > most:
        return "utf-16-le"
    return "utf-16-be" if data[::2].count(0) > most else ""


def _parsed(document: Document) -> tuple[ast.Module | None, Finding | None]:
    """Return a document's tree, or the finding that says why it has none."""
    if len(document.text) > LARGEST:
        reason = f"larger than {LARGEST // 1_000_000} million characters: only keys were looked for"
        return None, unread(document.path, reason, document)
    try:
        return decoding.parse(document.text), None
    except SyntaxError as error:
        reason = f"can't be parsed ({error.msg}): only keys were looked for"
        return None, unread(document.path, reason, document, _place(document, error))
    except (RecursionError, MemoryError):
        return None, unread(document.path, "nested too deeply to be parsed: only keys were looked for", document)
    except ValueError as error:  # half a surrogate pair, which some codecs let through
        return None, unread(document.path, f"can't be parsed ({error}): only keys were looked for", document)


def _place(document: Document, error: SyntaxError) -> int:
    line = document.line(error.lineno or 0)
    if not line:
        return 0
    return document.offset(error.lineno or 1, 0) + max(0, min((error.offset or 1) - 1, len(line.rstrip("\r\n"))))


def unread(path: str, reason: str, document: Document | None = None, offset: int = 0) -> Finding:
    """Return the finding that says why a file could not be checked."""
    from flake8_openrouter.openrouter.masking import presentable

    span = Span(document or Document(path, ""), offset, offset)
    return Finding(span, presentable(" ".join(reason.split())), None, UNREADABLE, Severity.ERROR)
