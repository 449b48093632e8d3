"""Jupyter's notebooks as a language: JSON whose cells are one program, and more texts beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages.python.language import PYTHON
from flake8_openrouter.languages.text import encoding
from flake8_openrouter.languages.text.language import PlainText

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Program
    from flake8_openrouter.model import Document


class Notebook(PlainText):
    """See ``Language``."""

    name = "notebook"
    title = "notebook"
    suffixes = (".ipynb",)
    keys_alone = False
    is_program = True
    #: JSON has none.
    comment = ""

    def owns(self, path: str, data: bytes) -> bool:
        return path.endswith(self.suffixes) and not encoding.is_binary(data)

    def is_test(self, name: str) -> bool:
        return PYTHON.is_test(name.removesuffix(".ipynb") + ".py")

    def program(self, document: Document, tree: object = None) -> Program:
        from flake8_openrouter.languages.notebook.program import NotebookProgram

        return NotebookProgram(document)


NOTEBOOK = Notebook()
