"""What a project's code sends to OpenRouter, and from which files of variables it takes the key.

Files are read and looked through as ``check`` and ``inspect`` do; nothing of the project is run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.disk import files
from flake8_openrouter.doctor.sent import Sent, sent_of
from flake8_openrouter.languages.javascript import loading as javascript_loading
from flake8_openrouter.languages.python import loading as python_loading
from flake8_openrouter.languages.python.program import PythonProgram
from flake8_openrouter.languages.shell import loading as shell_loading
from flake8_openrouter.model import Credential, Document
from flake8_openrouter.model.environment_file import EnvironmentFile
from flake8_openrouter.project import config, discovery
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.discovery import File, Skipped
from flake8_openrouter.project.walking import Selection
from flake8_openrouter.run import analysis, prefilter, searching

#: Files of a project that are looked through, and bytes of one.
MAX_FILES = 60_000
_LARGEST = 2_000_000

_PACKAGE = "package.json"
_LOADING = (*python_loading.WORDS, *javascript_loading.WORDS, *shell_loading.WORDS)
#: Languages of what sends requests, by their names. A page of documentation sends none.
_SENDING = "requests"
_PROGRAMS = ("python", "notebook", "javascript", "markup", "shell")
#: Libraries of which it matters that a program has them, and the statements that import some.
_LIBRARIES = frozenset(("requests", "streamlit"))
#: What keeps a session of requests from netrc and from proxies, with white space taken out.
_UNTRUSTING = b"trust_env=false"
_IMPORTS = re.compile(rb"(?:^|;)[ \t]*(?:import[ \t]+(?P<names>[^\n#;]+)|from[ \t]+(?P<name>\w+))", re.MULTILINE)


class Code(NamedTuple):
    """What is known of a project's code. ``gives_keys``: a client is given its key by the code.

    ``written`` are the variables that it sets itself. ``untrusting``: some session takes nothing of the environment.

    ``number`` files were looked through; ``unread`` are those that can't be.
    """

    sent: tuple[Sent, ...] = ()
    loads: tuple[EnvironmentFile, ...] = ()
    gives_keys: bool = False
    written: frozenset[str] = frozenset()
    libraries: frozenset[str] = frozenset()
    unread: tuple[tuple[str, str], ...] = ()
    number: int = 0
    untrusting: bool = False

    @property
    def variables(self) -> dict[str, tuple[Sent, ...]]:
        """The variables that keys are read from, each with what sends them."""
        found: dict[str, list[Sent]] = {}
        for each in self.sent:
            for name in each.variables:
                found.setdefault(name, []).append(each)
        return {name: tuple(sites) for name, sites in found.items()}


def of(path: str, shown: Callable[[str], str]) -> Code:
    """Return what is known of the code at a path, a file's or a folder's. Raises ConfigurationError.

    ``shown`` makes of an absolute path what may be shown of it.
    """
    sent: list[Sent] = []
    loads: list[EnvironmentFile] = []
    unread: list[tuple[str, str]] = []
    libraries: set[str] = set()
    written: set[str] = set()
    number, untrusting = 0, False
    for item in discovery.discover([path], Selection(config.for_folder)):
        if number >= MAX_FILES:
            break
        if isinstance(item, Skipped):
            if item.unread or (item.named and not item.empty):
                unread.append((shown(os.path.abspath(item.path)), item.reason))
            continue
        number += 1
        try:
            data = files.read(item.path, _LARGEST)
        except OSError as error:
            if discovery.is_program(item.path):
                unread.append((shown(os.path.abspath(item.path)), error.strerror or str(error)))
            continue
        lowered = data.lower()
        untrusting = untrusting or (b"trust_env" in lowered and _UNTRUSTING in lowered.replace(b" ", b""))
        found = _sent_by(item, data, unread, shown, written)
        sent += found
        libraries.update(name for name in _imported(data) if found or name != _SENDING)
        if any(word in lowered for word in _LOADING) or os.path.basename(item.path) == _PACKAGE:
            loads += _loads(item, data)
    official = [each for each in sent if each.host]
    gives_keys = any(each.is_client and each.reads for each in sent)
    found_in = (gives_keys, frozenset(written), frozenset(libraries), tuple(unread), number, untrusting)
    return Code(tuple(_once(official)), tuple(loads), *found_in)


def _imported(data: bytes) -> Iterator[str]:
    """Yield the libraries that a program imports, of those that matter."""
    for match in _IMPORTS.finditer(data):
        for each in (match["name"] or match["names"]).decode(errors="replace").split(","):
            name = each.strip().partition(" ")[0].partition(".")[0]
            if name in _LIBRARIES:
                yield name


def _sent_by(
    file: File, data: bytes, unread: list[tuple[str, str]], shown: Callable[[str], str], written: set[str]
) -> list[Sent]:
    """Return what a file sends, and note the variables that it sets; one of which that can't be found out is unread."""
    path = shown(os.path.abspath(file.path))
    try:
        return [each._replace(path=path) for each in _sent(file, data, written)]
    except Exception as error:  # its text may hold a piece of the source
        unread.append((path, f"internal error ({type(error).__name__}), please report it"))
        return []


def _once(sent: Iterable[Sent]) -> Iterator[Sent]:
    """Yield what is sent in one way by one place, once."""
    yield from dict.fromkeys(sent)


def _settings(file: File) -> Configuration:
    return file.settings or config.for_file(file.path)


def _loads(file: File, data: bytes) -> list[EnvironmentFile]:
    language = languages.of_file(file.path, data)
    try:
        text = (language or languages.TEXT).decoded(data)[0]
    except ValueError:
        return []
    if os.path.basename(file.path) == _PACKAGE:
        return javascript_loading.of_package(text, file.path)
    if language is not None and language.name == "javascript":
        return javascript_loading.loads(text, file.path)
    if language is not None and language.name == "shell":
        return shell_loading.loads(text, file.path)
    if language is None or language.name not in ("python", "notebook") or _is_test(file, language):
        return []
    found: list[EnvironmentFile] = []
    for program in languages.with_embedded(language.program(Document(file.path, text, language.notation))):
        if isinstance(program, PythonProgram) and program.tree is not None:
            project = languages.named("python").project(_settings(file).project)
            found += python_loading.loads(program.document, program.tree, project)  # type: ignore[arg-type]
    return found


def _is_test(file: File, language: languages.Language) -> bool:
    return _settings(file).is_test(file.path, language)


def _sent(file: File, data: bytes, written: set[str]) -> Iterator[Sent]:
    """Yield what a program sends; tests and what only mentions keys are passed by."""
    settings = _settings(file)
    language = languages.of_file(file.path, data)
    if language is None or language.keys_alone or language.name not in _PROGRAMS or _is_test(file, language):
        return
    words = tuple(word.encode() for word in prefilter.words(settings))
    if not searching.holds(data, words, language):
        return
    try:
        document = Document(file.path, language.decoded(data)[0], language.notation)
    except ValueError:
        return
    for program in languages.with_embedded(language.program(document)):
        if program.failure is None:
            inner = languages.of_document(program.document)
            project = inner.project(settings.project)
            for site in program.sites(analysis.settings_for(program.document, settings), project):
                yield from sent_of(site, file.path, inner.name)
                written.update(fact.variable for fact in site.every if isinstance(fact, Credential) and fact.variable)
