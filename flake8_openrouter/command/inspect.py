"""``flake8-openrouter inspect FILE``: the sites of a file as a table, or as JSON."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence

from flake8_openrouter import config, files, inspection
from flake8_openrouter.command.usage import CLEAN, STDIN, UsageError, nearest_path, read_stdin
from flake8_openrouter.inspection import Site
from flake8_openrouter.masking import presentable
from flake8_openrouter.python import source

_HEADINGS = ("line", "what", "goes to", "URL", "key", "carried by")


def show(options: Namespace) -> int:
    """Print what was understood of the file that the options name. Raises UsageError."""
    stdin = options.file == STDIN
    path: str = (options.stdin_filename or "<stdin>") if stdin else options.file
    try:
        text = source.decode(read_stdin() if stdin else files.read(path))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}{nearest_path(path)}") from None
    except ValueError as error:
        raise UsageError(f"{path} can't be decoded: {error}") from None
    try:
        sites = inspection.inspect(text, path, config.for_file(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        said = error.msg if isinstance(error, SyntaxError) else "it is nested too deeply"
        raise UsageError(f"{path} can't be parsed: {said}") from None
    if options.output_format == "json":
        print(json.dumps(inspection.as_json(path, sites), indent=2))
    else:
        print("\n".join(_table(path, sites)))
    return CLEAN


def _table(path: str, sites: Sequence[Site]) -> Iterator[str]:
    path = presentable(path)
    rows = [_HEADINGS, *map(_row, sites)] if sites else []
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))] if rows else []
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    unknown = [(site, what) for site in sites for what in site.unknown]
    if unknown:
        yield ""
        yield "What can't be told:"
        yield from (f"  {path}:{site.line}: {what}" for site, what in unknown)
    number = inspection.counts(sites)
    if sites:
        yield ""
    yield (
        f"{path}: {number['sites']} requests, clients and headers; "
        f"where they go is known of {number['resolved']}, unknown of {number['unresolved']}."
    )


def _row(site: Site) -> tuple[str, ...]:
    goes = site.destination if site.destination != "elsewhere" or not site.host else site.host
    cells = (site.urls, site.keys, site.carriers)
    return (str(site.line), site.name, goes, *(" | ".join(cell) or "-" for cell in cells))
