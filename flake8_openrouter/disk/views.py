"""How files are seen: as they are on disk, or as somebody has them who has not written them there.

Whatever a check asks of files it asks through the view that is current, which functions need not be told. A view is
plain data, so that processes can be told it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from flake8_openrouter.disk import descriptors

if TYPE_CHECKING:
    from flake8_openrouter.disk.protocol import Entry, Opened, Status, View

_BINARY = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Disk:
    """Files as the system has them."""

    is_tracked = False

    def status(self, path: str) -> Status:
        return os.stat(path)

    def entries(self, folder: str) -> Iterable[Entry]:
        return os.scandir(folder)

    def opened(self, path: str) -> AbstractContextManager[Opened]:
        return open(path, "rb", buffering=0)

    def read(self, path: str, most: int) -> bytes:
        descriptor = os.open(path, os.O_RDONLY | _BINARY)
        try:
            return descriptors.contents(descriptor, path, most)
        finally:
            os.close(descriptor)

    def real(self, path: str) -> str:
        return os.path.realpath(path)

    def own(self, folder: str) -> None:
        return None


class _Seen:
    """A view while it is current, and what is remembered as long as it is, by the functions that found it out.

    ``before`` is what was seen before it, and is seen again.
    """

    def __init__(self, view: View, before: _Seen | None = None) -> None:
        self.view, self.before = view, before
        self.memory: dict[object, dict[Any, Any]] = {}


DISK = Disk()
#: Threads share what is remembered of the disk.
_SEEN = ContextVar("view", default=_Seen(DISK))  # noqa: B039


def current() -> View:
    """Return the view through which this thread sees files: the disk, unless it was told otherwise."""
    return _SEEN.get().view


@contextmanager
def seen(view: View) -> Iterator[None]:
    """See files through a view within a block. What is remembered without their states is found out anew there."""
    with _seeing(_Seen(view, _SEEN.get())):
        yield


@contextmanager
def _seeing(seen: _Seen) -> Iterator[None]:
    token = _SEEN.set(seen)
    try:
        yield
    finally:
        _SEEN.reset(token)


def see(view: View) -> None:
    """See files through a view from now on, as a process does that works for another one."""
    if view != current():
        _SEEN.set(_Seen(view))


class Remembered(Generic[Asked, Answer]):
    """A function of one argument, which asks files once, as long as they are seen through the same view.

    ``most``: so many answers are kept at once.
    """

    def __init__(self, function: Callable[[Asked], Answer], most: int | None = None) -> None:
        self.__qualname__ = function.__qualname__
        update_wrapper(self, function)
        self._function, self._most = function, most

    def __call__(self, asked: Asked) -> Answer:
        known = self._known()
        if asked not in known:
            self.know(asked, self._found(asked))
        return known[asked]

    def _found(self, asked: Asked) -> Answer:
        return self._function(asked)

    def know(self, asked: Asked, answer: Answer) -> None:
        """Remember an answer that somebody else found."""
        known = self._known()
        if self._most is not None and len(known) >= self._most:
            known.clear()
        known[asked] = answer

    def cache_clear(self) -> None:
        """Forget what is remembered of the current view: files may have changed."""
        self._known().clear()

    def __reduce__(self) -> str:
        return self.__qualname__  # a process that is told of it has its own

    def _known(self) -> dict[Asked, Answer]:
        return _SEEN.get().memory.setdefault(self._function, {})


class Adapted(Remembered[str, Answer]):
    """One of a folder, an absolute path, which looks through all that is in it.

    Where the view tells which files are its own, that is not done again: ``adapt`` makes an answer of the one before
    the view, given that, the folder, and the paths of these files.
    """

    def __init__(
        self,
        function: Callable[[str], Answer],
        adapt: Callable[[Answer, str, frozenset[str]], Answer],
        most: int | None = None,
    ) -> None:
        super().__init__(function, most)
        self._adapt = adapt

    def _found(self, asked: str) -> Answer:
        seen = _SEEN.get()
        own = seen.view.own(asked) if seen.before is not None else None
        if seen.before is None or own is None:
            return super()._found(asked)
        with _seeing(seen.before):
            before = self(asked)
        return self._adapt(before, asked, own)


def adapted(
    adapt: Callable[[Answer, str, frozenset[str]], Answer], *, most: int | None = None
) -> Callable[[Callable[[str], Answer]], Adapted[Answer]]:
    """Return what makes a function of a folder remember what it found, see ``Adapted``."""
    return lambda function: Adapted(function, adapt, most)


def remembered(*, most: int | None = None) -> Callable[[Callable[[Asked], Answer]], Remembered[Asked, Answer]]:
    """Return what makes a function remember what it found, see ``Remembered``."""
    return lambda function: Remembered(function, most)
