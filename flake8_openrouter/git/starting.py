"""How git is started: so that nothing runs that a repository names, and nothing is written, asked or fetched."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, NamedTuple

#: Seconds that git has for a short answer.
PATIENCE = 10

#: Bytes of what git complains of that are kept, and characters of it that are shown.
_KEPT = 4096
_LONGEST = 200

#: Bytes that are read from git at once, and that the system holds of what it prints, so that it goes on meanwhile.
_BUFFER = 1 << 18
_HELD = 1 << 20

#: What git sets for the programs that it runs, such as hooks: it is about their repository, not about this one.
FOREIGN = frozenset(
    (
        *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_INDEX_FILE"),
        *("GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_WORK_TREE"),
    )
)
#: No locks, no questions, and none of the objects that a partial clone lacks: neither a program nor a network is asked.
_ALONE = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}
#: Nor what the user and the system have set for their own work; and objects as they were committed, whatever a
#: repository puts in their place.
_UNSET = {
    **_ALONE,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LITERAL_PATHSPECS": "1",
}

#: Programs that a setting may name, and that git would run to list files.
_QUIET = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}")
#: And those that it would run to read objects, to show commits or to reach others. A commit graph may lie about what
#: is in a commit; a file that isn't held in memory is read in pieces.
_SETTINGS = (
    *_QUIET,
    *("protocol.allow=never", "credential.helper=", "core.askPass=", "core.sshCommand=false", "core.gitProxy=none"),
    *("core.alternateRefsCommand=false", "uploadpack.packObjectsHook=", "gc.auto=0", "maintenance.auto=false"),
    *(
        "core.commitGraph=false",
        "log.showSignature=false",
        "log.showRoot=true",
        "log.mailmap=false",
        "gpg.program=false",
    ),
    *("core.bigFileThreshold=8m", "core.deltaBaseCacheLimit=48m", "core.quotePath=true", "core.pager=cat"),
    "diff.external=",
)


class GitError(Exception):
    """git can't do what it was asked for. The text is its own reason: it may hold what a repository names."""


class Git(NamedTuple):
    """git for one repository. ``folder``: the absolute path of its own files, such as ``…/.git``; empty for none."""

    folder: str = ""

    def ask(self, *arguments: str, said: bytes = b"", takes_long: bool = False) -> bytes:
        """Return what git prints. Raises GitError where it fails, or takes longer than it should."""
        patience = None if takes_long else PATIENCE
        return _answer(self._command(arguments), self.folder, self._environment(), said, patience)

    def start(
        self, *arguments: str, stdin: IO[bytes] | int = subprocess.DEVNULL, stderr: int = subprocess.PIPE, most: int = 0
    ) -> Running:
        """Start git, which goes on by itself, and ends where it would hold an object of more than ``most`` bytes.

        Raises GitError where the system can't.
        """
        environment = {**self._environment(), **({"GIT_ALLOC_LIMIT": str(most)} if most else {})}
        try:
            return Running(self._command(arguments), self.folder, environment, stdin, stderr)
        except OSError as error:
            raise GitError(error.strerror or str(error)) from None

    def _command(self, arguments: Iterable[str]) -> list[str]:
        where = [f"--git-dir={self.folder}"] if self.folder else []
        return [_required(), "--no-pager", *where, *_as_options(_SETTINGS), *arguments]

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not _is_gits(name)}
        # Where its own files are is as good as any work tree, and keeps its settings from naming another one.
        return {**kept, **_UNSET, **({"GIT_WORK_TREE": self.folder} if self.folder else {})}


class Running:
    """git at work. What it prints comes in the order in which it is read, what it complains of is kept in part.

    A thread listens to that, where ``stderr`` is a pipe.
    """

    def __init__(
        self, command: list[str], folder: str, environment: dict[str, str], stdin: IO[bytes] | int, stderr: int
    ) -> None:
        self._process = subprocess.Popen(
            command,
            cwd=folder or None,
            env=environment,
            stdin=stdin,
            bufsize=_BUFFER,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
        assert self._process.stdout is not None
        self.output = self._process.stdout
        _widen(self.output)
        self._complaint = b""
        self._listener = threading.Thread(target=self._listen, daemon=True) if self._process.stderr else None
        if self._listener is not None:
            self._listener.start()

    @property
    def input(self) -> IO[bytes]:
        """Where git reads, if it was started with a pipe."""
        assert self._process.stdin is not None
        return self._process.stdin

    def _listen(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as stream:
            while piece := stream.read1(_KEPT):  # type: ignore[attr-defined]
                self._complaint = (self._complaint + piece)[:_KEPT]

    def _heard(self) -> None:
        if self._listener is not None:
            self._listener.join()

    def ended(self) -> str:
        """Wait until git has ended, and return why it failed; nothing where it did not."""
        self.output.close()
        code = self._process.wait()
        self._heard()
        return reason(self._complaint) if code else ""

    def end(self) -> None:
        """End git, whatever it does: it only reads."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._heard()
        self.output.close()
        if self._process.stdin is not None:
            with suppress(OSError):  # what it did not read is lost
                self._process.stdin.close()


def _widen(pipe: IO[bytes]) -> None:
    """Let the system hold more of what is in a pipe, where it can: Linux, as long as its user has few of them."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _HELD)


def of_user(folder: str, *arguments: str) -> bytes:
    """Return what git prints in a folder, with the settings that its user has. Raises GitError."""
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    command = [_required(), "--no-pager", *_as_options(_QUIET), *arguments]
    return _answer(command, folder, {**environment, **_ALONE}, b"", PATIENCE)


def _answer(command: list[str], folder: str, environment: dict[str, str], said: bytes, patience: float | None) -> bytes:
    try:
        run = subprocess.run(
            command, cwd=folder or None, env=environment, input=said, capture_output=True, timeout=patience, check=True
        )
    except subprocess.CalledProcessError as error:
        raise GitError(reason(error.stderr)) from None
    except subprocess.TimeoutExpired:
        raise GitError(f"it took longer than {patience} seconds") from None
    except OSError as error:
        raise GitError(error.strerror or str(error)) from None
    return run.stdout


def _is_gits(name: str) -> bool:
    """Tell whether a variable tells git what to do; where its own programs are it must know."""
    return name.startswith("GIT_") and name != "GIT_EXEC_PATH"


def _as_options(settings: Iterable[str]) -> list[str]:
    return [word for setting in settings for word in ("-c", setting)]


def reason(complaint: bytes) -> str:
    """Return git's own reason, the first line of what it says."""
    lines = [line for line in complaint.decode(errors="replace").splitlines() if line.strip()]
    first = next((line for line in lines if line.startswith("fatal: ")), lines[0] if lines else "")
    return first.removeprefix("fatal: ").removeprefix("error: ")[:_LONGEST] or "it failed"


def _required() -> str:
    found = program()
    if found is None:
        raise GitError("git is not installed")
    return found


def program() -> str | None:
    """Return where git is; what ``PATH`` names relatively may be in the checked folder, and is passed by."""
    name = "git.exe" if os.name == "nt" else "git"
    places = (os.path.join(folder, name) for folder in os.get_exec_path() if os.path.isabs(folder))
    return next((place for place in places if os.access(place, os.X_OK)), None)
