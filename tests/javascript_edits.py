"""How tests make an edit in a JavaScript text, and ask Node what the text means then."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flake8_openrouter.languages import CannotEdit
from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.javascript.key_source import KEY_SOURCE
from flake8_openrouter.languages.javascript.language import JAVASCRIPT
from flake8_openrouter.model import Document, Edit, Replaced, Span

HAS_NODE = shutil.which("node") is not None

#: Evaluates each line of its input, a text in JSON: a module if it says so, which is parsed alone, or an expression.
_SERVER = """
const vm = require("vm");
const lines = require("readline").createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const { text, isModule, names } = JSON.parse(line);
  try {
    const known = { Headers, Request, ...names };
    const value = isModule ? (new vm.SourceTextModule(text), true) : vm.runInNewContext(`(${text}\\n)`, known);
    console.log(JSON.stringify({ value: value === undefined ? null : value }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
});
"""

Make = Callable[[Span], Edit]


class Node:
    """A process of Node that says what texts mean."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def _asked(self, **question: object) -> dict[str, object]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer: dict[str, object] = json.loads(self._process.stdout.readline())
        return answer

    def value(self, expression: str, **names: object) -> object:
        """Return what an expression is, with some names. Raises SyntaxError where it is none."""
        answer = self._asked(text=expression, isModule=False, names=names)
        if "error" in answer:
            raise SyntaxError(answer["error"])
        return answer["value"]

    def takes(self, module: str) -> bool:
        """Tell whether a text parses as a module."""
        return "error" not in self._asked(text=module, isModule=True, names={})


@contextmanager
def node() -> Iterator[Node]:
    command = ["node", "--experimental-vm-modules", "--no-warnings", "-e", _SERVER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as run:
        yield Node(run)
        assert run.stdin is not None
        run.stdin.close()


def document(text: str, path: str = "app.js") -> Document:
    return Document(path, text, JAVASCRIPT.notation)


def marked(text: str, opening: str = "«", closing: str = "»") -> tuple[str, int, int]:
    """Return a text without the marks of a place, and where that is."""
    start = text.index(opening)
    end = text.index(closing) - 1
    return text.replace(opening, "").replace(closing, ""), start, end


def edited(before: str, make: Make, path: str = "app.js", key: KeySource = KEY_SOURCE) -> str:
    """Return what an edit makes of a text at the place that is marked in it; in brackets why it can't be made."""
    text, start, end = marked(before)
    before_, program = document(text, path), JAVASCRIPT.program(document(text, path))
    try:
        replacements = program.editor(key).render(make(Span(before_, start, end)))
    except CannotEdit as error:
        return f"[{error}]"
    after = Replaced(text, replacements).text
    assert not program.is_broken_by(JAVASCRIPT.program(document(after, path))), after
    return after
