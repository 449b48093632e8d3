"""What a list of repositories stands for: each once, with a name of its own, or with why it can't be read.

A list has paths of repositories (work trees, bare ones, mirrors), of folders that hold some, URLs, and files of such a
list. Nothing is run here, and no link is followed below a folder.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, count
from typing import NamedTuple

from flake8_openrouter.disk import files
from flake8_openrouter.openrouter.masking import presentable

#: What ways to a remote are taken, by what a URL begins with.
SCHEMES = ("https", "ssh", "file")

#: Bytes of a file that lists repositories.
_LONGEST_LIST = 20_000_000
#: How many folders lie between one that is named and a repository in it, at most: host, group, subgroup, name.
_DEEPEST = 6

_URL = re.compile(r"(?P<scheme>[A-Za-z][\w+.-]*)://(?:[^/?#]*@)?(?P<rest>.*)", re.DOTALL)
#: What hands a URL to a program of that name.
_HELPER = re.compile(r"[\w+.-]+::")
#: As git writes ``ssh://user@host/path`` in short; a path with a colon has a slash before it.
_SHORT = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+):(?!/)(?P<path>.+)", re.DOTALL)
#: What makes git, or what it runs, take a part of a URL for an option, or for another line.
_HOSTILE = re.compile(r"[\0-\x1f\x7f]|://(?:[^/]*@)?-|^-|:-")
#: What a bare repository has.
_BARE = ("HEAD", "objects", "refs")


class Source(NamedTuple):
    """A repository to be read. ``location`` is its absolute path, or its URL; ``size`` its packed bytes, where known.

    ``name`` and ``shown`` may be shown: what it is called in all rows, and where it is, without credentials.
    ``within``: the folder that its git directory has to be in. ``scheme`` is that of its URL. ``failure``: why it can't
    be read.
    """

    name: str
    shown: str
    location: str
    size: int = 0
    within: str = ""
    scheme: str = ""
    failure: str = ""


def sources(words: Iterable[str]) -> list[Source]:
    """Return the repositories that words stand for, by name. ``-`` is a list on standard input."""
    found = {source.location: source for word in words for source in _of_word(word, "", lists=True)}
    return sorted(_distinct(found.values()))


def _of_word(word: str, folder: str, *, lists: bool) -> Iterator[Source]:
    """Yield what a word stands for, as of a file in a folder; a list in a list is not read."""
    if word == "-" and lists:
        yield from _of_lines(sys.stdin.buffer.read(_LONGEST_LIST), "")
    elif (remote := of_url(word)) is not None:
        yield remote
    else:
        yield from _of_path(word, os.path.join(folder, word), lists=lists)


def _of_lines(data: bytes, folder: str) -> Iterator[Source]:
    """Yield what the lines of a list stand for; empty ones and those with a ``#`` first stand for nothing."""
    for line in data.decode("utf-8-sig", errors="surrogateescape").splitlines():
        if (word := line.strip()) and not word.startswith("#"):
            yield from _of_word(word, folder, lists=False)


def of_url(word: str) -> Source | None:
    """Return the source for a URL; None for a path."""
    if (parts := _parts(word)) is None:
        return None
    scheme, rest = parts
    name = presentable(rest.strip("/").removesuffix(".git"))
    source = Source(name, presentable(f"{scheme}://{rest}"), word, scheme=scheme)
    if scheme not in SCHEMES:
        return source._replace(
            failure=f"{presentable(scheme)} is no way that is taken to a remote: {', '.join(SCHEMES)}"
        )
    return (
        source._replace(failure="the URL holds what git would take for an option") if _HOSTILE.search(word) else source
    )


def _parts(word: str) -> tuple[str, str] | None:
    """Return the scheme of a URL and what comes after it, without credentials; None for a path."""
    if helper := _HELPER.match(word):
        return helper[0], word[helper.end() :]
    if url := _URL.fullmatch(word):
        return url["scheme"].lower(), url["rest"]
    short = _SHORT.fullmatch(word)
    if short is None or os.path.lexists(word):
        return None
    return "ssh", f"{short['host']}/{short['path']}"


def _of_path(word: str, path: str, *, lists: bool) -> Iterator[Source]:
    absolute = os.path.abspath(path)
    if is_repository(absolute):
        yield _local(_as_name(word), absolute)
    elif os.path.isdir(absolute):
        below = list(_below(absolute, "", _DEEPEST))
        yield from below or (_failed(word, absolute, "no repository is in this folder"),)
    elif lists and os.path.isfile(absolute):
        yield from _of_list(word, absolute)
    else:
        reason = "not a repository" if os.path.exists(absolute) else "No such file or directory"
        yield _failed(word, absolute, reason)


def _of_list(word: str, path: str) -> Iterator[Source]:
    try:
        data = files.read(path, _LONGEST_LIST)
    except OSError as error:
        yield _failed(word, path, f"can't be read: {error.strerror or error}")
        return
    yield from _of_lines(data, os.path.dirname(path))


def _below(top: str, inner: str, deepest: int) -> Iterator[Source]:
    """Yield the repositories in a folder, by name, and not those in repositories."""
    folder = os.path.join(top, inner)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _failed(inner, folder, f"can't be listed: {error.strerror}")
        return
    for entry in entries:
        name = f"{inner}/{entry.name}" if inner else entry.name
        if not _is_folder(entry):
            continue
        if is_repository(entry.path):
            yield _local(name, entry.path, top)
        elif deepest:
            yield from _below(top, name, deepest - 1)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def is_repository(path: str) -> bool:
    """Tell whether a folder looks like a repository: a work tree, or a bare one."""
    return os.path.lexists(os.path.join(path, ".git")) or all(
        os.path.lexists(os.path.join(path, name)) for name in _BARE
    )


def _local(name: str, path: str, within: str = "") -> Source:
    return Source(presentable(name), presentable(path), path, packed_size(path), within)


def _failed(word: str, path: str, reason: str) -> Source:
    return Source(presentable(_as_name(word)), presentable(path), path, failure=presentable(reason))


def _as_name(word: str) -> str:
    """Return what a path is called: ``.`` and ``..`` by the folder that they are."""
    return os.path.normpath(word) if set(word) - set("./\\") else os.path.basename(os.path.abspath(word))


def packed_size(path: str) -> int:
    """Return about how many bytes of objects a local repository holds; 0 where that can't be seen."""
    objects = next((each for each in (f"{path}/objects", f"{path}/.git/objects") if os.path.isdir(each)), path)
    return sum(_size(entry) for entry in _entries(f"{objects}/pack")) + sum(
        _size(entry) for folder in _entries(objects) if len(folder.name) == 2 for entry in _entries(folder.path)
    )


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    try:
        yield from os.scandir(folder)
    except OSError:
        return


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_size
    except OSError:
        return 0


def _distinct(found: Iterable[Source]) -> Iterator[Source]:
    """Yield sources, each with a name that no other one has: names may be alike once they may be shown."""
    taken: set[str] = set()
    for source in sorted(found):
        names = chain((source.name,), (f"{source.name} ({number})" for number in count(2)))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        yield source._replace(name=name)
