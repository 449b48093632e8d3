"""The command, with its subcommands. What each of them needs is imported late."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from flake8_openrouter._version import __version__
from flake8_openrouter.command import options as described
from flake8_openrouter.command.usage import CLEAN, FAILED, FOUND, INTERRUPTED, PROGRAM, STDIN, UsageError, say, width_of

#: What the system says of an output that takes no more.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


#: Cells of a line where there is no terminal.
_WIDTH = 80


class _Formatter(argparse.HelpFormatter):
    """Knows how wide a line is. argparse makes one for each option, and loads ``shutil`` to ask."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_width() - 2)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


def _width() -> int:
    return (sys.stdout and width_of(sys.stdout)) or _WIDTH


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 clean, 1 findings are left, 2 wrong usage or an internal error."""
    _prepare_output()
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
        return code
    except UsageError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        print(f"{PROGRAM}: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # ``| head``: nobody reads on
        _forget_output()
        return FOUND
    except SystemExit as error:  # argparse, after --help and --version
        return error.code if isinstance(error.code, int) else CLEAN
    except Exception as error:
        return _failed(_said(error))


def _prepare_output() -> None:
    """Let the output show any path or line in some way, and be lost where there is none to write to."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # ``>&-``
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    """Let what can't be written any more be lost: Python would try again at exit, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _failed(message: str) -> int:
    say(f"{PROGRAM}: {message}")
    return FAILED


def _said(error: Exception) -> str:
    """Return the one line for an error; an unexpected one's own text may hold a piece of the source."""
    from flake8_openrouter.project.config import ConfigurationError

    if isinstance(error, ConfigurationError):
        return " ".join(str(error).split())
    if isinstance(error, OSError) and error.errno in _FULL:
        _forget_output()
        return f"the output can't be written: {error.strerror}"
    if isinstance(error, FileNotFoundError) and not _has_folder():
        return "the current folder is gone"
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"internal error: {type(error).__name__} at {place}; please report it"


def _has_folder() -> bool:
    try:
        os.getcwd()
    except FileNotFoundError:
        return False
    return True


def _run(arguments: list[str]) -> int:
    arguments = _spelt_out(arguments)
    top = parser()
    _refuse_no_command(arguments, top)
    options, rest = top.parse_known_args(arguments)
    wrong = next((word for word in rest if word.startswith("-") and word != STDIN), None)
    if wrong is not None:
        from flake8_openrouter.command import mistyped

        raise UsageError(mistyped.option(wrong, options.command, _options(_commands(top)[options.command])))
    # argparse takes no paths after an option that follows other paths.
    if rest and options.command in _SEVERAL:
        getattr(options, _SEVERAL[options.command]).extend(rest)
    elif rest:
        raise UsageError(f"{options.command} takes no further argument: {rest[0]!r}")
    command: Callable[[argparse.Namespace], int] = _COMMANDS[options.command][0]
    return command(options)


def _spelt_out(arguments: list[str]) -> list[str]:
    """Return arguments with the options that ``help``, ``help check`` and ``version`` are, and a command as one."""
    if arguments[:1] == ["version"]:
        return ["--version"]
    start = int(arguments[:1] == ["help"])
    if (command := " ".join(arguments[start : start + 2])) in _COMMANDS and start + 2 <= len(arguments):
        return _spelt_out([*arguments[:start], command, *arguments[start + 2 :]])
    if arguments[:1] == ["help"]:
        return [*(word for word in arguments[1:2] if word not in ("help", "version")), "--help"]
    return arguments


def _refuse_no_command(arguments: list[str], top: argparse.ArgumentParser) -> None:
    """Raise UsageError where the arguments begin with neither a command nor an option of the program itself."""
    if not arguments:
        raise UsageError(f"no command given: try `{PROGRAM} check .` or `{PROGRAM} --help`")
    first, own = arguments[0], _options(top)
    if first in _COMMANDS or first in own:
        return
    from flake8_openrouter.command import mistyped

    if first.startswith("-") and first != STDIN:
        its = {name: _options(command) for name, command in _commands(top).items()}
        raise UsageError(mistyped.first_option(arguments, own, its))
    raise UsageError(mistyped.command(arguments, _COMMANDS))


def _options(described: argparse.ArgumentParser) -> list[str]:
    return [option for action in described._actions for option in action.option_strings]


def _commands(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    choices = (action.choices for action in top._actions if isinstance(action.choices, dict))
    return next(choices)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = _Parser(
        prog=PROGRAM,
        formatter_class=_Formatter,
        description="Finds and fixes OpenRouter authentication mistakes before the program runs.",
        allow_abbrev=False,
    )
    top.add_argument("-V", "--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for name, (_, describe, text) in _COMMANDS.items():
        describe(
            commands.add_parser(name, help=text, description=f"{text}.", formatter_class=_Formatter, allow_abbrev=False)
        )
    return top


def _check(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.check import check

    return check(options)


def _rule(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.rule import show

    return show(options)


def _inspect(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.inspect import show

    return show(options)


def _doctor(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.doctor import show

    return show(options)


def _history(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.history import show

    return show(options)


def _explain(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.explain import show

    return show(options)


def _hook(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.hook import show

    return show(options)


def _server(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.server import serve

    return serve()


def _fleet(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.fleet import run

    return run(options)


def _fleet_report(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.fleet_report import show

    return show(options)


def _fleet_fix(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.fleet_fix import run

    return run(options)


#: Commands that take several arguments, and what argparse calls these.
_SEVERAL = {"check": "paths", "inspect": "paths", "explain": "text", "history": "repositories", "fleet": "list"}
_SEVERAL["fleet fix"] = "list"

_Describe = Callable[[argparse.ArgumentParser], None]
_COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], _Describe, str]] = {
    "check": (_check, described.check, "Check files and folders, and fix them with --fix"),
    "rule": (_rule, described.rule, "Print what a rule finds, why that fails, and what to write instead"),
    "inspect": (_inspect, described.inspect, "Show what was understood of files: their requests, clients and keys"),
    "history": (_history, described.history, "Find the keys in all that repositories ever held, and their commits"),
    "fleet": (_fleet, described.fleet, "Check and search many repositories at once: their heads and their histories"),
    "fleet report": (_fleet_report, described.fleet_report, "Report what a run over many repositories found"),
    "fleet fix": (_fleet_fix, described.fleet_fix, "Commit the safe fixes of many repositories, each on a new branch"),
    "doctor": (_doctor, described.doctor, "Tell which credential is really used from here, and what is wrong with it"),
    "explain": (_explain, described.explain, "Explain an error message, a body, a log or what curl -v shows"),
    "hook": (_hook, described.hook, "Have a coding agent's edits checked: show its setting, and write it with --yes"),
    "server": (_server, described.server, "Serve an editor, by the language server protocol"),
}
