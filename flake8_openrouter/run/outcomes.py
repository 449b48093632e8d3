"""What comes of one file that was read: its findings, or why it has none, and its fixes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.disk import files
from flake8_openrouter.languages import Failure, Language, Program
from flake8_openrouter.model import Document, Finding, Safety, Severity, Span
from flake8_openrouter.openrouter import keys
from flake8_openrouter.project.config import Configuration, ConfigurationError
from flake8_openrouter.project.discovery import is_program
from flake8_openrouter.project.not_rules import INTERNAL_ERROR, UNREADABLE
from flake8_openrouter.project.suppressions import Suppressions
from flake8_openrouter.rules._registry import all_rules, key_leaks
from flake8_openrouter.run import analysis, large, prefilter, searching
from flake8_openrouter.run.analysis import Kept
from flake8_openrouter.run.tasks import FixMode, Outcome, Task


def ready() -> None:
    """Load what checking needs, so that processes that begin after it do not load it each."""
    all_rules()


def work(task: Task) -> Outcome:
    """Check a file, and fix it where that is asked for."""
    outcome = Outcome(task.path, before=task.data, after=task.data)
    try:
        read = understood(task, task.data)
        outcome = _outcome(task, read)
        return outcome if task.mode is None else _fixed(task, task.mode, read, outcome)
    except ConfigurationError:
        raise
    except Exception as error:  # the others are checked all the same
        found = failed(task, error, outcome.findings)
        return outcome._replace(findings=found, before=task.data, after=task.data, consulted=None)


def failed(task: Task, error: Exception, found: tuple[Finding, ...] = ()) -> tuple[Finding, ...]:
    """Return what is reported of a file on which we fail: that, and what was found before, or its keys."""
    return (_internal_error(task, error), *(found or _keys_alone(task)))


def lost(task: Task, error: Exception) -> Outcome:
    """Return what comes of a file whose process is gone, or can't say what it found."""
    is_gone = isinstance(error, RuntimeError)  # as a broken pool's is
    reason = "not checked: its process was killed, maybe for lack of memory"
    finding = unread(task.path, reason) if is_gone else _internal_error(task, error)
    return Outcome(task.path, (finding,), before=task.data, after=task.data)


def _internal_error(task: Task, error: Exception) -> Finding:
    message = f"internal error: {type(error).__name__}; the other files were checked, please report it"
    return Finding(Span(Document(task.path, ""), 0, 0), message, None, INTERNAL_ERROR, Severity.ERROR)


def _keys_alone(task: Task) -> tuple[Finding, ...]:
    """Return the keys in a file that could not be checked; none where that fails as well."""
    try:
        return analysis.of_text(Document(task.path, large.searchable(task.data)), task.configuration).findings
    except Exception:
        return ()


def _fixed(task: Task, mode: FixMode, read: Read, before: Outcome) -> Outcome:
    before = before._replace(before=task.data, after=task.data)
    if read.program is None:
        return before
    if not _covered(before, mode):
        return before._replace(dropped=tuple((found, found.unfixable) for found in before.findings if found.unfixable))
    if reason := _barred(task, mode):
        return _not_fixed(before, reason)
    return _after_fixing(task, mode, read, before)


def _covered(outcome: Outcome, mode: FixMode) -> int:
    """Return how many findings have a fix that is to be made."""
    fixes = [finding.fix for finding in outcome.findings if finding.fix is not None]
    return sum(mode.unsafe or fix.safety is Safety.SAFE for fix in fixes)


def _barred(task: Task, mode: FixMode) -> str:
    """Return why a file is not written, whatever is found in it: where a link leads; nothing where it may be."""
    if mode.folders is None:
        return ""
    real = os.path.realpath(task.path)
    if not any(real.startswith(os.path.join(folder, "")) for folder in mode.folders):
        return f"it is a link to {real}, outside of the checked folders"
    language = languages.named(task.language)
    if languages.of_file(real, task.data) is language:
        return ""
    return f"it is a link to {real}, which is not a {language.title} file"


def _not_fixed(outcome: Outcome, reason: str) -> Outcome:
    return outcome._replace(findings=(unread(outcome.path, f"not fixed: {reason}"), *outcome.findings))


def _after_fixing(task: Task, mode: FixMode, read: Read, before: Outcome) -> Outcome:
    from flake8_openrouter.openrouter import masking
    from flake8_openrouter.run import fixing  # with libcst, half a second: only where something is fixed

    assert read.program is not None
    analysed = fixing.Analysed(read.program, read.kept)
    result = fixing.fixed(analysed, task.data, read.encoding, task.configuration, unsafe=mode.unsafe)
    after = before if result.data == task.data else _outcome(task, read._replace(kept=result.after.kept))
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
    if result.data != task.data and mode.write:  # last: what fails before it has written nothing
        try:
            files.write(Path(os.path.realpath(task.path)), task.data, result.data)
        except files.ChangedMeanwhile:
            return _looked_at_again(task, mode, before)
        except OSError as error:
            return _not_fixed(before, error.strerror or str(error))
    return after


def _looked_at_again(task: Task, mode: FixMode, before: Outcome) -> Outcome:
    """Return what comes of a file that changed meanwhile: another run may have fixed some of it, and the rest is left.

    Where no less is left somebody edits it, and it is not written.
    """
    try:
        data = files.read(task.path)
    except OSError as error:
        return Outcome(task.path, (unread(task.path, f"can't be read: {error.strerror or error}"),))
    language = languages.of_file(task.path, data)
    task = task._replace(data=data, language=language.name if language else "")
    after = _outcome(task, understood(task, data))
    if _covered(after, mode) < _covered(before, mode):
        return work(task)._replace(consulted=None)
    return _not_fixed(after._replace(before=data, after=data), "the file changed during the run")


def label_of(finding: Finding) -> str:
    """Return the label of the key that a finding says to be in the source; nothing where it says something else."""
    match = keys.LABEL.search(finding.message) if finding.code in key_leaks() else None
    return match[0] if match else ""


class Read(NamedTuple):
    """A file's bytes as they were understood: ``program`` is None for what is of no language, or has no text.

    ``failure`` says why it is not understood, where it should be, ``unparsed`` where it need not be.
    """

    kept: Kept
    program: Program | None = None
    encoding: str = ""
    failure: Finding | None = None
    unparsed: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is to be reported: at first why it is not understood."""
        return (self.failure, *self.kept.findings) if self.failure is not None else self.kept.findings


def _outcome(task: Task, read: Read) -> Outcome:
    """Return what comes of a file that is only checked."""
    kept, findings = read.kept, read.findings
    lacks = _lacking(read.program, task.configuration) if read.program is not None else ""
    is_said = findings or kept.known or lacks or read.unparsed
    consulted = dict(kept.consulted) if not is_said and task.language and not task.words else None
    return Outcome(
        task.path, findings, kept.entries, kept.known, consulted=consulted, lacks=lacks, unparsed=read.unparsed
    )


def _lacking(program: Program, configuration: Configuration) -> str:
    """Return the extra without which a program that may concern us is read in part; nothing where it is there."""
    words = prefilter.words(configuration)
    lacking = (each for each in languages.with_embedded(program) if each.lacks)
    return next((each.lacks for each in lacking if prefilter.passes(each.document.text, words)), "")


def understood(task: Task, data: bytes) -> Read:
    """Return what is found in the bytes of a file; in what is not understood, keys alone."""
    if task.words:
        found = large.keys_in(task.path, task.words, task.configuration)
        return Read(found.kept, failure=_unsaid(task, are_all=found.are_all))
    if not task.language:
        document = Document(task.path, large.searchable(data), languages.by_name(task.path).notation)
        return Read(analysis.of_text(document, task.configuration))
    language = languages.named(task.language)
    text, encoding, reason = _decoded(language, data)
    document = Document(task.path, text.removeprefix("\ufeff"), language.notation)
    program = language.program(document) if not reason else None
    failure = Failure(reason) if program is None else program.failure
    if failure is not None and program is not None and not _concerns_us(task, data, language):
        return Read(Kept())  # it was only looked at for what it imports
    if failure is not None:
        return _not_understood(task, data, document, failure)
    assert program is not None
    kept = analysis.analyse(program, task.configuration)
    return Read(kept, program, encoding)


def _concerns_us(task: Task, data: bytes, language: Language) -> bool:
    words = tuple(word.encode() for word in prefilter.words(task.configuration))
    return searching.holds(data, words, language)


def _unsaid(task: Task, *, are_all: bool) -> Finding | None:
    """Return the finding that says what was not looked for in a file read piece by piece, or is not reported."""
    reasons = []
    if is_program(task.path):
        reasons.append(f"larger than {files.LARGE // 1_000_000} MB: only keys were looked for")
    if not are_all:
        reasons.append(f"only the first {large.MOST:,} keys are reported")
    found = unread(task.path, ", and ".join(reasons))
    return found if reasons and not _is_ignored(found, task.configuration) else None


def _not_understood(task: Task, data: bytes, document: Document, failure: Failure) -> Read:
    """Return the keys of what is not understood, and the finding that says why it isn't, unless that is ignored."""
    found = unread(document.path, f"{failure.reason}: only keys were looked for", document, failure.offset)
    is_silenced = Suppressions(task.configuration).silences(found)
    if b"sk-or-" in data and "sk-or-" not in document.text:  # its encoding is not what it says
        document = Document(task.path, large.searchable(data))
    kept = analysis.of_text(document, task.configuration)
    if failure.is_made:
        return Read(kept, unparsed=failure.reason)
    is_ignored = is_silenced or _is_ignored(found, task.configuration)
    return Read(kept, failure=None if is_ignored else found)


def _is_ignored(finding: Finding, configuration: Configuration) -> bool:
    by_path = configuration.ignores(finding.path, finding.code)
    return by_path or bool(configuration.ignore and finding.code.startswith(configuration.ignore))


def _decoded(language: Language, data: bytes) -> tuple[str, str, str]:
    """Return the text of a file, its encoding, and why it is not of its language if it isn't."""
    try:
        text, encoding = language.decoded(data)
        reason = "binary data" if "\0" in text and not language.keys_alone else ""
    except ValueError as error:
        text, encoding, reason = data.decode("latin-1"), "", f"can't be decoded ({error})"
    if not reason or b"\0" not in data:
        return text, encoding, reason
    searchable, wide = languages.TEXT.decoded(data)
    return searchable, "", f"text in UTF-16, which {language.title} does not read" if "16" in wide else "binary data"


def unread(path: str, reason: str, document: Document | None = None, offset: int = 0) -> Finding:
    """Return the finding that says why a file could not be checked."""
    from flake8_openrouter.openrouter.masking import presentable

    span = Span(document or Document(path, ""), offset, offset)
    return Finding(span, presentable(" ".join(reason.split())), None, UNREADABLE, Severity.ERROR)
