"""What IPython reads before Python does: magics, commands of a shell and questions, each kept at its place.

What is read as Python is as long as the cell, so that each place in it is one in the cell. What is none is blank, and a
statement that does nothing is where it was.
"""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple

#: Magics of a cell whose other lines run where all others do.
_PYTHON = frozenset(
    ("capture", "debug", "heat", "lprun", "memit", "mprun", "notify", "prun")
    + ("pyinstrument", "scalene", "snakeviz", "time", "timeit")
)
#: Those of them whose names are seen by nobody else, and those that keep what the last expression comes to.
_ALONE = frozenset(("timeit", "memit"))
_SHOWING = frozenset(("time", "debug", "notify"))
#: Magics of a line that run the rest of it.
_RUNNING = "time|timeit|prun|memit"

_CELL_MAGIC = re.compile(r"\s*%%(?P<name>\w[\w.]*)[^\r\n]*(?:\r\n|\r|\n|\Z)")
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")

#: At the beginning of a logical line: what is no Python, up to where it says what it is.
_LINE_MAGIC = re.compile(
    r"""(?P<indent>[ \t]*)
        (?:(?P<escape>[%!?/,;](?!=))
          |(?P<target>[^\W\d][^\r\n=#()]*=[ \t]*)(?P<value>[%!])(?!=)
          |(?P<help>[\w.*\[\]]+\?{1,2}[ \t]*(?=[\r\n]|\#|\Z)))""",
    re.VERBOSE,
)
_RUN = re.compile(rf"%(?:{_RUNNING})[ \t]+(?:-\w+(?:[ \t]*\d+)?[ \t]+)*")

#: What a logical line is made of: strings, comments, brackets and line ends.
_TOKEN = re.compile(
    r'''(?P<string>"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'(?:\\.|[^\\])*?(?:\'\'\'|\Z)'''
    r"""|"(?:\\(?:\r\n|.)|[^"\\\r\n])*"?|'(?:\\(?:\r\n|.)|[^'\\\r\n])*'?)"""
    r"""|(?P<skip>\#[^\r\n]*|\\(?:\r\n|\r|\n))|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<end>\r\n|\r|\n)""",
    re.DOTALL,
)
#: Names that IPython fills in before it runs a line.
_FILLED = re.compile(r"\{\s*([^\W\d]\w*)|\$\{?([^\W\d]\w*)")
_NAME = re.compile(r"[^\W\d]\w*")


class Magic(NamedTuple):
    """A line that IPython reads: ``text`` is at ``start`` of the cell, its sign included.

    ``at`` is where something stands for it that does nothing; ``is_value``: where it is assigned.
    """

    start: int
    text: str
    at: int
    is_value: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names whose values it is given."""
        return tuple(dict.fromkeys(one or other for one, other in _FILLED.findall(self.text)))


class Code(NamedTuple):
    """A cell as Python: ``text`` is as long as the cell.

    ``first`` is where a line may be put first, ``is_alone``: nobody else sees its names, ``shows``: what its last
    expression comes to is shown.
    """

    text: str
    magics: tuple[Magic, ...] = ()
    first: int = 0
    is_alone: bool = False
    shows: bool = True


def code(source: str) -> Code | None:
    """Return a cell as Python; None where another program reads it, or nobody can."""
    names, first = _cell_magics(source)
    if not _PYTHON.issuperset(names):
        return None
    head = source[:first].lstrip()
    start = first - len(head)
    # What gives a magic a value is seen by it; else it is as if it weren't there.
    magics = [Magic(start, head, start)] if Magic(start, head, start).names else []
    text = _written(source, magics) if magics else blank(source[:first]) + source[first:]
    if not is_python(text):
        lines = list(_line_magics(source, first))
        text = _written(text, lines)
        magics += lines
        if not is_python(text):
            return None
    return Code(text, tuple(magics), first, not _ALONE.isdisjoint(names), _SHOWING.issuperset(names))


def read_elsewhere(source: str) -> tuple[str, ...]:
    """Return the names of Python that another program may be given, which reads a cell.

    It is given what is in the line of its magic, and some fill in what is below it. What nobody can read never runs.
    """
    if not source.lstrip().startswith("%%"):
        return ()
    line, _, below = source.lstrip().partition("\n")
    found = [*_NAME.findall(line), *(one or other for one, other in _FILLED.findall(below))]
    return tuple(name for name in dict.fromkeys(found) if not keyword.iskeyword(name))


def is_python(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def blank(text: str) -> str:
    """Return as many spaces as a text has characters, its line ends kept."""
    return re.sub(r"[^\r\n]", " ", text)


def _cell_magics(source: str) -> tuple[list[str], int]:
    """Return the magics that a cell begins with, and where what they are given begins; 0 where there is none."""
    names: list[str] = []
    at = 0
    while match := _CELL_MAGIC.match(source, at):
        names.append(match["name"])
        at = match.end()
    return names, at


def _line_magics(source: str, at: int) -> Iterator[Magic]:
    depth, begins = 0, True
    while at < len(source):
        match = _LINE_MAGIC.match(source, at) if begins and not depth else None
        if match is not None:
            start, end = match.end("indent"), _end(source, match.end())
            value = match.start("value")
            yield Magic(start, source[start:end], start) if value < 0 else Magic(value, source[value:end], value, True)
            at = end
        token = _TOKEN.search(source, at)
        if token is None:
            return
        depth = max(0, depth + (token.lastgroup == "open") - (token.lastgroup == "close"))
        begins, at = token.lastgroup == "end", token.end()


def _end(source: str, at: int) -> int:
    """Return where a line ends that goes on after a backslash."""
    while match := _LINE_END.search(source, at):
        if not source[at : match.start()].endswith("\\") or match.end() == len(source):
            return match.start()
        at = match.end()
    return len(source)


def _written(text: str, magics: list[Magic]) -> str:
    parts: list[str] = []
    at = 0
    for magic in magics:
        end = magic.start + len(magic.text)
        parts += [text[at : magic.start], _stand_in(magic)]
        at = end
    return "".join((*parts, text[at:]))


def _stand_in(magic: Magic) -> str:
    """Return what is read for a magic: the Python that it runs, if that is a simple statement, or nothing."""
    run = None if magic.is_value else _RUN.match(magic.text)
    if run is not None and is_python(f"0;{magic.text[run.end() :]}"):
        return "0;" + blank(run[0][2:]) + magic.text[run.end() :]
    return ("_" if magic.is_value else "0") + blank(magic.text[1:])
