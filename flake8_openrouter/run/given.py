"""What a caller of the Python interface gives: as it is wanted, or a TypeError that says so in a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterable


def source(value: object, function: str) -> None:
    """Raise TypeError for what is neither the text nor the bytes of a source."""
    if not isinstance(value, str | bytes):
        raise TypeError(f"{function} wants a source as str or bytes, not {_kind(value)}")


def data(value: object, function: str) -> None:
    """Raise TypeError for what is not bytes."""
    if isinstance(value, bytes):
        return
    more = ": it changes a file's own bytes, and text.encode() makes some" if isinstance(value, str) else ""
    raise TypeError(f"{function} wants a source as bytes, not {_kind(value)}{more}")


def path(value: object, function: str) -> str:
    """Return a path as a text. Raises TypeError for what is not one."""
    if isinstance(value, str | os.PathLike) and isinstance(found := os.fspath(value), str):
        return found
    raise TypeError(f"{function} wants a path as str or pathlib.Path, not {_kind(value)}")


def paths(value: object, function: str) -> list[str]:
    """Return one path or several as texts. Raises TypeError for what is not one, FileNotFoundError for an empty one."""
    is_one = isinstance(value, str | bytes | os.PathLike)
    found = [path(item, function) for item in (value if isinstance(value, Iterable) and not is_one else (value,))]
    if "" in found:
        raise FileNotFoundError("a path is empty")
    return found


def _kind(value: object) -> str:
    return "None" if value is None else type(value).__name__
