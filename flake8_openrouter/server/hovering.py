"""What an editor shows of a place: what ``inspect`` says of the call, the header or the key there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from flake8_openrouter.run import inspection
from flake8_openrouter.run.inspection import Description
from flake8_openrouter.server.checking import Checked


class Understood(NamedTuple):
    """What is known of the characters ``start:end`` of a text, as Markdown."""

    start: int
    end: int
    text: str


def at(checked: Checked, offset: int) -> Understood | None:
    """Return what is known of the narrowest place that an offset is in; None where nothing is."""
    found = [item for item in _described(checked) if item[0] <= offset <= item[1]]
    if not found:
        return None
    start, end, _ = min(found, key=lambda item: (item[1] - item[0], item[0]))
    here = dict.fromkeys(item[2] for item in found if item[:2] == (start, end))
    return Understood(start, end, "\n\n---\n\n".join("\n\n".join(_said(site)) for site in here))


@lru_cache(maxsize=1)  # who points at one place of a text points at another one next
def _described(checked: Checked) -> Sequence[tuple[int, int, Description]]:
    """Return the places of a text of which something is known, where each begins and ends, with what is known."""
    program = checked.read.program if checked.read is not None else None
    if program is None or program.failure is not None:
        return ()
    found = inspection.seen(program, checked.configuration)
    return [(*checked.places(span.outermost), seen.description) for seen in found for span in seen.spans]


#: What is said of a site, in the order and the words of the table that ``inspect`` prints.
def _said(site: Description) -> Iterator[str]:
    goes = site.destination if site.destination != "elsewhere" or not site.host else site.host
    yield f"**{site.kind}** {_code(site.name)}"
    yield "  \n".join(f"{name}: {value}" for name, value in _rows(site, goes) if value)
    for title, values in (("What is unknown", site.unknown), ("Who else sees it", site.readers)):
        if values:
            yield f"{title}:\n" + "\n".join(f"- {_plain(value)}" for value in values)


def _rows(site: Description, goes: str) -> Iterator[tuple[str, str]]:
    yield "goes to", _plain(goes) + (f" ({_plain(site.reason)})" if site.reason else "")
    for name, values in (("URL", site.urls), ("key", site.keys), ("carried by", site.carriers)):
        yield name, " | ".join(map(_code, values))


def _code(text: str) -> str:
    """Return a text as Markdown shows code, whatever is in it."""
    ticks = "`" * (max((len(run) for run in _runs(text)), default=0) + 1)
    space = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{ticks}{space}{text}{space}{ticks}" if text else ""


def _runs(text: str) -> Iterator[str]:
    run = ""
    for char in f"{text} ":
        if char == "`":
            run += char
        else:
            if run:
                yield run
            run = ""


_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>()#+-.!|"})


def _plain(text: str) -> str:
    """Return a text as Markdown shows it as it is."""
    return text.translate(_MARKS)
