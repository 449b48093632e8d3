"""``flake8-openrouter doctor [PATH]``: which credential is really used from here, a line a check, or JSON.

All that is printed may be pasted into an issue.
"""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from flake8_openrouter.command.usage import UsageError, nearest_path
from flake8_openrouter.doctor import examination, online, surroundings, world
from flake8_openrouter.doctor.catalogue import _, language_of, said
from flake8_openrouter.doctor.results import Result, Status, exit_code
from flake8_openrouter.doctor.surroundings import clean
from flake8_openrouter.model import Message
from flake8_openrouter.openrouter.masking import presentable

_FORM = 1

_HEADS = {Status.OK: _("ok"), Status.NOTE: _("note"), Status.PROBLEM: _("problem"), Status.UNKNOWN: _("unknown")}
_WIDTH = 9
#: Details of a check that are shown where nobody asks for all.
_MOST = 8
_MORE = _("and {count} more: -v shows them")
_REPAIR = _("to do: {what}")
_WELL = _("Nothing is seen to be wrong. Whether OpenRouter knows the key is asked with --online alone.")
_KNOWN = _("Nothing is seen to be wrong.")
_FOUND = _("{count} of {all} checks found something.")


def show(options: Namespace) -> int:
    """Print what the checks find at the path that the options name. Raises UsageError for one that is not there."""
    path = options.path
    if not path or not os.path.lexists(path):
        raise UsageError(f"{path or 'an empty path'}: no such file or folder{nearest_path(path)}")
    language = options.lang or language_of(os.environ)
    results = _results(options)
    if options.output_format == "json":
        print(json.dumps(_as_json(results, language), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(results, language, verbose=options.verbose)))
    return exit_code(results)


def _results(options: Namespace) -> list[Result]:
    """Return what the checks find, and what else the options ask for."""
    here, whole = world.here(options.path), None
    if options.clean_env:
        here, whole = here._replace(environment=clean.environment(here.environment)), here.environment
    looked_at = examination.subject(here, options.path)
    file = Path(os.path.abspath(options.env_file)) if options.env_file else None
    asked = surroundings.Asked(options.unit or "", file, whole)
    results = [*surroundings.on_request(looked_at, asked), *examination.examined(looked_at)]
    if options.online:
        results += online.check(looked_at)
    return results


def _lines(results: Sequence[Result], language: str, *, verbose: bool) -> Iterator[str]:
    for result in results:
        yield _line(said(_HEADS[result.status], language), said(result.message, language))
        if verbose or result.status is not Status.OK:
            shown = result.detail if verbose else result.detail[:_MOST]
            yield from (_line("", said(each, language)) for each in shown)
            left = len(result.detail) - len(shown)
            if left:
                yield _line("", said(Message(_MORE, "", count=str(left)), language))
        if result.link and (verbose or result.status is not Status.OK):
            yield f"{'':<{_WIDTH}}{result.link}"
        if result.repair:
            yield _line("", said(Message(_REPAIR, "", what=result.repair), language))
    problems = sum(result.status is Status.PROBLEM for result in results)
    yield ""
    count = {"count": str(problems), "all": str(len(results))}
    well = _KNOWN if any(result.check == online.CHECK for result in results) else _WELL
    yield said(Message(_FOUND, "", **count) if problems else well, language)


def _line(head: str, text: str) -> str:
    return f"{head:<{_WIDTH}}{presentable(text)}"


def _as_json(results: Sequence[Result], language: str) -> dict[str, object]:
    counts = {status.value: sum(result.status is status for result in results) for status in Status}
    return {"form": _FORM, "counts": counts, "results": [_as_object(result, language) for result in results]}


def _as_object(result: Result, language: str) -> dict[str, object]:
    return {
        "check": result.check,
        "status": result.status.value,
        "message": presentable(said(result.message, language)),
        "detail": [presentable(said(each, language)) for each in result.detail],
        "repair": presentable(said(result.repair, language)),
        "link": result.link or None,
    }
