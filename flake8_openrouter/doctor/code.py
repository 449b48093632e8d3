"""What a project's code sends to OpenRouter, and from which files of variables it takes the key.

Files are read and looked through as ``check`` and ``inspect`` do; nothing of the project is run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.disk import files
from flake8_openrouter.languages.javascript import loading as javascript_loading
from flake8_openrouter.languages.python import loading as python_loading
from flake8_openrouter.languages.python.program import PythonProgram
from flake8_openrouter.languages.shell import loading as shell_loading
from flake8_openrouter.model import (
    Answer,
    Client,
    Credential,
    Document,
    Endpoint,
    Literal,
    Request,
    Scheme,
    Site,
    Text,
    Variable,
)
from flake8_openrouter.model.environment_file import EnvironmentFile
from flake8_openrouter.model.facts import Header
from flake8_openrouter.openrouter import api, credentials
from flake8_openrouter.project import config, discovery
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.discovery import File, Selection, Skipped
from flake8_openrouter.run import analysis, prefilter, searching

#: Files of a project that are looked through, and bytes of one.
MAX_FILES = 60_000
_LARGEST = 2_000_000

_PACKAGE = "package.json"
#: What is sent for a variable that is not set by a language in which that is an empty text.
EMPTY = '""'

_LOADING = (*python_loading.WORDS, *javascript_loading.WORDS, *shell_loading.WORDS)
#: Languages of what sends requests, by their names. A page of documentation sends none.
_PROGRAMS = ("python", "notebook", "javascript", "markup", "shell")
#: Words of libraries of which it matters that the project has one.
_LIBRARIES = (b"streamlit", b"requests")


class Read(NamedTuple):
    """A variable as the code reads it. ``absent`` is what is made of it where it is not set.

    It is empty where the read raises, and where the code looks whether it is set: nothing is sent then.

    ``has_default``: something else is taken in its place then.
    ``missed`` is the call that loads files only after it, so that what is in them is not seen.
    """

    name: str
    absent: str = ""
    has_default: bool = False
    missed: str = ""


class Sent(NamedTuple):
    """A request or client that goes to OpenRouter, at a 1-based line of the file at ``path``.

    ``reads`` are the variables that its key is read from, the first that is there wins. ``header`` carries the key,
    with ``scheme`` before it. ``fallback`` is the variable that the client reads by itself without one. ``urls`` are
    those that are written out. ``is_known``: nothing else may be its key. ``host`` is empty for a client of which it
    is not told that it goes there.
    """

    path: str
    line: int
    language: str
    name: str
    host: str
    header: str
    scheme: str
    reads: tuple[Read, ...] = ()
    fallback: str = ""
    urls: tuple[str, ...] = ()
    is_client: bool = False
    is_known: bool = True


class Code(NamedTuple):
    """What is known of a project's code. ``gives_keys``: a client is given its key by the code.

    ``number`` files were looked through; ``unread`` are those that can't be.
    """

    sent: tuple[Sent, ...] = ()
    loads: tuple[EnvironmentFile, ...] = ()
    gives_keys: bool = False
    libraries: frozenset[str] = frozenset()
    unread: tuple[tuple[str, str], ...] = ()
    number: int = 0

    @property
    def variables(self) -> dict[str, tuple[Sent, ...]]:
        """The variables that keys are read from, each with what sends them."""
        found: dict[str, list[Sent]] = {}
        for each in self.sent:
            for name in dict.fromkeys((*(read.name for read in each.reads), *filter(None, (each.fallback,)))):
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
    number = 0
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
        libraries.update(word.decode() for word in _LIBRARIES if word in lowered)
        if any(word in lowered for word in _LOADING) or os.path.basename(item.path) == _PACKAGE:
            loads += _loads(item, data)
        sent += (each._replace(path=shown(os.path.abspath(each.path))) for each in _sent(item, data))
    official = [each for each in sent if each.host]
    gives_keys = any(each.is_client and each.reads for each in sent)
    return Code(tuple(_once(official)), tuple(loads), gives_keys, frozenset(libraries), tuple(unread), number)


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


def _sent(file: File, data: bytes) -> Iterator[Sent]:
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
                yield from _of_site(site, file.path, inner.name)


def _of_site(site: Site, path: str, language: str) -> Iterator[Sent]:
    credentials_of = [fact for fact in site.every if isinstance(fact, Credential)]
    headers = [fact for fact in site.every if isinstance(fact, Header)]
    for call in site.calls:
        if not (call.destination.official or isinstance(call, Client)) or _is_public(call):
            continue
        yield _of_call(call, site, path, language, credentials_of, headers)


def _is_public(call: Request | Client) -> bool:
    """Tell whether a request is one that needs no key."""
    if isinstance(call, Client) or call.carries_credential is not Answer.NO:
        return False
    return bool(call.paths) and not any(api.is_protected(call.method, path) for path in call.paths)


def _of_call(
    call: Request | Client, site: Site, path: str, language: str, found: list[Credential], headers: list[Header]
) -> Sent:
    ours = [each for each in found if each.destination == call.destination] or found
    sink = next((each.sink for each in ours), "")
    is_header = any(each.is_header for each in ours)
    scheme = next((_scheme(each) for each in headers if each.credential is not None), api.SCHEME)
    urls = [each.url.literal for each in site.every if isinstance(each, Endpoint) and each.url.literal]
    is_client = isinstance(call, Client)
    has_key = call.has_key if isinstance(call, Client) else call.carries_credential
    fallbacks = [call.fallback] if isinstance(call, Client) and call.has_key is not Answer.YES else []
    reads = tuple(dict.fromkeys(read for each in ours for read in _reads(each.value, language)))
    if not reads or reads[-1].absent:
        fallbacks += [name for each in ours for name in each.fallbacks]
    return Sent(
        path=path,
        line=call.call.nearest.line_in_section,
        language=language,
        name=call.name if isinstance(call, Client) else (call.method or "?"),
        host=(call.destination.host or api.HOST) if call.destination.official else "",
        header=sink if is_header else "Authorization",
        scheme=api.SCHEME if is_client or not is_header else scheme,
        reads=reads,
        fallback=next(filter(None, fallbacks), ""),
        urls=tuple(dict.fromkeys(urls)),
        is_client=is_client,
        is_known=has_key is not Answer.UNKNOWN and all(map(_is_read, ours)),
    )


def _scheme(header: Header) -> str:
    return header.authorization.head if header.authorization.scheme is not Scheme.MISSING else ""


def _is_read(credential: Credential) -> bool:
    return all(isinstance(part, Literal | Variable) for part in credential.value.parts)


def _reads(value: Text, language: str) -> Iterator[Read]:
    """Yield the variables that a key is read from, those that take another's place after it."""
    for part in value.parts:
        if isinstance(part, Variable) and part.name.isidentifier():
            absent = "" if part.required or part.guarded else EMPTY if language == "shell" else part.absent
            literals = [text for text in part.default if any(isinstance(each, Literal) for each in text.parts)]
            yield Read(part.name, absent, bool(part.default), part.missed)
            yield from (read for text in part.default for read in _reads(text, language) if text not in literals)


def is_ours(name: str) -> bool:
    """Tell whether a variable is OpenRouter's by its name."""
    return name in api.VARIABLES or (api.mentions(name) and credentials.names_a_secret(name))
