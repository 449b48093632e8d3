"""Remote repositories, cloned bare into a cache, within bounds of time, size and number.

A clone has every blob up to a size: history reads each of them once, and one pack, in which they are stored as
differences to each other, is the least that can be sent. Blobs that come one by one later, as into a clone without
any, are several times as much. Larger blobs stay where they are, and are counted as missing. Where only heads are
checked, a clone has their commits alone.

git runs with the settings of the user, whose credentials it may need, and with none that a remote could give: it runs
no hook, asks nothing, and takes no other way to a remote than the URL's own.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, NamedTuple

from flake8_openrouter.disk import descriptors
from flake8_openrouter.fleet.sources import Source, packed_size
from flake8_openrouter.git.starting import FOREIGN, program, reason
from flake8_openrouter.openrouter.masking import presentable

#: Seconds between two looks at how large a clone has become.
_GLANCE = 0.2
#: Bytes of what git says that are read.
_LONGEST = 2000
_CREDENTIALS = re.compile(r"(?<=//)[^/@\s]*@")

_ALONE = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false", "-c", "submodule.recurse=false")
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "SSH_ASKPASS_REQUIRE": "never", "LC_ALL": "C"}
_FRESH = ".new"


class Limits(NamedTuple):
    """``folder`` is the cache, which keeps ``kept`` clones. One takes at most so many ``seconds`` and ``bytes``.

    Blobs of more than ``blob`` bytes are not taken.
    """

    folder: str
    seconds: int = 3600
    bytes: int = 20_000_000_000
    blob: int = 100_000_000
    kept: int = 1000


class CloneError(Exception):
    """A repository can't be cloned: why, as it may be shown."""


@contextmanager
def cloned(source: Source, limits: Limits, shape: tuple[str, ...]) -> Iterator[str]:
    """Give the folder of a clone that is as its remote is now; nobody changes it meanwhile. Raises CloneError.

    ``shape`` are git's options that say what is cloned.
    """
    folder = _place(source, limits, shape)
    with _locked(folder):
        _up_to_date(folder, source, limits, shape)
        os.utime(folder)
        yield str(folder)
    _tidy(limits)


def shape(limits: Limits, *, history: bool, branches: bool) -> tuple[str, ...]:
    """Return the options for what is cloned: all of the history, or the heads of the branches, or that of one."""
    blobs = f"--filter=blob:limit={limits.blob}"
    if history:
        return "--mirror", blobs
    return "--bare", "--depth=1", "--no-tags", "--no-single-branch" if branches else "--single-branch", blobs


def kept(source: Source, limits: Limits, shape: tuple[str, ...]) -> str:
    """Return the folder of a clone that the cache has; empty where it has none. Nothing is fetched."""
    folder = _place(source, limits, shape)
    return str(folder) if folder.is_dir() else ""


def _place(source: Source, limits: Limits, shape: tuple[str, ...]) -> Path:
    name = sha256("\0".join((source.location, *shape)).encode(errors="surrogateescape")).hexdigest()[:32]
    return Path(limits.folder) / f"{name}.git"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CloneError(f"can't be cloned: {error.strerror}") from None
    try:
        descriptors.lock(descriptor, wait=True)
        yield
    finally:
        os.close(descriptor)


def _up_to_date(folder: Path, source: Source, limits: Limits, shape: tuple[str, ...]) -> None:
    """Fetch what is new where that is all that is needed, and else clone anew."""
    if folder.is_dir() and shape[0] == "--mirror":
        with suppress(CloneError):
            _git(("-C", str(folder), "fetch", "--quiet", "--prune", "--force", "origin"), folder, source, limits)
            _follow_head(folder, source, limits)
            return
    new = folder.with_suffix(_FRESH)
    shutil.rmtree(new, ignore_errors=True)  # which a killed run has left
    try:
        _git(("clone", "--quiet", "--template=", *shape, "--", source.location, str(new)), new, source, limits)
        shutil.rmtree(folder, ignore_errors=True)
        new.replace(folder)
    except OSError as error:
        raise CloneError(f"can't be cloned: {error.strerror}") from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _follow_head(folder: Path, source: Source, limits: Limits) -> None:
    """Let a clone have the default branch that its remote has now."""
    said = _git(("ls-remote", "--symref", "--", source.location, "HEAD"), folder, source, limits)
    if found := re.match(rb"ref: (refs/heads/\S+)\tHEAD\n", said):
        _git(("-C", str(folder), "symbolic-ref", "HEAD", os.fsdecode(found[1])), folder, source, limits)


def _git(arguments: tuple[str, ...], folder: Path, source: Source, limits: Limits) -> bytes:
    """Run git, and end it where that takes too long, or its folder grows too large. Raises CloneError."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaint:
        process = subprocess.Popen(
            (_program(), *_ALONE, *arguments),
            cwd=folder.parent,
            env=_environment(source),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=complaint,
            start_new_session=True,  # no terminal to ask on, and all that it starts ends with it
        )
        try:
            _watch(process, folder, limits)
        finally:
            _end(process)
        if process.returncode:
            raise CloneError(f"can't be cloned: {_shown(reason(_beginning(complaint)))}")
        return _beginning(out)


def _program() -> str:
    if (found := program()) is None:
        raise CloneError("can't be cloned: git is not installed")
    return found


def _environment(source: Source) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {**kept, **_QUIET, "GIT_ALLOW_PROTOCOL": source.scheme}


def _beginning(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(_LONGEST)


def _shown(text: str) -> str:
    """Return what git says, without the credentials of a URL."""
    return presentable(_CREDENTIALS.sub("", text))


def _watch(process: subprocess.Popen[bytes], folder: Path, limits: Limits) -> None:
    """Wait for git's end. Raises CloneError where that, or what it has written, is beyond a limit."""
    until = time.monotonic() + limits.seconds
    while process.poll() is None:
        if time.monotonic() >= until:
            raise CloneError(f"can't be cloned: it takes longer than {limits.seconds} seconds")
        _refuse_large(folder, limits)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GLANCE)
    _refuse_large(folder, limits)


def _refuse_large(folder: Path, limits: Limits) -> None:
    if packed_size(str(folder)) > limits.bytes:
        raise CloneError(f"can't be cloned: it is larger than {limits.bytes // 1_000_000} MB")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git, and what it started."""
    if process.poll() is None:
        with suppress(OSError, AttributeError):  # Windows has no groups of processes
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()


def _tidy(limits: Limits) -> None:
    """Take the clones away that were used least recently, but for those that somebody reads."""
    clones = sorted(Path(limits.folder).glob("*.git"), key=_used)
    for folder in clones[: max(0, len(clones) - limits.kept)]:
        descriptor = os.open(folder.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        if descriptors.lock(descriptor, wait=False):
            shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def _used(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0
