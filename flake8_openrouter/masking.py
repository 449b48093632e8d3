"""Source text as a report may show it: each key as its label.

A key is masked wherever its text stands, not only where it was found: in a fix, a diff, another finding's line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from flake8_openrouter import credentials, openrouter
from flake8_openrouter.model import Finding

NO_SECRETS: frozenset[str] = frozenset()

#: Rules whose findings lie on a key, or on a part of one.
ABOUT_KEYS = ("OPR101", "OPR102", "OPR103", "OPR105")

#: Keys by their form. Half a key counts: literals are joined, and a suppressed finding still stands in its line.
_FORMS = (
    r"(?i:sk-or-)[A-Za-z0-9_-]+",
    r"[0-9a-fA-F]{16,}",
    r"sk-(?!or-)[A-Za-z0-9_-]{12,}",
    r"AIza[\w-]{20,}",
    r"(?:gsk_|hf_|xai-)\w{16,}",
    # Not within a run of such letters: each of its pieces may begin so, and none end in a token.
    r"eyJ(?:(?<![\w-]eyJ)|(?=[\w-]{0,2000}\.))[\w-]{8,}\.[\w-]+\.[\w-]*",
)
#: How deep groups are put into each other in a pattern of many texts.
_DEEPEST = 20

_LONG_HEX = re.compile(_FORMS[1])
_PREFIXES = ("sk-or-", "sk-or-v1-")

#: What a key is made of, as a source writes it. Short pieces and the words of a scheme tell nothing.
_TOKEN = re.compile(r"[^\s\"'`\\<>(){}\[\]+,;“”‘’«»]{4,}")
_SCHEME_WORDS = ("bearer", "token", "basic", "apikey", "api-key")
_STRING = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|\"[^\"\n]*\"|'[^'\n]*'", re.DOTALL)

#: Literals that go on behind one: their text may be the rest of its key.
_CONTINUATION = re.compile(r"(?:[\s+()\\]|#[^\n]*\n|[A-Za-z]{0,2}(?:\"[^\"\n]*\"|'[^'\n]*'))*")
_LONGEST_CONTINUATION = 2000


def secrets(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the texts of which findings say that they are keys, or parts of keys, whatever their form."""
    return frozenset(text for finding in findings if finding.code in ABOUT_KEYS for text in _texts(finding))


def mask(text: str, known: Collection[str] = NO_SECRETS) -> str:
    """Return a text with each key, and each of the ``known`` texts, as its label."""
    return _pattern(frozenset(known)).sub(_label, text)


def mask_span(line: str, start: int, end: int, known: Collection[str] = NO_SECRETS) -> tuple[str, int, int]:
    """Return a line masked, and where its columns ``start:end`` are then; what cuts a key takes all of it."""
    masks = [(match.start(), match.end(), _label(match)) for match in _pattern(frozenset(known)).finditer(line)]
    pieces, at = [], 0
    for begin, stop, label in masks:
        pieces += [line[at:begin], label]
        at = stop
    pieces.append(line[at:])
    return "".join(pieces), _moved(start, masks), _moved(end, masks, closing=True)


def _moved(column: int, masks: Iterable[tuple[int, int, str]], *, closing: bool = False) -> int:
    shift = 0
    for begin, stop, label in masks:
        if column <= begin:
            break
        if column < stop:
            return begin + shift + (len(label) if closing else 0)
        shift += len(label) - (stop - begin)
    return column + shift


@lru_cache(maxsize=64)
def _pattern(known: frozenset[str]) -> re.Pattern[str]:
    exact = _any_of(sorted(known)) if known else "(?!)"
    return re.compile(rf"(?P<known>(?<![\w-])(?:{exact})(?![\w-]))|(?P<form>{'|'.join(_FORMS)})")


def _any_of(texts: Sequence[str], depth: int = 0) -> str:
    """Return a pattern for one of some sorted texts, the longest that fits.

    What several begin with is written once: so it is not looked for as often as there are texts.
    """
    if depth == _DEEPEST or len(texts) == 1:
        return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
    branches: list[str] = []
    for _, group in groupby(texts, key=lambda text: text[:1]):
        same = list(group)
        head = _shared(same[0], same[-1])
        rest = [text[len(head) :] for text in same]
        branches.append(re.escape(head) + (f"(?:{_any_of(rest, depth + 1)})" if len(same) > 1 else ""))
    # The empty text is sorted first, and fits always: it is tried last.
    return "|".join(reversed(branches))


def _shared(first: str, last: str) -> str:
    """Return what two texts begin with, and with them all that are sorted between them."""
    differing = (place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(differing, min(len(first), len(last)))]


def _label(match: re.Match[str]) -> str:
    text = match[0]
    if text.lower().startswith(openrouter.KEY_PREFIX):
        is_key = match["known"] or credentials.is_key_like(text) or _LONG_HEX.search(text)
        return openrouter.label(text) if is_key else text
    return f"{text[:3]}...{text[-4:]}" if len(text) >= 16 else f"{text[:3]}..."


def _texts(finding: Finding) -> Iterator[str]:
    span = finding.span
    if span.stands_for:  # a name that is used here; its key is in another file
        return
    strings = _STRING.findall(span.text)
    texts = [token for text in strings or [span.text] for token in _tokens(text)]
    texts += [text.strip("\"'") for text in strings if "\\" in text]
    yield from texts
    if finding.code != "OPR105" and not any(map(_is_whole, texts)):
        text = span.document.text
        behind = _CONTINUATION.match(text, span.end, min(len(text), span.end + _LONGEST_CONTINUATION))
        for string in _STRING.findall(behind[0]) if behind else ():
            yield from _tokens(string)


def _tokens(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        if token.lower().rstrip(":=") not in (*_SCHEME_WORDS, *_PREFIXES):
            yield token


def _is_whole(text: str) -> bool:
    return openrouter.LIVE_KEY.fullmatch(text) is not None or credentials.is_key_like(text)
