"""``flake8-openrouter hook``: the setting by which a coding agent has each file checked that it edits, and that check.

``install`` shows what it would write, and where, and writes it when that is confirmed. ``run`` is what the agent runs.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import stat
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from flake8_openrouter.command.usage import CLEAN, FAILED, FOUND, PROGRAM, UsageError, read_stdin, say
from flake8_openrouter.hooks.agents import AGENTS, Agent

#: Bytes of what an agent says that are read: it has the whole of a file that was written.
_MOST = 50_000_000
#: Characters of an answer: what is beyond would push out of the model's sight what it knows.
_LONGEST = 20_000
#: The exit status by which an agent gives standard error to its model.
_TOLD = 2
#: How files are checked that somebody else chose: what a folder would leave out is left out.
_AS_IN_A_FOLDER = ("--output-format", "agent", "--quiet", "--force-exclude", "--no-cache", "--jobs", "1")


def show(options: argparse.Namespace) -> int:
    """Do what the options ask for, and return the exit code."""
    if options.agent not in AGENTS:
        from flake8_openrouter.project.spelling import nearest

        known = ", ".join(AGENTS)
        raise UsageError(f"there is no agent {options.agent!r}{nearest(options.agent, AGENTS)}: {known}")
    agent = AGENTS[options.agent]
    return install(agent, options) if options.action == "install" else run(agent)


def run(agent: Agent) -> int:
    """Check what an agent says on standard input that it edited, and answer as it takes an answer.

    What is no file of a project, or holds no mistake, is passed by in silence. An agent goes on whatever is wrong here:
    that is one line for its user, and exit status 1.
    """
    try:
        event = json.loads(read_stdin(_MOST))
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict):
        say(f"{PROGRAM}: what {agent.name} said is not a JSON object")
        return FOUND
    files = _files(agent, event)
    if not files:
        return CLEAN
    code, said, beside = _checked(files)
    if code == FOUND:
        return _answered(agent, said)
    if code == FAILED:
        reason = next(iter(f"{beside}{said}".splitlines()), "the check failed")
        say(f"{PROGRAM}: {reason}")
        return FOUND
    return CLEAN


def _files(agent: Agent, event: dict[str, object]) -> list[str]:
    """Return the files that were edited and are there, relative to the current folder where they are in it."""
    folder = event.get("cwd")
    here = os.getcwd()
    paths = (os.path.join(folder if isinstance(folder, str) else here, path) for path in agent.edited(event))
    found = [os.path.normpath(path) for path in paths if _is_file(path)]
    return [_named(path, here) for path in found]


def _named(path: str, here: str) -> str:
    """Return a path from the current folder on where it is in it, never one that reads as an option or as ``-``."""
    if not Path(path).is_relative_to(here):
        return path
    relative = os.path.relpath(path, here)
    return os.path.join(".", relative) if relative.startswith("-") else relative


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _checked(files: list[str]) -> tuple[int, str, str]:
    """Check files as if they lay in a folder that is checked; return the exit code and what is said."""
    from flake8_openrouter.command import options
    from flake8_openrouter.command.check import check
    from flake8_openrouter.project.config import ConfigurationError

    parser = argparse.ArgumentParser()
    options.check(parser)
    said, beside = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(beside):
        try:
            code = check(parser.parse_args([*_AS_IN_A_FOLDER, "--", *files]))
        except (UsageError, ConfigurationError, OSError) as error:
            return FAILED, "", str(error)
    return code, said.getvalue(), beside.getvalue()


def _answered(agent: Agent, said: str) -> int:
    if len(said) > _LONGEST:
        whole = said[: said.rindex("\n", 0, _LONGEST) + 1]
        said = f"{whole}and more: {PROGRAM} check --output-format agent\n"
    if agent.shows == "stderr":
        sys.stderr.write(said)
        return _TOLD
    print(json.dumps({"additional_context": said}))
    return CLEAN


def install(agent: Agent, options: argparse.Namespace) -> int:
    """Show the setting and its place, and write it where ``--yes`` or the terminal says so."""
    from flake8_openrouter.disk import files
    from flake8_openrouter.hooks import settings

    path = Path(os.path.abspath(options.path)) / agent.file
    if not options.program.isprintable() or not options.program.strip():
        raise UsageError("--program is empty, or has a character that can't be typed")
    command = f"{options.program} hook run {agent.name}"
    try:
        before = _before(path, Path(os.path.abspath(options.path)))
        text = before.decode() if before is not None else ""
        if settings.has(text, agent, command):
            print(f"{_shown(path)} has the hook already.")
            return CLEAN
        addition = settings.added(text, agent, command)
    except UnicodeDecodeError:
        raise UsageError(f"{_shown(path)} is left as it is: it is not UTF-8") from None
    except settings.CannotAdd as error:
        raise UsageError(f"{_shown(path)} is left as it is: {error}") from None
    where = f", in {' > '.join(addition.place)}" if addition.place else ""
    print(f"To be {'added to' if text.strip() else 'written to'} {_shown(path)}{where}:\n\n{addition.shown}", end="")
    if not _confirmed(options):
        return CLEAN
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, before, addition.text.encode())
    except OSError as error:
        raise UsageError(f"{_shown(path)} can't be written: {error.strerror}") from None
    print(f"Written. {agent.then}")
    _say_where_the_program_is(options.program)
    return CLEAN


def _before(path: Path, project: Path) -> bytes | None:
    """Return what a file holds, None where there is none. Raises UsageError for one that is not to be written."""
    from flake8_openrouter.disk import files

    if not project.is_dir():
        raise UsageError(f"{_shown(project)} is not a folder")
    if not path.resolve().is_relative_to(project.resolve()):
        raise UsageError(f"{_shown(path)} is left as it is: a link leads out of the project")
    if not os.path.lexists(path):
        return None
    try:
        return files.read(path)
    except OSError as error:
        raise UsageError(f"{_shown(path)} is left as it is: it can't be read ({error.strerror})") from None


def _shown(path: Path) -> str:
    from flake8_openrouter.openrouter.masking import presentable

    return presentable(os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path))


def _confirmed(options: argparse.Namespace) -> bool:
    """Tell whether what was shown is to be written."""
    if options.yes:
        return True
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()):
        print("\nNothing is written: --yes writes it.")
        return False
    print("\nWrite it? [y/N] ", end="", flush=True)
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    print("Nothing is written.")
    return False


def _say_where_the_program_is(program: str) -> None:
    """Say that the agent may not find what the setting names, where it is not found here."""
    import shutil

    first = program.split()[0] if program.split() else program
    if shutil.which(first) is None:
        say(f"{first} is not found here: the agent needs it on its PATH, or install again with --program")
