"""What each command can be told: its arguments, and what argparse makes of them."""

from __future__ import annotations

import argparse
from collections.abc import Collection


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


def history_format(name: str) -> str:
    """Return the name of a format for histories."""
    from flake8_openrouter.history.reports import FORMATS

    return _one_of(name, FORMATS)


def fleet_format(name: str) -> str:
    """Return the name of a format for reports on many repositories."""
    from flake8_openrouter.fleet.reports import FORMATS

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
        ("--revision", "check this commit, branch or tag, from git's objects alone", {"metavar": "REV"}),
        ("--stdin-filename", "with `-`: the path of standard input", {"metavar": "PATH"}),
        ("--no-cache", "check known clean files too, and remember none", _FLAG),
        ("-j --jobs", "the number of processes (default: as many as help)", {"type": _count, "metavar": "N"}),
    ),
    "output": (
        (
            "--output-format",
            "text, concise, agent, json, json-lines, sarif, github, gitlab, rdjson or junit",
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


def check(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="*", metavar="PATHS", help="files and folders, or `-` (default: .)")
    _add(command, _CHECK_OPTIONS)


def _add(
    command: argparse.ArgumentParser, described: dict[str, tuple[tuple[str, str, dict[str, object]], ...]]
) -> None:
    for title, options in described.items():
        group = command.add_argument_group(title)
        for name, text, settings in options:
            group.add_argument(*name.split(), help=text, **settings)  # type: ignore[arg-type]


def rule(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", nargs="?", metavar="CODE", help="a rule's code or name")
    command.add_argument("--all", action="store_true", help="all rules")
    command.add_argument("--output-format", type=text_or_json, default="text", metavar="FORMAT", help="text or json")


def inspect(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="+", metavar="PATHS", help="files and folders, or `-`")
    command.add_argument("--stdin-filename", metavar="PATH", help="with `-`: the path of standard input")
    command.add_argument("--output-format", type=text_or_json, default="text", metavar="FORMAT", help="text or json")


_HISTORY_OPTIONS: dict[str, tuple[tuple[str, str, dict[str, object]], ...]] = {
    "ledger": (
        ("--since-last", "report only what was not searched by an earlier run that came to its end", _FLAG),
        ("--no-ledger", "search all blobs, and remember none", _FLAG),
        ("--ledger", "keep the ledger in this folder instead of the user's cache", {"metavar": "FOLDER"}),
    ),
    "output": (
        (
            "--output-format",
            "text, json, json-lines or sarif",
            {"type": history_format, "metavar": "FORMAT", "default": "text"},
        ),
        ("-o --output-file", "write the report to this file", _FILE),
        ("-q --quiet", "only the report and what was not searched: no notes, no progress", _FLAG),
        ("-e --exit-zero", "exit 0 even if keys are found", _FLAG),
    ),
    "baseline": (
        ("--baseline", "a file of known keys, which are not reported", _FILE),
        ("--write-baseline", "add all keys to this file as known ones", _FILE),
    ),
}


def history(command: argparse.ArgumentParser) -> None:
    command.epilog = (
        "Exit status: 0 if no key is found, 1 if some are or a part could not be read, 2 if a repository could not. "
        "Nothing that a repository names is run, and nothing is fetched or written in it."
    )
    command.add_argument("repositories", nargs="*", metavar="REPO", help="repositories, bare or not (default: .)")
    _add(command, _HISTORY_OPTIONS)


_COUNT: dict[str, object] = {"type": _count, "metavar": "N"}
_FOLDER: dict[str, object] = {"metavar": "FOLDER"}
_FLEET_OPTIONS: dict[str, tuple[tuple[str, str, dict[str, object]], ...]] = {
    "what is read": (
        ("--branches", "the files of all branches, not of the default one alone", _FLAG),
        ("--no-heads", "no files of branches, only the history", _FLAG),
        ("--no-history", "no history, only the files of branches", _FLAG),
        ("--again", "also what an earlier run has read and nobody has changed since", _FLAG),
    ),
    "workers": (
        ("-j --jobs", "the number of processes on this machine (default: as many as processors)", _COUNT),
        ("--memory", "megabytes that each of them may take (default: 1000)", _COUNT),
        ("--scheduler", "the workers of a scheduler of dask's, such as tls://host:8786", {"metavar": "ADDRESS"}),
        ("--tls-ca-file", "for --scheduler: the certificates of whom to trust", _FILE),
        ("--tls-cert", "for --scheduler: the certificate to show", _FILE),
        ("--tls-key", "for --scheduler: the key of that certificate", _FILE),
    ),
    "clones": (
        ("--cache-folder", "where clones are kept (default: in the user's folder for caches)", _FOLDER),
        ("--clone-size", "megabytes that a clone may take (default: 20000)", _COUNT),
        ("--clone-time", "seconds that a clone may take (default: 3600)", _COUNT),
    ),
    "output": (
        (
            "-o --output-folder",
            "where the results are kept (default: fleet-results)",
            {"default": "fleet-results", **_FOLDER},
        ),
        ("--parquet", "write the results as one Parquet file too", _FLAG),
        ("-q --quiet", "say only which repositories could not be read: no summary, no progress", _FLAG),
        ("-e --exit-zero", "exit 0 even if findings or keys are found", _FLAG),
    ),
}


def fleet(command: argparse.ArgumentParser) -> None:
    command.epilog = (
        "Exit status: 0 if nothing is found, 1 if findings or keys are or a part could not be read, 2 if a repository "
        "could not. A run that was killed goes on where it was when it is started again. Nothing that a repository "
        "names is run."
    )
    listed = "repositories, folders of some, URLs (https, ssh, file), files that list such, or `-`"
    command.add_argument("list", nargs="+", metavar="LIST", help=listed)
    _add(command, _FLEET_OPTIONS)


_REPORT_OPTIONS: dict[str, tuple[tuple[str, str, dict[str, object]], ...]] = {
    "what is told": (
        (
            "--since",
            "what changed since these earlier results (default: those of the run before)",
            {"metavar": "RESULTS"},
        ),
        ("--online", "ask OpenRouter about each key once, whether it is live: one a second", _FLAG),
        ("--cache-folder", "with --online: where clones are kept, as for `fleet`", _FOLDER),
    ),
    "output": (
        (
            "--output-format",
            "html, markdown, json or csv",
            {"type": fleet_format, "metavar": "FORMAT", "default": "html"},
        ),
        ("-o --output-file", "write the report to this file", _FILE),
        ("-q --quiet", "no progress", _FLAG),
        ("-e --exit-zero", "exit 0 even if findings or keys are in it", _FLAG),
    ),
}


def fleet_report(command: argparse.ArgumentParser) -> None:
    command.epilog = (
        "Exit status: as that of `fleet`. Nothing is sent but with --online: then each key, to OpenRouter alone. It is "
        "read again from its repository for that, and held in memory until it is answered. A folder that is called "
        "`report` is `./report` to `fleet`."
    )
    default = "fleet-results"
    told = f"the folder or the file of a run's results (default: {default})"
    command.add_argument("results", nargs="?", default=default, metavar="RESULTS", help=told)
    _add(command, _REPORT_OPTIONS)


_FIX_OPTIONS: dict[str, tuple[tuple[str, str, dict[str, object]], ...]] = {
    "fixes": (
        ("--branch", "the branch to make; one that is there is never moved", {"metavar": "NAME", "required": True}),
        ("--message", "the message of the commit (default: one that says what it is)", {"metavar": "TEXT"}),
        ("--dry-run", "say what would be committed, and write nothing", _FLAG),
    ),
    "output": (("-q --quiet", "say only what could not be done", _FLAG),),
}


def fleet_fix(command: argparse.ArgumentParser) -> None:
    command.epilog = (
        "Exit status: 0 if all repositories are done, 2 if one could not be. No work tree is touched, no branch that "
        "is there is moved, nothing is pushed, and nothing that a repository names is run. A folder that is called "
        "`fix` is `./fix` to `fleet`."
    )
    listed = "repositories, folders of some, files that list such, or `-`"
    command.add_argument("list", nargs="+", metavar="LIST", help=listed)
    _add(command, _FIX_OPTIONS)


def doctor(command: argparse.ArgumentParser) -> None:
    command.epilog = (
        "Exit status: 0 if all is well, 1 if something is wrong, 2 if nothing can be looked at. What is shown can be "
        "pasted into an issue: it holds no value, and of keys their labels. No program of the project is run, nothing "
        "is sent but with --online: then the key, to OpenRouter alone."
    )
    command.add_argument("path", nargs="?", default=".", metavar="PATH", help="a project's folder (default: .)")
    command.add_argument("--online", action="store_true", help="ask OpenRouter about the key that would be used")
    command.add_argument("--unit", metavar="NAME", help="also what a service of systemd would get: its name or file")
    command.add_argument("--env-file", metavar="FILE", help="also what docker, Compose, Node, systemd take of a file")
    command.add_argument("--clean-env", action="store_true", help="without the variables of this shell, as a service")
    command.add_argument("-v", "--verbose", action="store_true", help="show the details of what is well, too")
    command.add_argument("--lang", type=language, metavar="LANG", help="en or zh (default: that of the locale)")
    command.add_argument("--output-format", type=text_or_json, default="text", metavar="FORMAT", help="text or json")


def explain(command: argparse.ArgumentParser) -> None:
    command.epilog = (
        "Exit status: 1 if something was recognised, 0 if nothing was, 2 if there is nothing to look at. What is shown "
        "holds nothing of the text, and keys by their labels. In arguments a shell remembers keys: `-` is safer."
    )
    command.add_argument("text", nargs="+", metavar="TEXT", help="a message, or `-` to read it from standard input")
    command.add_argument("--lang", type=language, metavar="LANG", help="en or zh (default: that of the locale)")
    command.add_argument("--output-format", type=text_or_json, default="text", metavar="FORMAT", help="text or json")


def hook(command: argparse.ArgumentParser) -> None:
    command.epilog = (
        "`hook install AGENT` shows the setting by which the agent has each file checked that it edits, and writes it "
        "with --yes or when you confirm it: what is in the file stays. `hook run AGENT` is what the agent then runs, "
        "with what it edited as JSON on standard input."
    )
    command.add_argument("action", choices=("install", "run"), metavar="ACTION", help="install or run")
    command.add_argument("agent", metavar="AGENT", help="claude-code, cursor or codex")
    command.add_argument("path", nargs="?", default=".", metavar="PATH", help="the project's folder (default: .)")
    command.add_argument("-y", "--yes", action="store_true", help="write what is shown")
    command.add_argument("--program", default="flake8-openrouter", metavar="WORDS", help="how the agent calls this one")


def server(command: argparse.ArgumentParser) -> None:
    command.epilog = (
        "An editor starts it, and talks to it on standard input and output. It needs the extra lsp: "
        'pip install "flake8-openrouter[lsp]". docs/editors.md says how each editor is set up.'
    )
    command.add_argument("--stdio", action="store_true", help="as it always does: some editors say so")
