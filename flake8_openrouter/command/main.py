"""The command: ``check``, ``rule``, ``inspect``, ``explain``, ``doctor``. What each needs is imported late."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Collection, Sequence
from typing import NoReturn

from flake8_openrouter._version import __version__
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
    """Return arguments with the options that ``help``, ``help check`` and ``version`` are."""
    if arguments[:1] == ["version"]:
        return ["--version"]
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


def codes(text: str) -> tuple[str, ...]:
    """Return the codes of an option: separated by commas, each a rule's or the beginning of some rules'."""
    from flake8_openrouter.project.codes import refuse_unknown

    named = tuple(text.upper().replace(",", " ").split())
    if not named:
        raise argparse.ArgumentTypeError("a code is missing, such as OPR301")
    try:
        refuse_unknown(named)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return named


def report_format(name: str) -> str:
    """Return the name of a report's format."""
    from flake8_openrouter.reports import FORMATS

    return _one_of(name, FORMATS)


def text_or_json(name: str) -> str:
    """Return the name of a format for tables and pages."""
    return _one_of(name, ("text", "json"))


def language(name: str) -> str:
    """Return the name of a language that the doctor speaks."""
    from flake8_openrouter.doctor.catalogue import LANGUAGES

    if name not in LANGUAGES:
        raise argparse.ArgumentTypeError(f"there is no language {name!r}: {', '.join(LANGUAGES)}")
    return name


def _one_of(name: str, formats: Collection[str]) -> str:
    if name not in formats:
        from flake8_openrouter.project.spelling import nearest

        raise argparse.ArgumentTypeError(f"there is no format {name!r}{nearest(name, formats)}: {', '.join(formats)}")
    return name


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"needs a positive number, got {text!r}")
    return int(text)


def _patterns(text: str) -> tuple[str, ...]:
    return tuple(pattern.strip() for pattern in text.split(",") if pattern.strip())


#: Options of ``check``: their heading, then each with what argparse wants to know.
_FLAG: dict[str, object] = {"action": "store_true"}
_CODES: dict[str, object] = {"type": codes, "metavar": "CODES", "action": "extend"}
_FILE: dict[str, object] = {"metavar": "FILE"}
_PATTERNS: dict[str, object] = {"type": _patterns, "metavar": "PATTERNS", "action": "extend"}
_CHECK_OPTIONS: dict[str, tuple[tuple[str, str, dict[str, object]], ...]] = {
    "fixes": (
        ("--fix", "make the safe fixes, and report what is left", _FLAG),
        ("--unsafe-fixes", "with --fix or --diff: also those that a human should review", _FLAG),
        ("--diff", "show what --fix would change, write nothing, exit 1 if it is anything", _FLAG),
        ("--fix-only", "make the fixes, report nothing", _FLAG),
        ("--show-fixes", "show the fix of each finding", _FLAG),
    ),
    "rules": (
        ("--select", "the rules to run: codes or their beginnings, separated by commas", _CODES),
        ("--extend-select", "rules to add; one that is off by default needs its full code", _CODES),
        ("--ignore", "rules to leave out", _CODES),
        ("--config", "settings from this file instead of pyproject.toml", _FILE),
        ("--isolated", "no settings from any file", _FLAG),
    ),
    "files": (
        ("--exclude", "what to leave out of folders, instead of .git, .venv, build and the like", _PATTERNS),
        ("--extend-exclude", "what else to leave out of folders", _PATTERNS),
        ("--force-exclude", "leave out files even if they are named", _FLAG),
        ("--no-ignore", "check files that .gitignore names too", _FLAG),
        ("--stdin-filename", "with `-`: the path of standard input", {"metavar": "PATH"}),
        ("--no-cache", "check known clean files too, and remember none", _FLAG),
        ("-j --jobs", "the number of processes (default: as many as help)", {"type": _count, "metavar": "N"}),
    ),
    "output": (
        (
            "--output-format",
            "text, concise, json, json-lines, sarif, github, gitlab, rdjson or junit",
            {"type": report_format, "metavar": "FORMAT"},
        ),
        ("-o --output-file", "write the report to this file", _FILE),
        ("--statistics", "count the findings of each rule", _FLAG),
        ("--show-unused-ignores", "show comments and settings that silence nothing, or name an unknown rule", _FLAG),
        ("-q --quiet", "only findings, a line each unless a format is named: no notes, no progress", _FLAG),
        ("-e --exit-zero", "exit 0 even if findings are left", _FLAG),
        ("--exit-non-zero-on-fix", "exit 1 if anything was fixed, even if nothing is left", _FLAG),
    ),
    "baseline": (
        ("--baseline", "a file of known findings, which are not reported", _FILE),
        ("--write-baseline", "write all findings to this file as known ones", _FILE),
    ),
}


def _describe_check(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="*", metavar="PATHS", help="files and folders, or `-` (default: .)")
    for title, options in _CHECK_OPTIONS.items():
        group = command.add_argument_group(title)
        for name, text, settings in options:
            group.add_argument(*name.split(), help=text, **settings)  # type: ignore[arg-type]


def _describe_rule(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", nargs="?", metavar="CODE", help="a rule's code or name")
    command.add_argument("--all", action="store_true", help="all rules")
    command.add_argument("--output-format", type=text_or_json, default="text", metavar="FORMAT", help="text or json")


def _describe_inspect(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="+", metavar="PATHS", help="files and folders, or `-`")
    command.add_argument("--stdin-filename", metavar="PATH", help="with `-`: the path of standard input")
    command.add_argument("--output-format", type=text_or_json, default="text", metavar="FORMAT", help="text or json")


def _describe_doctor(command: argparse.ArgumentParser) -> None:
    command.epilog = (
        "Exit status: 0 if all is well, 1 if something is wrong, 2 if nothing can be looked at. What is shown can be "
        "pasted into an issue: it holds no value, and of keys their labels. No program of the project is run, nothing "
        "is sent but with --online: then the key, to OpenRouter alone."
    )
    command.add_argument("path", nargs="?", default=".", metavar="PATH", help="a project's folder (default: .)")
    command.add_argument("--online", action="store_true", help="ask OpenRouter about the key that would be used")
    command.add_argument("--unit", metavar="NAME", help="also what a service of systemd would get")
    command.add_argument("--env-file", metavar="FILE", help="also what docker, Compose, Node, systemd take of a file")
    command.add_argument("--clean-env", action="store_true", help="without the variables of this shell, as a service")
    command.add_argument("-v", "--verbose", action="store_true", help="show the details of what is well, too")
    command.add_argument("--lang", type=language, metavar="LANG", help="en or zh (default: that of the locale)")
    command.add_argument("--output-format", type=text_or_json, default="text", metavar="FORMAT", help="text or json")


def _describe_explain(command: argparse.ArgumentParser) -> None:
    command.epilog = (
        "Exit status: 1 if something was recognised, 0 if nothing was, 2 if there is nothing to look at. What is shown "
        "holds nothing of the text, and keys by their labels. In arguments a shell remembers keys: `-` is safer."
    )
    command.add_argument("text", nargs="+", metavar="TEXT", help="a message, or `-` to read it from standard input")
    command.add_argument("--lang", type=language, metavar="LANG", help="en or zh (default: that of the locale)")
    command.add_argument("--output-format", type=text_or_json, default="text", metavar="FORMAT", help="text or json")


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


def _explain(options: argparse.Namespace) -> int:
    from flake8_openrouter.command.explain import show

    return show(options)


#: Commands that take several arguments, and what argparse calls these.
_SEVERAL = {"check": "paths", "inspect": "paths", "explain": "text"}

_Describe = Callable[[argparse.ArgumentParser], None]
_COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], _Describe, str]] = {
    "check": (_check, _describe_check, "Check files and folders, and fix them with --fix"),
    "rule": (_rule, _describe_rule, "Print what a rule finds, why that fails, and what to write instead"),
    "inspect": (_inspect, _describe_inspect, "Show what was understood of files: their requests, clients and keys"),
    "doctor": (_doctor, _describe_doctor, "Tell which credential is really used from here, and what is wrong with it"),
    "explain": (_explain, _describe_explain, "Explain an error message, a body, a log or what curl -v shows"),
}
