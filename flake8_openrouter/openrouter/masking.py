"""Text as it may be shown: each key as its label, and nothing in it that a terminal or a CI would obey.

``presentable`` is what every way out passes. A key is masked wherever its text is, not only where it was found:
in a fix, a diff, another finding's line, a path. What is secret in a document does not depend on which findings are
reported of it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from flake8_openrouter.model import LARGEST, PLAIN, Document, Finding, Mask, Notation, Span
from flake8_openrouter.openrouter import credentials, encoded, keys, needles, pieces
from flake8_openrouter.openrouter.leaks import Leak, leaks

NO_SECRETS: frozenset[str] = frozenset()

#: Control and format characters, line and paragraph separators, lone surrogates.
UNPRINTABLE = ("Cc", "Cf", "Zl", "Zp", "Cs")

#: What GitHub, Azure and TeamCity take for a command: at the beginning of a line, and anywhere in it.
_COMMAND = re.compile(r"^(?P<space>\s*):(?=:)|#(?=#(?:vso|teamcity)?\[)")

#: Keys by their form. Half a key counts: literals are joined, and a suppressed finding still is in its line.
_FORMS = (
    r"(?i:sk-or-)[A-Za-z0-9_-]+",
    r"[0-9a-fA-F]{16,}",
    r"sk-(?!or-)[A-Za-z0-9_-]{12,}",
    r"AIza[\w-]{20,}",
    r"(?:gsk_|hf_|xai-)\w{16,}",
    # Not within a run of such letters: each of its pieces may begin so, and none end in a token.
    r"eyJ(?:(?<![\w-]eyJ)|(?=[\w-]{0,2000}\.))[\w-]{8,}\.[\w-]+\.[\w-]*",
)
_FORM = re.compile("|".join(_FORMS))
_LONG_HEX = re.compile(_FORMS[1])
#: What those begin with that are not of digits alone, in lower case.
_BEGINNINGS = ("sk-", "aiza", "gsk_", "hf_", "xai-", "eyj")
_HEX = re.compile(r"[0-9a-fA-F]+")
_BEGUN = re.compile(r"(?i:sk-or-(?:v1-)?)[0-9a-fA-F]{8}")
#: As much of a key as its label shows.
_SHOWN = re.compile(r"sk-or-(?:v1-)?[0-9a-z]{0,3}")
_CUT = "..."

#: How deep groups are put into each other in a pattern of many texts.
_DEEPEST = 20

#: What a key is made of, as a source writes it. Short pieces and the words of a scheme tell nothing.
_TOKEN = re.compile(r"[^\s\"'`\\<>(){}\[\]+,;“”‘’«»]{4,}")
_SCHEME_WORDS = ("bearer", "token", "basic", "apikey", "api-key")
_STRING = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|\"[^\"\n]*\"|'[^'\n]*'", re.DOTALL)
_NAME = re.compile(r"[\w-]+")
_IN_LINE = re.compile(r"\S[^\r\n]*")

#: Digits from which on a piece is secret by itself, wherever it is.
_LEAST_KNOWN = 8


def presentable(text: str, known: Collection[str] = NO_SECRETS) -> str:
    """Return a text, without its line end, as it may be shown: masked, printable, and no command to a CI."""
    return inert(printable(mask(text, known)))


def printable(text: str, kept: str = "") -> str:
    """Return a text with what a terminal would obey, or can't show, written as an escape, but for what is kept."""
    if text.isprintable():
        return text
    return "".join(
        _escaped(char) if unicodedata.category(char) in UNPRINTABLE and char not in kept else char for char in text
    )


def inert(line: str, mark: str = "") -> str:
    """Return a line that no CI takes for a command: what would begin one is an escape, or the ``mark``."""
    return _COMMAND.sub(lambda match: (match["space"] or "") + (mark or f"\\x{ord(match[0][-1]):02x}"), line)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape", errors="backslashreplace").decode("ascii")


def secrets(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the texts of which findings about keys say that they are keys, or parts of keys, whatever their form."""
    spans = (finding.span for finding in findings)
    # What stands for another file's key is a name that is used here.
    return frozenset(text for span in spans if not span.stands_for for text in _texts(span.text))


def note(document: Document, findings: Iterable[Finding]) -> None:
    """Let a document know what findings about keys say to be some, whether they are reported or not."""
    document.secrets |= secrets(findings)
    if document.outermost is not document:
        document.outermost.secrets |= document.secrets


def share(documents: Sequence[Document]) -> None:
    """Let all documents of one file know what is secret in any of them."""
    every = frozenset().union(*(document.secrets for document in documents))
    for document in documents:
        if document.secrets != every:
            document.secrets, document.masks = every, None


def known(document: Document) -> frozenset[str]:
    """Return the texts of a document that are keys, or parts of keys, and that their form does not tell."""
    of_document(document)
    return document.secrets


def of_document(document: Document) -> Sequence[Mask]:
    """Return what of a document is not shown, in order; found out when it is first asked for."""
    if document.masks is None:
        # What is no longer read as a program is not shown but for what was found.
        runs = list(pieces.of_source(document.text, document.notation)) if len(document.text) <= LARGEST else []
        document.secrets |= frozenset(word.text for run in runs for word in run)
        found = [*_forms(document.text, document.secrets), *_of_runs(document.text, runs, document.notation)]
        document.masks = tuple(merged(found))
    return document.masks


def excerpt(span: Span) -> str:
    """Return the text of a place, masked."""
    return applied(span.text, within(of_document(span.document), span.start, span.end))


def mask(text: str, known: Collection[str] = NO_SECRETS) -> str:
    """Return a text with each key, and each of the ``known`` texts, as its label."""
    return applied(text, masks(text, known))


def masks(text: str, known: Collection[str] = NO_SECRETS) -> Iterator[Mask]:
    """Yield what of a text that is not a source is not shown, in order."""
    return merged([*_forms(text, frozenset(known)), *_of_runs(text, pieces.of_text(text, known))])


def merged(found: Iterable[Mask]) -> Iterator[Mask]:
    """Yield masks in order, those that overlap as one, with the label of the first."""
    last: Mask | None = None
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if last is not None and item.start < last.end:
            last = last._replace(end=max(last.end, item.end))
            continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last


def within(found: Sequence[Mask], start: int, end: int) -> list[Mask]:
    """Return the masks of a part of a text, counted from its start; one that began before shows nothing there."""
    first = bisect_right(found, start, key=lambda item: item.end)
    parts = []
    for item in found[first:]:
        if item.start >= end:
            break
        label = item.label if item.start >= start else _CUT
        parts.append(Mask(max(item.start, start) - start, min(item.end, end) - start, label))
    return parts


def applied(text: str, found: Iterable[Mask]) -> str:
    """Return a text with its masks put on."""
    shown, at = [], 0
    for start, end, label in found:
        shown += [text[at:start], label]
        at = end
    return "".join((*shown, text[at:]))


def moved(column: int, found: Iterable[Mask], *, closing: bool = False) -> int:
    """Return where a column is once the masks are put on; what cuts a mask takes all of it."""
    shift = 0
    for start, end, label in found:
        if column <= start:
            break
        if column < end:
            return start + shift + (len(label) if closing else 0)
        shift += len(label) - (end - start)
    return column + shift


def _forms(text: str, known: frozenset[str]) -> Iterator[Mask]:
    """Yield what a text shows of keys by their form, and of known ones."""
    for leak in leaks(text):
        yield from _of_leak(text, leak)
    form = _FORM if needles.has_any(text.lower(), _BEGINNINGS) else _LONG_HEX
    for match in form.finditer(text):
        if (label := _label(match[0])) != match[0]:
            yield Mask(*match.span(), label)
    yield from (Mask(start, end, _CUT) for start, end in encoded.places(text))
    names, others = _sorted_out(known)
    if names:
        yield from (Mask(*match.span(), _of_known(match[0])) for match in _NAME.finditer(text) if match[0] in names)
    if others is not None:
        yield from (Mask(*match.span(), _of_known(match[0])) for match in others.finditer(text))


def _of_leak(text: str, leak: Leak) -> Iterator[Mask]:
    """Yield a mask for each line of a key, for a line that is shown has its own: the first names the key."""
    label = keys.label(leak.key)
    for match in _IN_LINE.finditer(text, leak.start, leak.end):
        yield Mask(*match.span(), label)
        label = _CUT


@lru_cache(maxsize=64)
def _sorted_out(known: frozenset[str]) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """Return the known texts that are one word, to be looked up, and an expression for the others."""
    names = frozenset(filter(_NAME.fullmatch, known))
    others = sorted(known - names)
    names = frozenset(text for text in names if len(text) >= _LEAST_KNOWN or not _HEX.fullmatch(text))
    return names, re.compile(rf"(?<![\w-])(?:{_any_of(others)})(?![\w-])") if others else None


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


def _of_runs(text: str, runs: Iterable[tuple[pieces.Word, ...]], notation: Notation = PLAIN) -> Iterator[Mask]:
    """Yield masks for keys in pieces: one for those with nothing between but what joins or lists them."""
    for run in runs:
        digits = "".join(word.text for word in run)
        start, end = run[0].start, run[0].end
        label = _shortened(digits) if len(digits) >= 16 else _CUT
        for word in run[1:]:
            if not ("\n" in text[end : word.start] or "\r" in text[end : word.start]) and pieces.is_listed(
                text, end, word.start, notation
            ):
                end = word.end
                continue
            yield Mask(start, end, label)
            start, end, label = word.start, word.end, _CUT
        yield Mask(start, end, label)


def _label(text: str) -> str:
    """Return what is shown for a text of a key's form: the text itself where it is not one."""
    if not text.lower().startswith(keys.PREFIX):
        return _shortened(text)
    is_key = credentials.is_key_like(text) or _BEGUN.match(text) or _LONG_HEX.search(text)
    return keys.label(text) if is_key else text


def _of_known(text: str) -> str:
    return keys.label(text) if text.lower().startswith(keys.PREFIX) else _shortened(text)


def _shortened(text: str) -> str:
    return f"{text[:3]}{_CUT}{text[-4:]}" if len(text) >= 16 else f"{text[:3]}{_CUT}"


def _texts(spelt: str) -> Iterator[str]:
    strings = _STRING.findall(spelt)
    yield from (token for text in strings or [spelt] for token in _tokens(text))


def _tokens(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        lowered = token.lower().rstrip(":=")
        if lowered not in _SCHEME_WORDS and not _SHOWN.fullmatch(lowered):
            yield token
