"""Which of many files hold any of their words: a second process searches some while this one looks for more."""

from __future__ import annotations

import marshal
import os
import select
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from flake8_openrouter import languages
from flake8_openrouter.disk import files
from flake8_openrouter.openrouter import needles
from flake8_openrouter.run import processes

if TYPE_CHECKING:
    from flake8_openrouter.languages import Language

Item = TypeVar("Item")

#: Our own name, which is in the settings of whoever uses us, and says nothing of OpenRouter.
_OWN = b"flake8-openrouter"

#: A file's path, and the words in lower case of which it must hold one.
Wanted = tuple[str, tuple[bytes, ...]]

#: Encodings in which a word of ASCII letters is the same bytes, and no other bytes are such a word.
_PLAIN = ("utf-8", "utf-8-sig", "latin-1")

#: The files that are searched at once: fewer are not worth a process.
_CHUNK = 64
#: How many times that a process may have before it, so that it need not wait for more.
_AHEAD = 4

_KEYS = tuple(word.encode() for word in needles.PLAIN)

#: What our two commonest words have in common, and few files hold: one search in place of two.
_SHARED = b"router"


def holds(data: bytes, words: Iterable[bytes], language: Language | None) -> bool:
    """Tell whether a file may concern us: it holds one of the words, or a key, or is not the program it should be."""
    return _contains(data, words) or (language is not None and _is_other(data, words, language))


def holds_key(data: bytes) -> bool:
    """Tell whether bytes, of whatever encoding, may hold a key: what ``holds`` tells of text for ``prefilter.KEYS``."""
    return needles.may_hold_key(data) or _is_other(data, _KEYS, languages.TEXT)


def holds_in_pieces(path: str, words: tuple[bytes, ...]) -> bool:
    """Tell whether a file is text, and holds one of the words, with no more of it than a piece held. Raises OSError."""
    from flake8_openrouter.disk.windows import windows  # few files are large

    pieces = windows(path)
    first = next(pieces, None)
    if first is None or languages.of_file("", first.data) is None:
        return False
    return any(holds(piece.data, words, languages.TEXT) for piece in chain([first], pieces))


def may_concern(path: str, data: bytes, words: Iterable[bytes]) -> bool:
    """Tell whether a file may concern us, whatever its language: that is only asked where it matters."""
    if _contains(data, words):
        return True
    if data.isascii() and b"\0" not in data:
        return False
    language = languages.of_file(path, data)
    return language is not None and _is_other(data, words, language)


def _contains(data: bytes, words: Iterable[bytes]) -> bool:
    lowered = data.lower()
    if _has(lowered, words) and (_OWN not in lowered or _has(lowered.replace(_OWN, b""), words)):
        return True
    return needles.is_spelt(data)


def _has(lowered: bytes, words: Iterable[bytes]) -> bool:
    has_shared: bool | None = None
    for word in words:
        if _SHARED in word:
            has_shared = _SHARED in lowered if has_shared is None else has_shared
            if not has_shared:
                continue
        if word in lowered:
            return True
    return False


def _is_other(data: bytes, words: Iterable[bytes], language: Language) -> bool:
    """Tell whether data is another text than its bytes say and holds one of the words, or is not a program at all."""
    if b"\0" not in data and (language.keys_alone or data.isascii()):
        return False
    try:
        text, encoding = language.decoded(data)
    except ValueError:
        return True
    if "\0" in text and not language.keys_alone:
        return True
    if encoding in _PLAIN and all(word.isascii() for word in words):
        return False
    return _contains(text.encode(errors="replace"), words)


def sifted(items: Iterator[Item], wanted: Callable[[Item], Wanted | None]) -> Iterator[tuple[Item, bool]]:
    """Yield the items in their order, each with whether it is still to be read: False where its file holds no word.

    ``wanted`` gives what is to be searched; None where nothing is. Few items are not searched, nor are those after
    many whose files hold their words: it would be done twice.
    """
    first = list(islice(items, _CHUNK))
    chunks = chain([first], iter(lambda: list(islice(items, _CHUNK)), []))
    searcher = _started() if len(first) == _CHUNK else None
    if searcher is not None:
        try:
            yield from _shared(chunks, wanted, searcher)
        finally:
            searcher.end()
    for chunk in chunks:
        yield from ((item, True) for item in chunk)


def _shared(
    chunks: Iterable[list[Item]], wanted: Callable[[Item], Wanted | None], searcher: _Searcher
) -> Iterator[tuple[Item, bool]]:
    """Search chunk after chunk in whichever process is free, until most files of one hold their words."""
    waiting: deque[tuple[list[Item], bytes | None]] = deque()
    for items in chunks:
        chunk = [wanted(item) for item in items]
        found = None if searcher.takes(chunk) else _search(chunk)
        waiting.append((items, found))
        enough = found is not None and _are_most(found)
        while waiting and (waiting[0][1] is not None or searcher.has_answered()):
            items, found = waiting.popleft()
            found = searcher.answer() if found is None else found
            enough = enough or _are_most(found)
            yield from zip(items, map(bool, found), strict=True)
        if enough:
            break
    for items, found in waiting:
        yield from zip(items, map(bool, found or searcher.answer()), strict=True)


def _are_most(found: bytes) -> bool:
    return 2 * sum(found) > len(found)


def _search(chunk: Iterable[Wanted | None]) -> bytes:
    """Return a byte for each file: 0 where it was read, and can't concern us."""
    return bytes(map(_is_to_be_read, chunk))


def _is_to_be_read(wanted: Wanted | None) -> bool:
    if wanted is None:
        return True
    path, words = wanted
    try:
        return may_concern(path, files.read(path, files.LARGE), words)
    except OSError:  # who reads it next will say so
        return True


class _Searcher:
    """A process that answers in the order in which it was asked."""

    def __init__(self, process: int, questions: BinaryIO, answers: int) -> None:
        self.process, self.questions, self.answers = process, questions, answers
        self.asked: deque[int] = deque()
        self.poll = select.poll()
        self.poll.register(answers, select.POLLIN)

    def takes(self, chunk: list[Wanted | None]) -> bool:
        """Ask for a chunk; False where enough is asked for, or nobody is there to answer."""
        if len(self.asked) == _AHEAD:
            return False
        try:
            marshal.dump(chunk, self.questions)
            self.questions.flush()
        except OSError:
            return False
        self.asked.append(len(chunk))
        return True

    def has_answered(self) -> bool:
        return bool(self.poll.poll(0))

    def answer(self) -> bytes:
        """Wait for the answer to what was asked first; of a process that is gone, that all is to be read."""
        size = self.asked.popleft()
        found = b""
        while len(found) < size:
            found += os.read(self.answers, size - len(found)) or b"\1" * (size - len(found))
        return found

    def end(self) -> None:
        """End the process, whatever it does: it only reads. Its pipe has no end while a pool's processes know it."""
        with suppress(ChildProcessError, ProcessLookupError):  # somebody else may have waited for it
            if os.waitpid(self.process, os.WNOHANG) == (0, 0):
                os.kill(self.process, 9)
                os.waitpid(self.process, 0)
        os.close(self.answers)
        with suppress(OSError):
            self.questions.close()


def _started() -> _Searcher | None:
    """Fork a process that searches, which takes a millisecond where multiprocessing takes 18; None where none pays.

    On macOS a forked process is not safe: system libraries may have threads of their own.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin" or processes.processors() == 1 or _has_threads():
        return None
    descriptors: list[int] = []
    try:
        descriptors += os.pipe()
        descriptors += os.pipe()
        process = os.fork()
    except OSError:  # there are too many of either
        for descriptor in descriptors:
            os.close(descriptor)
        return None
    asked, asking, answers, answering = descriptors
    if process == 0:
        try:
            os.close(asking)
            os.close(answers)
            serve(os.fdopen(asked, "rb"), os.fdopen(answering, "wb", 0))
        finally:
            os._exit(0)  # neither the output of the process that was forked, nor its way to end
    os.close(asked)
    os.close(answering)
    return _Searcher(process, os.fdopen(asking, "wb"), answers)


def _has_threads() -> bool:
    """Tell whether there are threads, whose locks a forked process would inherit."""
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer what is asked until nobody is there any more."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            answers.write(_search(marshal.load(questions)))
