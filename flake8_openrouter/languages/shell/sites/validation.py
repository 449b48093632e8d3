"""Whether a request is there to find out if a key is valid: only its status is used, or what is around says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.languages.commands.told import Told
from flake8_openrouter.languages.shell.inference.arguments import Argument
from flake8_openrouter.languages.shell.sites.runs import Run
from flake8_openrouter.model import Document

_NOWHERE = "/dev/null"
_STATUS = re.compile(r"%\{(?:http_code|response_code)\}")
_BY_OUTCOME = ("&&", "||")
#: Lines before a command, or after it, in which somebody may say what it is for.
_LINES = 2
_SAYS = re.compile(r"(?=.*\b(?:valid|verif|check|test))(?=.*\bkey\b)", re.IGNORECASE)
#: What of a script is said: a comment, or what is shown.
_SAID = re.compile(r"[ \t]*(?:#|(?:echo|printf)\b)")
_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,}|:::|\.\.)")


def tests_key(run: Run, told: Told[Argument], document: Document) -> bool:
    """Tell whether a request is there for its status alone. Where its body is used, it is not."""
    discards = _discards(told)
    decides = run.around.decides or run.ends_with in _BY_OUTCOME
    if told.is_head or asks_for_status(told) or ((discards or run.is_hidden) and decides):
        return True
    if run.ends_with in ("|", "|&") or run.around.is_taken or run.is_hidden or (told.outputs and not discards):
        return False
    return (told.fails and decides) or any(map(_SAYS.search, _said(run, document)))


def asks_for_status(told: Told[Argument]) -> bool:
    """Tell whether a request is there for its status, which is all that it says."""
    says = any(_STATUS.search(given.value.literal or "") for given in told.says if given.value is not None)
    return says and _discards(told)


def _discards(told: Told[Argument]) -> bool:
    return any(given.value is not None and given.value.literal == _NOWHERE for given in told.outputs)


def _said(run: Run, document: Document) -> Iterator[str]:
    """Yield what is said in the lines around a command."""
    text = document.text
    before = text[: document.start_of_line(run.start)].splitlines()[-_LINES:] if run.start else []
    after = text[run.stop :].split("\n", _LINES + 1)[1 : _LINES + 1]
    yield from (line for line in (*before, *after) if _SAID.match(line))
    embedding = document.embedding
    if embedding is not None and len(before) < _LINES:
        around = embedding.outer.text[: embedding.opening].splitlines()
        prose = [line for line in around[-_LINES - 1 :] if line.strip() and not _FENCE.match(line)]
        yield from prose[-_LINES:]
