"""Which files are Python, and their bytes as text, as Python's tokenizer decodes them."""

from __future__ import annotations

import codecs
import io
import os
import re
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

SUFFIXES = (".py", ".pyi", ".pyw")

#: How an interpreter of Python is named, and the longest first line in which that is looked for.
_INTERPRETER = re.compile(rb"(?:[a-z]*python|pypy|graalpy)w?[0-9.]*t?(?:\.exe)?", re.IGNORECASE)
_LONGEST = 1000

_TEST_FOLDERS = frozenset(("test", "tests"))


def is_python(path: str, data: bytes) -> bool:
    """Tell whether a file is Python: by the suffix of its name, or by a ``#!`` line that names python."""
    if path.endswith(SUFFIXES):
        return True
    if not data.startswith(b"#!"):
        return False
    words = data[2:_LONGEST].partition(b"\n")[0].split()
    return any(_INTERPRETER.fullmatch(re.split(rb"[/\\]", word)[-1]) for word in words)


def is_test(name: str) -> bool:
    """Tell whether a file is a test by its name, without its folder."""
    return name == "conftest.py" or name.startswith("test_") or name.endswith("_test.py")


def is_of_tests(path: str, top: str) -> bool:
    """Tell whether a file below a folder is a test, or lies among tests: it gives and sets what no program does."""
    *folders, name = os.path.relpath(path, top).split(os.sep)
    return is_test(name) or not _TEST_FOLDERS.isdisjoint(folders)


#: Codecs that take the square of a text's length, and from how many bytes on they are refused. No source has them.
_SLOW = ("punycode", "idna")
_LONGEST_SLOW = 10_000


def decode(data: bytes, encoding: str = "") -> str:
    """Decode a source by its byte order mark or coding cookie, unless it is said; line ends stay as they are.

    Raises ValueError for an unknown cookie, and for bytes that are not of the encoding.
    """
    encoding = encoding or encoding_of(data)
    if len(data) > _LONGEST_SLOW and codecs.lookup(encoding).name in _SLOW:
        raise ValueError(f"{encoding} is not an encoding of sources, and too slow for one this long")
    try:
        return data.decode(encoding)
    except Exception as error:  # a codec that makes no text, or fails in a way of its own
        raise ValueError(str(error)) from None


def encode(text: str, encoding: str) -> bytes:
    """Return a text in an encoding. Raises ValueError where its codec can't write it, or would read it as another."""
    try:
        data = text.encode(encoding)
        again = data.decode(encoding)
    except Exception as error:
        raise ValueError(str(error)) from None
    if again != text:
        raise ValueError(f"{encoding} would change the text")
    return data


def encoding_of(data: bytes) -> str:
    """Return the codec of a source, by its byte order mark or coding cookie. Raises ValueError for an unknown one."""
    second = data.find(b"\n", data.find(b"\n") + 1)
    if b"coding" not in (data[:second] if second >= 0 else data):
        return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    import tokenize  # 3 ms: few sources name their encoding

    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except Exception as error:  # a SyntaxError, unless looking for the codec fails
        raise ValueError(str(error)) from None
    return encoding


def parse(text: str) -> ast.Module:
    """Return a source's tree; what the compiler warns of is the program's own. Raises as ``ast.parse``."""
    import ast  # 5 ms: not for a file that can't concern us

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)
