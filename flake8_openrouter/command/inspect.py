"""``flake8-openrouter inspect PATHS``: the sites of files as tables, or as JSON."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.command import notes
from flake8_openrouter.command.usage import CLEAN, FAILED, STDIN, UsageError, nearest_path, read_stdin, say
from flake8_openrouter.disk import files
from flake8_openrouter.openrouter.masking import presentable
from flake8_openrouter.project import config, discovery
from flake8_openrouter.project.discovery import File, Skipped
from flake8_openrouter.project.walking import Selection
from flake8_openrouter.run import inspection
from flake8_openrouter.run.inspection import Description

_HEADINGS = ("line", "what", "goes to", "URL", "key", "carried by")


#: What standard input is called that nobody names.
_UNNAMED = "<stdin>"


class Inspected(NamedTuple):
    """A file that was inspected."""

    path: str
    sites: Sequence[Description]


def show(options: Namespace) -> int:
    """Print what was understood of the files that the options name; one that can't be inspected is a line of its own.

    Raises UsageError for paths that do not go together.
    """
    if STDIN in options.paths and len(options.paths) > 1:
        raise UsageError("`-` is standard input: it can't be inspected together with other paths")
    if "" in options.paths:
        raise UsageError("a path is empty")
    shown: list[Inspected] = []
    code = CLEAN
    for item in _found(options):
        try:
            if isinstance(item, Skipped):
                code = FAILED if item.named or item.unread else code
                say(notes.skipped(item))
            else:
                shown.append(Inspected(item.path, _sites(item, options)))
        except UsageError as error:
            say(str(error))
            code = FAILED
    several = len(options.paths) > 1 or os.path.isdir(options.paths[0])
    if several or shown:
        print(_json(shown, several) if options.output_format == "json" else _text(shown, several))
    return code


def _found(options: Namespace) -> Iterator[File | Skipped]:
    """Yield the files to inspect, and what is not one."""
    if options.paths == [STDIN]:
        path = options.stdin_filename or _UNNAMED
        yield File(path, path, named=True)
        return
    for item in discovery.discover(options.paths, Selection(config.for_folder)):
        if isinstance(item, Skipped) or item.named or not languages.by_name(item.path).keys_alone:
            yield item


def _sites(file: File, options: Namespace) -> list[Description]:
    """Return the sites of a file. Raises UsageError where it can't be read or parsed."""
    path = file.path
    try:
        data = read_stdin() if options.paths == [STDIN] else files.read(path)
        language = languages.LANGUAGES[0] if path == _UNNAMED else languages.of_file(path, data) or languages.TEXT
        text, _ = language.decoded(data)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}{nearest_path(path)}") from None
    except ValueError as error:
        raise UsageError(f"{path} can't be decoded: {error}") from None
    if language.keys_alone:
        say(notes.searched([path]))
    try:
        return inspection.inspect(text, path, file.settings or config.for_file(path), language)
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from None


def _json(shown: Sequence[Inspected], several: bool) -> str:
    """Return an object for one file that was named, a list of such objects for several and for a folder."""
    objects = [inspection.as_json(path, sites) for path, sites in shown]
    return json.dumps(objects if several else objects[0], indent=2)


def _text(shown: Sequence[Inspected], several: bool) -> str:
    blocks = ["\n".join(_table(*item)) for item in shown if item.sites or not several]
    if several:
        every = [site for item in shown for site in item.sites]
        blocks.append(_sums(f"{len(shown)} file{'s' * (len(shown) != 1)}", every))
    return "\n\n".join(blocks)


def _table(path: str, sites: Sequence[Description]) -> Iterator[str]:
    path = presentable(path)
    rows = [_HEADINGS, *map(_row, sites)] if sites else []
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))] if rows else []
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield from _listed("What is unknown:", path, [(site, what) for site in sites for what in site.unknown])
    yield from _listed("Who else sees it:", path, [(site, reader) for site in sites for reader in site.readers])
    if sites:
        yield ""
    yield _sums(path, sites)


def _listed(title: str, path: str, items: Sequence[tuple[Description, str]]) -> Iterator[str]:
    """Yield a paragraph about some sites; nothing where there is nothing to say."""
    if items:
        yield ""
        yield title
        yield from (f"  {path}:{site.where}: {said}" for site, said in items)


def _sums(name: str, sites: Sequence[Description]) -> str:
    number = inspection.counts(sites)
    return (
        f"{name}: {number['sites']} requests, clients, headers and settings; "
        f"where they go is known for {number['resolved']}, unknown for {number['unresolved']}."
    )


def _row(site: Description) -> tuple[str, ...]:
    goes = site.destination if site.destination != "elsewhere" or not site.host else site.host
    cells = (site.urls, site.keys, site.carriers)
    return (site.where, site.name, goes, *(" | ".join(cell) or "-" for cell in cells))
