"""``flake8-openrouter explain TEXT|-``: what a message says, what may have caused it, and what to do.

What is printed comes from tables: of the text itself nothing is shown but the labels of keys.
"""

from __future__ import annotations

import json
import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

from flake8_openrouter import languages
from flake8_openrouter.command.usage import CLEAN, FOUND, PROGRAM, STDIN, UsageError, read_stdin, say, width_of
from flake8_openrouter.doctor import explaining
from flake8_openrouter.doctor.catalogue import _, language_of, said
from flake8_openrouter.doctor.causes import Cause
from flake8_openrouter.doctor.explaining import Explanation, Recognised, Shown
from flake8_openrouter.openrouter import keys

#: Bytes of a text that are looked at; of a longer one half of them at its beginning, and half at its end.
_MOST = 4_000_000
_HALF = _MOST // 2

_RULE = re.compile(r"OPR\d{3}", re.IGNORECASE)

_NOTHING = _(
    "Nothing is recognised. Paste the whole message, with its status and body, or what curl -v shows. "
    "For what is set up here, run: {command}"
)
_LINE = _("line {line}")
_CAUSES = _("Likely causes, the likeliest first:")
_CHECKED = _("looked at by {what}")
_KEYS = _("Keys in the text. Whoever has read it can use them: revoke them.")
_OTHERS = _("a key of {provider}: revoke it there")
_NEXT = _("See what is set up here: {command}")
_CUT = _("only the first and the last {number} MB are looked at")


def show(options: Namespace) -> int:
    """Print what a text says; 1 if anything is recognised. Raises UsageError where there is nothing to look at."""
    language = options.lang or language_of(os.environ)
    explained = explaining.together([(explaining.explain(text), before) for text, before in _texts(options, language)])
    if options.output_format == "json":
        print(json.dumps(_as_json(explained, language), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(explained, language)))
    return FOUND if explained.messages or explained.keys else CLEAN


def _texts(options: Namespace, language: str) -> list[tuple[str, int]]:
    """Return the text to explain, or its parts, each after so many lines. Raises UsageError where there is none."""
    if STDIN in options.text and len(options.text) > 1:
        raise UsageError("`-` is standard input: it can't be explained together with a text")
    texts = _from_stdin(language) if options.text == [STDIN] else [(" ".join(options.text), 0)]
    text = texts[0][0].strip() or texts[-1][0].strip()
    if not text:
        raise UsageError("there is no text to explain")
    if _RULE.fullmatch(text):
        raise UsageError(f"{text.upper()} is a rule: `{PROGRAM} rule {text.upper()}`")
    return texts


def _from_stdin(language: str) -> list[tuple[str, int]]:
    """Return what is on standard input. Of a long log the end says most: there the program failed."""
    data = read_stdin(_MOST + 1)
    if len(data) <= _MOST:
        return [(languages.TEXT.decoded(data)[0], 0)]
    say(said(_CUT, language, number=str(_HALF // 1_000_000)))
    first, last, before = data[:_HALF], data[_HALF:], data.count(b"\n", 0, _HALF)
    while last and (more := read_stdin(_HALF)):
        last, before = _end_of(last + more, before)
    last, before = _end_of(last, before)
    return [(languages.TEXT.decoded(part)[0], lines) for part, lines in ((first, 0), (last, before))]


def _end_of(data: bytes, before: int) -> tuple[bytes, int]:
    """Return the last bytes of what is after so many lines, and how many lines are before them."""
    cut = max(0, len(data) - _HALF)
    return data[cut:], before + data.count(b"\n", 0, cut)


def _lines(explained: Explanation, language: str) -> Iterator[str]:
    if not explained.messages and not explained.keys:
        yield said(_NOTHING, language, command=f"{PROGRAM} doctor")
        return
    told: set[Cause] = set()
    for message in explained.messages:
        yield from _of_message(message, [cause for cause in message.causes if cause not in told], language)
        yield ""
        told.update(message.causes)
    if explained.keys:
        yield said(_KEYS, language)
        yield from (f"  {key.label}  {_whose(key, language)}" for key in explained.keys)
        yield ""
    yield said(_NEXT, language, command=f"{PROGRAM} doctor")


def _of_message(message: Recognised, causes: Sequence[Cause], language: str) -> Iterator[str]:
    """Yield the lines of a message, with the causes that are not told yet."""
    place = said(_LINE, language, line=str(message.line))
    yield f"{message.printed} ({place})"
    yield from _indented("  ", said(message.known.says, language))
    if causes:
        yield f"  {said(_CAUSES, language)}"
    for number, cause in enumerate(causes, 1):
        checks = ", ".join(_checks(cause))
        looked_at = f" [{said(_CHECKED, language, what=checks)}]" if checks else ""
        yield from _indented(f"  {number}.", said(cause.says, language) + looked_at)
        yield from _indented("    ->", said(cause.remedy, language))


def _indented(head: str, text: str) -> list[str]:
    """Return a text after a head, as lines that fit a terminal where there is one."""
    limit = width_of(sys.stdout)
    if limit is None:
        return [f"{head} {text}" if head.strip() else f"{head}{text}"]
    from flake8_openrouter.reports.terminal import wrapped

    return wrapped(head if head.strip() else head[:-1], text, limit)


def _checks(cause: Cause) -> Iterator[str]:
    """Yield what looks at a cause: rules by their codes, then the doctor."""
    yield from cause.rules
    yield from (f"doctor: {check}" for check in cause.doctor)
    if cause.online:
        yield "doctor --online"


def _whose(key: Shown, language: str) -> str:
    return keys.key_link(key.digest) if key.digest else said(_OTHERS, language, provider=key.provider)


def _as_json(explained: Explanation, language: str) -> dict[str, object]:
    return {
        "messages": [
            {
                "id": message.known.name,
                "message": message.printed,
                "line": message.line,
                "says": said(message.known.says, language),
                "causes": [
                    {
                        "cause": said(cause.says, language),
                        "remedy": said(cause.remedy, language),
                        "checks": list(_checks(cause)),
                    }
                    for cause in message.causes
                ],
            }
            for message in explained.messages
        ],
        "keys": [
            {"label": key.label, "sha256": key.digest, "link": keys.key_link(key.digest)}
            if key.digest
            else {"label": key.label, "provider": key.provider}
            for key in explained.keys
        ],
    }
