"""A document as Python takes it."""

from __future__ import annotations

import ast
import io
import warnings
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages._protocol import CannotEdit, Failure
from flake8_openrouter.languages.python.sites import reader
from flake8_openrouter.languages.python.syntax import decoding
from flake8_openrouter.model import LARGEST, Document, Site

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Editor, Program, Project, Settings


def compiles(code: str, flags: int = 0) -> bool:
    """Tell whether Python takes a text, and more than its grammar is asked: ``return`` outside of a function."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "<fixed>", "exec", flags, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


class PythonProgram:
    """See ``Program``. ``tree`` is None for what is not understood; it is not parsed again where it is given."""

    embedded: Sequence[Program] = ()
    lacks = ""

    def __init__(self, document: Document, tree: object = None) -> None:
        self.document = document
        self._given = tree

    @cached_property
    def code(self) -> str:
        """What is parsed: as long as the document's text, each character at its place."""
        return self.document.text

    @property
    def tree(self) -> ast.Module | None:
        return self._parsed if isinstance(self._parsed, ast.Module) else None

    @property
    def failure(self) -> Failure | None:
        return self._parsed if isinstance(self._parsed, Failure) else None

    @cached_property
    def _parsed(self) -> ast.Module | Failure:
        if isinstance(self._given, ast.Module):
            return self._given
        if len(self.document.text) > LARGEST:
            return Failure(f"larger than {LARGEST // 1_000_000} million characters")
        try:
            return decoding.parse(self.code)
        except SyntaxError as error:
            return Failure(f"can't be parsed ({error.msg})", self._place(error))
        except (RecursionError, MemoryError):
            return Failure("nested too deeply to be parsed")
        except ValueError as error:  # half a surrogate pair, which some codecs let through
            return Failure(f"can't be parsed ({error})")

    def _place(self, error: SyntaxError) -> int:
        line = self.document.line(error.lineno or 0)
        if not line:
            return 0
        start = self.document.offset(error.lineno or 1, 0)
        return start + max(0, min((error.offset or 1) - 1, len(line.rstrip("\r\n"))))

    def sites(self, settings: Settings, project: Project) -> list[Site]:
        from flake8_openrouter.languages.python.syntax.modules import Modules

        assert isinstance(project, Modules)
        return reader.read(self.document, self.read_tree(), settings, project)

    def read_tree(self) -> ast.Module:
        """Return the tree that sites are read of; only of what is understood."""
        assert self.tree is not None
        return self.tree

    def editor(self, key_source: KeySource) -> Editor:
        from flake8_openrouter.languages.python.edits import editor
        from flake8_openrouter.languages.python.edits.source import Source

        if self.tree is None:
            raise CannotEdit("the source can't be parsed")
        return editor.Editor(Source(self.document, self.tree), key_source)

    @cached_property
    def _compiles(self) -> bool:
        return compiles(self.code)

    def is_comment(self, offset: int) -> bool:
        import tokenize  # 3 ms: no check asks

        place = self.document.position(offset)
        readline = io.StringIO(self.code, newline="").readline
        try:
            tokens = tokenize.generate_tokens(readline)
            return any(token.type == tokenize.COMMENT and token.start <= place < token.end for token in tokens)
        except (tokenize.TokenError, SyntaxError):
            return False

    def is_broken_by(self, after: Program) -> bool:
        if after.failure is not None or not isinstance(after, PythonProgram):
            return True
        return self._compiles and not after._compiles

    @cached_property
    def repeated(self) -> list[list[tuple[int, int]]]:
        """The keys that are in one dict several times, those that are equal together."""
        found: list[list[tuple[int, int]]] = []
        for node in ast.walk(self.tree) if self.tree is not None else ():
            if isinstance(node, ast.Dict):
                equal: dict[object, list[ast.Constant]] = defaultdict(list)
                for key in node.keys:
                    if isinstance(key, ast.Constant):
                        equal[key.value].append(key)
                found += [list(map(self._range, keys)) for keys in equal.values() if len(keys) > 1]
        return found

    def _range(self, node: ast.Constant) -> tuple[int, int]:
        start = self.document.offset(node.lineno, node.col_offset)
        end = self.document.offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
        return start, end
