"""The cells of a notebook: what each holds, and where each character of it is written in the JSON."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flake8_openrouter.languages.text.json_values import JsonValue, unescaped, values
from flake8_openrouter.languages.text.spelt import Change, Spelt, changed, joined

_PYTHON = re.compile(r"i?python[23]?", re.IGNORECASE)

#: What colours the text of a terminal, and moves its cursor; in a traceback it is within names and keys too.
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")

#: Cells, each of which takes some kilobytes; in a notebook with more of them keys alone are looked for.
_MOST = 3_000
_CELL = '"cell_type"'

#: What of an output is shown.
_SHOWN = ("text", "data", "evalue", "traceback")

#: Characters from which on a string of an output is looked at before it is read.
_LONG = 1000


class NotANotebook(Exception):
    """A text that is no notebook; its text says why, for the user."""


class Cell(NamedTuple):
    """A cell: its 1-based ``number`` among all, ``kind`` (``code``, ``markdown``, ``raw``), source and outputs.

    ``end`` is where its source ends in the JSON, before the quote.
    """

    number: int
    kind: str
    source: Spelt
    end: int
    output: Spelt


class Notebook(NamedTuple):
    """``is_python``: its kernel runs Python, as far as it says. ``content`` is the JSON as it was loaded."""

    cells: tuple[Cell, ...]
    is_python: bool
    content: Mapping[str, Any]


def read(text: str) -> Notebook:
    """Return the notebook that a text is. Raises NotANotebook."""
    content = _loaded(text)
    sources: dict[int, list[JsonValue]] = defaultdict(list)
    outputs: dict[int, list[JsonValue]] = defaultdict(list)
    for value in values(text):
        match value.path:
            case ("cells", int(number), "source", *_) if value.is_string:
                sources[number].append(value)
            case ("cells", int(number), "outputs", int(), str(kind), *_) if value.is_string and kind in _SHOWN:
                outputs[number].append(value)
    cells = (
        _cell(text, number, cell, sources[number], outputs[number]) for number, cell in enumerate(content["cells"])
    )
    return Notebook(tuple(cells), _is_python(content.get("metadata")), content)


def _loaded(text: str) -> dict[str, Any]:
    """Return the JSON, its numbers as they are written: they are compared, and one may have any length."""
    if text.count(_CELL) > _MOST:  # asked first, for the JSON takes more than the text
        raise NotANotebook(f"more than {_MOST:,} cells")
    try:
        content: Any = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except ValueError as error:
        raise NotANotebook(f"can't be parsed ({error})") from None
    except (RecursionError, MemoryError):
        raise NotANotebook("nested too deeply to be parsed") from None
    cells = content.get("cells") if isinstance(content, dict) else None
    if isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells):
        return dict(content)
    if isinstance(content, dict) and isinstance(content.get("worksheets"), list):
        raise NotANotebook("a notebook of version 3: convert it with jupyter nbconvert --to notebook")
    raise NotANotebook("not a notebook: it has no list of cells")


def _is_python(metadata: object) -> bool:
    """Tell whether a notebook's metadata name no other language than Python."""
    found = metadata if isinstance(metadata, dict) else {}
    places = ((found.get("kernelspec"), "language"), (found.get("language_info"), "name"))
    named = [part[name] for part, name in places if isinstance(part, dict) and isinstance(part.get(name), str)]
    return all(_PYTHON.fullmatch(name) for name in named if name)


def _cell(
    text: str, number: int, cell: Mapping[str, Any], source: Sequence[JsonValue], outputs: Sequence[JsonValue]
) -> Cell:
    spelt = joined(_strings(text, source))
    # A name that is there twice, or a list within the list: what is read there is not what Jupyter reads.
    if spelt.text != written(cell):
        spelt = Spelt()
    end = source[-1].end - 1 if source else 0
    return Cell(number + 1, str(cell.get("cell_type")), spelt, end, _output(text, outputs))


def written(cell: Mapping[str, Any]) -> str | None:
    """Return the source of a cell that was loaded; None where it has none."""
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _strings(text: str, found: Iterable[JsonValue]) -> Iterator[Spelt]:
    return (Spelt(*unescaped(text, value.start + 1, value.end - 1)) for value in found)


def _output(text: str, found: Iterable[JsonValue]) -> Spelt:
    """Return what a cell's outputs say, as a terminal shows it: a text of its own for each string that ends no line."""
    shown = (value for value in found if _may_hold_a_key(text, value))
    return joined((_without_colours(spelt) for spelt in _strings(text, shown)), ends_lines=True)


def _may_hold_a_key(text: str, value: JsonValue) -> bool:
    """Tell whether a key may be in a string: pictures are long, and have no hyphens."""
    return value.end - value.start < _LONG or text.find("-", value.start, value.end) >= 0


def _without_colours(spelt: Spelt) -> Spelt:
    """Return a text without what a terminal obeys, so that a key that is coloured in parts is whole."""
    if "\x1b" not in spelt.text:
        return spelt
    return changed(spelt, [Change(*match.span()) for match in _ANSI.finditer(spelt.text)])
