"""``[tool.flake8-openrouter]``: found upwards from each file, read with tomli, checked key by key."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_openrouter.disk import files
from flake8_openrouter.disk.views import remembered
from flake8_openrouter.openrouter.values_shown import LONGEST, shown, text_of

if TYPE_CHECKING:
    from flake8_openrouter.languages import Language
    from flake8_openrouter.languages._key_source import KeySource

TABLE = "flake8-openrouter"
_FILE = "pyproject.toml"
_MARK = TABLE.encode()
_MISSPELT = b"[tool.flake8_openrouter"

#: What says that a folder is a project's root, where no pyproject.toml holds our table. One without any of these has
#: the settings of the folder around it.
MARKS = (_FILE, ".git", "setup.py", "setup.cfg")

#: How many folders are asked one by one: the path that the system allows is longer than Python's stack.
_STEP = 100

_HOST = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
SCOPES = ("openrouter", "any")


class ConfigurationError(Exception):
    """One line for the user, which may be shown: the file, the key, and what is allowed."""

    def __init__(self, said: str) -> None:
        from flake8_openrouter.openrouter.masking import presentable

        super().__init__(presentable(" ".join(said.split())))


#: Folders whose files are a test's, in whatever language.
_TEST_FOLDERS = frozenset(("test", "tests", "__tests__", "__mocks__", "__fixtures__", "mocks", "e2e", "cypress"))


class Configuration(NamedTuple):
    """What a project asks for. ``root`` is its folder; paths in the table are relative to it.

    ``checked`` is the folder that is checked, where nothing marks a root: its files are looked into for one another.
    """

    root: Path | None = None
    file: Path | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    scope: str = "openrouter"
    key_sources: tuple[tuple[str, KeySource], ...] = ()
    hosts: tuple[str, ...] = ()
    placeholder_paths: tuple[str, ...] = ()
    env_names: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    baseline: Path | None = None
    checked: Path | None = None

    @property
    def project(self) -> Path | None:
        """The folder whose files may be of one program; None where a file's own folder is all that is known."""
        return self.root or self.checked

    def relative(self, path: str) -> str:
        """Return a path from the root on, with slashes; an absolute one where it lies elsewhere."""
        absolute = os.path.abspath(path)
        base = str(self.root) if self.root is not None else os.getcwd()
        inside = absolute.removeprefix(base.rstrip(os.sep) + os.sep)
        return inside.replace(os.sep, "/")

    def excludes(self, path: str) -> bool:
        return bool(self.exclude) and _matches_any(self.relative(path), self.exclude)

    def includes(self, path: str) -> bool:
        """Tell whether the table's ``include`` leaves a file; all where it names none."""
        return not self.include or _matches_any(self.relative(path), self.include)

    def is_test(self, path: str, language: Language) -> bool:
        """Tell whether a path is a test's, or one where placeholders are expected."""
        relative = self.relative(path)
        *folders, name = relative.split("/")
        in_folder = not _TEST_FOLDERS.isdisjoint(folders)
        return in_folder or language.is_test(name) or _matches_any(relative, self.placeholder_paths)

    def key_source(self, language: Language) -> KeySource:
        """Return how programs of a language read the key."""
        return dict(self.key_sources).get(language.name) or language.key_source

    def ignores(self, path: str, code: str) -> bool:
        """Tell whether the table's ``per-file-ignores`` name a code for a path."""
        return any(True for _ in self.ignoring(path, code))

    def ignoring(self, path: str, code: str) -> Iterator[tuple[str, str]]:
        """Yield the patterns for a path, each with what it names of a code."""
        for pattern, codes in self.per_file_ignores:
            if code.startswith(codes) and _matches_any(self.relative(path), (pattern,)):
                yield from ((pattern, named) for named in codes if code.startswith(named))

    def enables(self, code: str, default: bool) -> bool:
        """Tell whether the table asks for a rule: one that is off by default needs its full code."""
        if code.startswith(self.ignore) and code not in self.extend_select:
            return False
        if not default:
            return code in (*self.select, *self.extend_select)
        return not self.select or code.startswith((*self.select, *self.extend_select))


def _matches_any(path: str, patterns: tuple[str, ...]) -> bool:
    """Match a relative path with patterns as flake8 does: a glob, a folder with all below it, or a bare name.

    ``**/`` stands for no folder as well.
    """
    parts = path.split("/")
    for pattern in chain.from_iterable(map(_spelt_out, patterns)):
        if fnmatch.fnmatchcase(path, pattern) or fnmatch.fnmatchcase(path, f"{pattern}/*"):
            return True
        if "/" not in pattern and any(fnmatch.fnmatchcase(part, pattern) for part in parts):
            return True
    return False


@cache
def _spelt_out(pattern: str) -> tuple[str, ...]:
    """Return a pattern as it is matched, and as it is where its ``**`` stand for nothing."""
    plain = pattern.rstrip("/").removeprefix("./")
    fewer = (plain, plain.replace("/**/", "/"))
    return tuple(dict.fromkeys((*fewer, *(text.removeprefix("**/") for text in fewer))))


@remembered()
def for_folder(path: str) -> Configuration:
    """Return the configuration of the files in a folder, an absolute path. Raises ConfigurationError."""
    parent = os.path.dirname(path)
    if path.count(os.sep) > _STEP:
        for above in [*Path(path).parents][::-_STEP]:
            for_folder(str(above))
    around = for_folder(parent) if parent != path else Configuration()
    inside = os.path.join(path, "")
    if files.exists(inside + _FILE) and (own := _of_project(Path(path, _FILE))) is not None:
        return own
    if around.file is not None or not any(files.exists(inside + mark) for mark in MARKS):
        return around
    return around._replace(root=Path(path))


def _of_project(file: Path) -> Configuration | None:
    """Return the configuration that a pyproject.toml holds; None where it holds none. Raises ConfigurationError."""
    data = _read(file)
    if data is None or (_MARK not in data and _MISSPELT not in data):
        return None
    if _MISSPELT in data:
        raise ConfigurationError(f"{file}: the table is named [tool.{TABLE}], with a hyphen")
    table = table_of(document(data, file), file)
    return None if table is None else parse(table, file)


def for_file(path: str) -> Configuration:
    """Return the configuration of a file; of the current folder for a text that has no file."""
    return for_folder(os.path.dirname(os.path.abspath(path)))


@cache
def with_options(
    configuration: Configuration, scope_option: str | None, key_source_option: str | None
) -> Configuration:
    """Return a configuration with flake8's options over the table's. Raises ConfigurationError."""
    for name, value, reader in (("scope", scope_option, scope), ("key_sources", key_source_option, key_sources)):
        if value is not None:
            try:
                given: dict[str, Any] = {name: reader(value)}
                configuration = configuration._replace(**given)
            except ValueError as error:
                option = name.rstrip("s").replace("_", "-")
                raise ConfigurationError(f"--openrouter-{option}: {error}") from None
    return configuration


def _read(file: Path) -> bytes | None:
    if not files.is_file(str(file)):
        return None
    try:
        return files.read(file)
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror or error}") from error


def document(data: bytes, file: Path) -> Mapping[str, Any]:
    """Return what a TOML file holds. Raises ConfigurationError."""
    import tomli  # 16 ms: only for a file that names us

    try:
        return tomli.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise ConfigurationError(f"{file}: {error}") from None
    except RecursionError:
        raise ConfigurationError(f"{file}: nested too deeply") from None


def table_of(document: Mapping[str, Any], file: Path) -> Mapping[str, Any] | None:
    """Return our table of a whole pyproject.toml; None where it has none. Raises ConfigurationError."""
    tool = document.get("tool", {})
    table = tool.get(TABLE) if isinstance(tool, dict) else tool
    if table is not None and not isinstance(table, dict):
        raise ConfigurationError(f"{file}: tool.{TABLE} is not a table")
    return table


def parse(table: Mapping[str, Any], file: Path) -> Configuration:
    """Return the configuration that a table holds. Raises ConfigurationError for a wrong key or type."""
    given: dict[str, Any] = {}
    for key, value in table.items():
        reader = _READERS.get(key)
        if reader is None:
            meant = _nearest(key[:LONGEST])
            raise ConfigurationError(
                f"{file}: [tool.{TABLE}] has no key {shown(key)}{meant}; allowed: {', '.join(_READERS)}"
            )
        try:
            given[_FIELDS.get(key, key.replace("-", "_"))] = reader(value)
        except ValueError as error:
            raise ConfigurationError(f"{file}: [tool.{TABLE}] {key}: {error}") from None
    configuration = Configuration(root=file.parent, file=file)
    if "baseline" in given:
        given["baseline"] = file.parent / given["baseline"]
    return configuration._replace(**given)


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    return "".join(f" (did you mean {match!r}?)" for match in get_close_matches(key, _READERS, n=1))


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValueError(f"expected a list of strings, got {shown(value)}")
    return tuple(value)


def _patterns(value: object) -> tuple[str, ...]:
    patterns = _texts(value)
    if not patterns:
        raise ValueError("an empty list would check nothing: leave it out to check all files")
    return patterns


def _codes(value: object) -> tuple[str, ...]:
    codes = _texts(value)
    for code in codes:
        if not ("OPR".startswith(code) or (code.startswith("OPR") and code[3:].isdigit() and len(code) <= 6)):
            raise ValueError(f"expected codes such as 'OPR', 'OPR1' and 'OPR101', got {shown(code)}")
    if codes:
        from flake8_openrouter.project.codes import refuse_unknown

        refuse_unknown(codes)
    return codes


def _codes_by_path(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise ValueError(f"expected a table of patterns and their codes, got {shown(value)}")
    return tuple((pattern, _codes(codes)) for pattern, codes in value.items())


def scope(value: object) -> str:
    if value not in SCOPES:
        raise ValueError(f"expected {' or '.join(map(repr, SCOPES))}, got {shown(value)}")
    return str(value)


def key_sources(value: object) -> tuple[tuple[str, KeySource], ...]:
    """Read ``key-source``: an expression, or a table of one and its import, for each language or for the first."""
    from flake8_openrouter import languages  # with a parser, 2 ms: only where it is given

    names = [language.name for language in languages.LANGUAGES]
    given = value if isinstance(value, dict) and not set(value).isdisjoint(names) else {names[0]: value}
    unknown = [name for name in given if name not in names]
    if unknown:
        raise ValueError(f"expected a language ({', '.join(names)}), got {shown(unknown[0])}")
    return tuple((name, languages.named(name).read_key_source(item)) for name, item in given.items())


def _hosts(value: object) -> tuple[str, ...]:
    hosts = _texts(value)
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ValueError(f"expected host names such as 'llm.example.com', got {shown(host)}")
    return tuple(host.lower() for host in hosts)


_READERS: dict[str, Callable[[object], Any]] = {
    "select": _codes,
    "extend-select": _codes,
    "ignore": _codes,
    "per-file-ignores": _codes_by_path,
    "scope": scope,
    "key-source": key_sources,
    "hosts": _hosts,
    "placeholder-paths": _texts,
    "env-names": _texts,
    "include": _patterns,
    "exclude": _texts,
    "baseline": text_of,
}

#: The fields of a configuration that are named otherwise than their keys.
_FIELDS = {"key-source": "key_sources"}
