"""The scripts of a page or a component: where they are, and which of them run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BUILT = re.compile(r"(?:^|/)(?:dist|build|out|_next|\.next|\.nuxt|\.output|\.svelte-kit|htmlcov|site-packages)/")

#: What is passed by, and what opens a script. A template is neither shown nor run, and may be within another one.
_OPENING = re.compile(
    r"<!--(?s:.*?)(?:-->|\Z)|<!\[CDATA\["
    r"|<(?P<tag>script|style|textarea|title|template)(?=[\s/>])"
    r"(?P<attributes>(?:[^\"'<>]|\"[^\"]{0,2000}\"|'[^']{0,2000}')*)>"
    r"|(?P<close></template\s*>)",
    re.IGNORECASE,
)
_ENDS = {
    tag: re.compile(rf"</{tag}(?=[\s/>])[^>]*>", re.IGNORECASE) for tag in ("script", "style", "textarea", "title")
}
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<plain>[^\s\"'=<>`]+)))?"
)
_FENCE = re.compile(r"\s*---[ \t]*(?:\r\n|\r|\n)(?P<code>(?s:.*?))^---[ \t]*$", re.MULTILINE)

#: Types of scripts that a browser runs, and what some tools make such of.
_CLASSIC = frozenset(("", "text/javascript", "application/javascript", "text/ecmascript", "application/x-javascript"))
_MADE = frozenset(("text/babel", "text/jsx", "text/typescript", "text/tsx", "application/typescript", "ts", "tsx"))
_MODULE = "module"
_LANGUAGES = frozenset(("", "js", "jsx", "mjs", "ts", "tsx", "javascript", "typescript"))

#: Characters of a line that somebody may have written: the rest of a page is read without a script of longer ones.
_LONGEST_LINE = 20_000


class Script(NamedTuple):
    """What is at ``start:end``, in an element that begins at ``opening``.

    ``is_module``: its names are its own. ``is_on_server``: no browser runs it.
    """

    start: int
    end: int
    opening: int
    is_module: bool = False
    is_on_server: bool = False


def is_built(path: str) -> bool:
    """Tell whether a tool made a file, by its path: nobody corrects it there."""
    return _BUILT.search(path.replace("\\", "/").lower()) is not None


def programs(text: str, path: str) -> Iterator[tuple[Script, ...]]:
    """Yield the scripts of each program in a text."""
    lowered = path.lower()
    if lowered.endswith(".astro") and (match := _FENCE.match(text)):
        if match["code"].strip():
            yield (Script(*match.span("code"), match.start(), is_on_server=True),)
        found = list(scripts(text, match.end(), is_component=False))
    else:
        found = list(scripts(text, 0, is_component=lowered.endswith((".vue", ".svelte"))))
    shared = tuple(script for script in found if not script.is_module)
    if shared:
        yield shared
    yield from ((script,) for script in found if script.is_module)


def scripts(text: str, at: int, *, is_component: bool) -> Iterator[Script]:
    """Yield the scripts of a text from an offset on, in their order; those of a component run together."""
    templates = 0
    last = {tag: _last(text, tag) for tag in _ENDS}
    while match := _OPENING.search(text, at):
        at = match.end()
        tag = (match["tag"] or "").lower()
        if tag == "template":
            templates += not is_component
        elif match["close"]:
            templates = max(0, templates - 1)
        elif tag:
            end = _ENDS[tag].search(text, at) if last[tag] >= at else None
            stop = end.start() if end else len(text)
            attributes = _attributes(match["attributes"])
            if tag == "script" and not templates and _is_ours(attributes) and _is_written(text, at, stop):
                is_module = attributes.get("type", "").lower() == _MODULE and not is_component
                yield Script(at, stop, match.start(), is_module)
            at = end.end() if end else len(text)


def _last(text: str, tag: str) -> int:
    return max(text.rfind(f"</{tag}"), text.rfind(f"</{tag.upper()}"), text.rfind(f"</{tag.title()}"))


def _attributes(text: str) -> dict[str, str]:
    found = {match["name"].lower(): match for match in _ATTRIBUTE.finditer(text)}
    return {name: match["double"] or match["single"] or match["plain"] or "" for name, match in found.items()}


def _is_ours(attributes: dict[str, str]) -> bool:
    """Tell whether a script is a program that is written where it is."""
    kind = attributes.get("type", "").strip().lower().partition(";")[0]
    is_program = kind in _CLASSIC or kind in _MADE or kind == _MODULE
    return is_program and "src" not in attributes and attributes.get("lang", "").lower() in _LANGUAGES


def _is_written(text: str, start: int, end: int) -> bool:
    """Tell whether somebody may have written a script: no line of it is too long."""
    if end - start <= _LONGEST_LINE:
        return start < end
    return max(map(len, text[start:end].split("\n"))) <= _LONGEST_LINE
