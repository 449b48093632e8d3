"""Random edits of files of every language, as an editor sends them, and what a fresh check finds in the result.

What the editor counts is counted here by itself: lines by a pattern, units by encoding what is before a place.
``python tests/server_edits.py 2000`` tries so many sequences.
"""

from __future__ import annotations

import asyncio
import io
import random
import re
import sys
import tempfile
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import harness
import notebooks

from flake8_openrouter import check_paths
from flake8_openrouter.model import Finding, Span
from flake8_openrouter.project import config
from flake8_openrouter.server import checking, diagnostics
from flake8_openrouter.server.notebooks import CODE, MARKUP, Notebook, NotebookCell
from flake8_openrouter.server.positions import ENCODINGS, Position, Range
from flake8_openrouter.server.session import Session

#: By name, the codec whose units are counted, and the bytes of a unit.
_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}

LINE_END = re.compile(r"\r\n|\r|\n")

#: What is typed and pasted: what other characters count for line ends or as two, what opens and closes, and mistakes.
_SNIPPETS = (
    *("\n", "\r\n", "\r", "\t", " ", "    ", '"', "'", '"""', "`", "(", ")", "{", "}", "[", "]", "\\", "#", "//", "-"),
    *(
        "😀",
        "👩‍👩‍👧",
        "漢字",
        "e\u0301",
        "ñ",
        "\U0001d518",
        "\u2028",
        "\x0c",
        "\x85",
        "\x0b",
        "\x1c",
        "\ufeff",
        "\u202e",
        "ﷺ",
        "\x7f",
    ),
    *("Bearer ", "Authorization", "openrouter.ai", "sk-or-v1-", "  # noqa: OPR301", "# flake8-openrouter: ignore\n"),
    *('requests.get("https://openrouter.ai/api/v1/key", headers={"Authorization": KEY})\n', "if x:\n    pass\n"),
    *(
        "<!-- ",
        " -->",
        "```python\n",
        "```\n",
        "- ",
        "key: ",
        "export OPENROUTER_API_KEY=",
        "KEY = os.environ['KEY']\n",
    ),
)


def position(text: str, offset: int, encoding: str) -> dict[str, int]:
    """Return where an editor says that an offset is."""
    ends = [match.end() for match in LINE_END.finditer(text, 0, len(text)) if match.end() <= offset]
    codec, size = _UNITS[encoding]
    before = text[ends[-1] if ends else 0 : offset]
    return {"line": len(ends), "character": len(before.encode(codec, "surrogatepass")) // size}


def _as_range(found: dict[str, dict[str, int]]) -> Range:
    return Range(Position(**found["start"]), Position(**found["end"]))


def _range(text: str, start: int, end: int, encoding: str) -> dict[str, dict[str, int]]:
    return {"start": position(text, start, encoding), "end": position(text, end, encoding)}


class Edit(NamedTuple):
    start: int
    end: int
    text: str


def _offset(chance: random.Random, text: str) -> int:
    """Return an offset at which an editor can have its cursor: not within a line end."""
    found = chance.randint(0, len(text))
    return found + 1 if text[found - 1 : found + 1] == "\r\n" else found


def edits(chance: random.Random, text: str, pieces: Sequence[str]) -> Iterator[Edit]:
    """Yield edits, each of the text that the one before it made."""
    for _ in range(chance.randint(1, 8)):
        start = _offset(chance, text)
        near = min(len(text), start + chance.choice((0, 0, 1, 3, 20, 200)))
        end = near + 1 if text[near - 1 : near + 1] == "\r\n" else near
        new = chance.choice((chance.choice(_SNIPPETS), chance.choice(_SNIPPETS), chance.choice(pieces), ""))
        yield Edit(start, max(start, end), new)
        text = text[:start] + new + text[max(start, end) :]


_FETCH = 'fetch("https://openrouter.ai/api/v1/key", { headers: { Authorization: process.env.OPENROUTER_API_KEY } });'
_CURL = 'curl https://openrouter.ai/api/v1/key -H "Authorization: $OPENROUTER_API_KEY"'
_GET = 'requests.get("https://openrouter.ai/api/v1/key", headers={"Authorization": os.environ["OPENROUTER_API_KEY"]})'
_CELL = f"# 🙂\nimport os, requests\n{_GET}"

#: Files of languages, and of forms of them, that no fixture has.
_FURTHER = {
    "Dockerfile": f'FROM python:3\nENV OPENROUTER_API_KEY="Bearer @KEY@"\nRUN {_CURL} \\\n    -s\n',
    "Makefile": f"OPENROUTER_API_KEY = @KEY@\nask: all\n\t{_CURL.replace('$', '$$')}\n",
    "notes.txt": "The key is\t@KEY@, 漢字 🙂.\n",
    "settings.jsonc": '{\n  // of OpenRouter\n  "OPENAI_BASE_URL": "https://openrouter.ai/v1",\n  "key": "@KEY@",\n}\n',
    "page.html": f'<p>🙂</p>\n<script type="module">\nconst key = "@KEY@";\n{_FETCH}\n</script>\n',
    "App.vue": f"<template><p>é</p></template>\n<script setup>\n{_FETCH}\n</script>\n",
    "guide.rst": f"Title\n=====\n\n.. code-block:: python\n\n   import os, requests\n\n   {_GET}\n\nText.\n",
    "guide.mdx": f"# Title\n\n- one\n\n  ```js\n  {_FETCH}\n  ```\n\n```python\nimport os, requests\n{_GET}\n```\n",
    "book.ipynb": notebooks.written(notebooks.code(_CELL), notebooks.code(f"!{_CURL}")).decode(),
}


@cache
def texts() -> dict[str, list[tuple[str, str]]]:
    """Return files by how their names end, each with its path and its text."""
    found: dict[str, list[tuple[str, str]]] = {}
    for project in harness.projects():
        for path, text in project.files.items():
            name = Path(path).name
            found.setdefault(Path(path).suffix or name, []).append((name, text))
    latin = "# -*- coding: latin-1 -*-\nNAME = 'é'\n" + found[".py"][0][1]
    found["latin-1"] = [("latin.py", latin)]
    for name, text in _FURTHER.items():
        found[name] = [(name, text.replace("@KEY@", harness.live_key()))]
    found["mark"] = [("mark.py", "\ufeff" + found[".py"][5][1]), ("mark.sh", "\ufeff" + found[".sh"][0][1])]
    return found


class Compared(NamedTuple):
    """A diagnostic, or a finding, as they are compared."""

    code: str
    start: tuple[int, int]
    end: tuple[int, int]
    message: str


def _told(found: Sequence[dict[str, object]]) -> list[Compared]:
    return sorted(
        Compared(
            str(each["code"]),
            tuple(each["range"]["start"].values()),  # type: ignore[index]
            tuple(each["range"]["end"].values()),  # type: ignore[index]
            str(each["message"]),
        )
        for each in found
    )


def _expected(finding: Finding, text: str, encoding: str, shift: int) -> Compared:
    start, end = (tuple(position(text, at + shift, encoding).values()) for at in (finding.span.start, finding.span.end))
    return Compared(finding.code, start, end, finding.message)  # type: ignore[arg-type]


def _written(path: Path, text: str) -> bytes:
    """Return the bytes that an editor writes; where the encoding that the text names lacks a character, nothing."""
    if path.suffix != ".py":
        return text.encode()
    try:
        named, _ = tokenize.detect_encoding(io.BytesIO(text.encode()).readline)
        return text.removeprefix("\ufeff").encode(named)
    except SyntaxError:
        return text.encode()
    except UnicodeEncodeError:
        return b""


def text_sequence(seed: int, folder: Path) -> None:
    """Edit a file at random, and compare what the server says of it with a check of the file as it is written then."""
    chance = random.Random(seed)
    encoding = chance.choice(ENCODINGS)
    kind = chance.choice(sorted(texts()))
    name, text = chance.choice(texts()[kind])
    text = text.replace("\n", chance.choice(("\n", "\n", "\r\n", "\r"))) if "\r" not in text else text
    path = folder / str(seed) / name
    path.parent.mkdir()
    uri = path.as_uri()
    session = Session(encoding, [str(path.parent)])
    session.workspace.is_watched = chance.random() < 0.5
    pieces = [line for _, other in texts()[kind] for line in other.splitlines(keepends=True)] or [""]
    try:
        asyncio.run(_edited(session, uri, text, list(edits(chance, text, pieces)), path))
    finally:
        session.end()


async def _edited(session: Session, uri: str, text: str, made: Sequence[Edit], path: Path) -> None:
    buffer = session.open(uri, "", 1, text)
    await session.seen(buffer)
    for number, edit in enumerate(made, start=2):
        buffer.change(edit.text, _as_range(_range(text, edit.start, edit.end, session.encoding)))
        buffer.version = number
        session.changed()
        text = text[: edit.start] + edit.text + text[edit.end :]
        assert buffer.text == text
    seen = await session.seen(buffer)
    found = _told(diagnostics.diagnostics(seen.checked, seen.layout)[uri])
    data = _written(path, text)
    if data or not text:
        path.write_bytes(data)
        config.for_folder.cache_clear()
        shift = int(text.startswith("\ufeff"))
        fresh = sorted(_expected(each, text, session.encoding, shift) for each in check_paths(path.parent))
        assert found == fresh, (path, found, fresh)


@cache
def _projects() -> list[harness.Project]:
    """Return the fixtures of several files."""
    return [project for project in harness.projects() if len(project.files) > 1]


def project_sequence(seed: int, folder: Path) -> None:
    """Do the same to several files of a project, some of which are open."""
    chance = random.Random(seed)
    project = chance.choice(_projects())
    root = folder / str(seed)
    root.mkdir()
    project.write(root)
    session = Session(chance.choice(ENCODINGS), [str(root)])
    session.workspace.is_watched = chance.random() < 0.5
    paths = chance.sample(sorted(project.files), chance.randint(1, len(project.files)))
    try:
        asyncio.run(_edited_files(session, chance, root, {path: project.files[path] for path in paths}))
    finally:
        session.end()


async def _edited_files(session: Session, chance: random.Random, root: Path, texts: dict[str, str]) -> None:
    buffers = {path: session.open((root / path).as_uri(), "", 1, text) for path, text in texts.items()}
    pieces = [line for text in texts.values() for line in text.splitlines(keepends=True)] or [""]
    for _ in range(chance.randint(1, 6)):
        path = chance.choice(list(texts))
        for edit in edits(chance, texts[path], pieces):
            place = _as_range(_range(texts[path], edit.start, edit.end, session.encoding))
            buffers[path].change(edit.text, place)
            texts[path] = texts[path][: edit.start] + edit.text + texts[path][edit.end :]
        session.changed()
        await session.seen(buffers[chance.choice(list(texts))])
    seen = {path: await session.seen(buffers[path]) for path in texts}
    written = {path: _written(root / path, text) for path, text in texts.items()}
    if all(written[path] or not texts[path] for path in texts):
        for path, data in written.items():
            (root / path).write_bytes(data)
        checking.forget(session.workspace)
        fresh = check_paths(root)
        for path, (checked, layout, _) in seen.items():
            own = [each for each in fresh if each.path == str(root / path)]
            assert _fixes(checked.findings) == _fixes(own), root / path
            (found,) = diagnostics.diagnostics(checked, layout).values()
            shift = int(texts[path].startswith("\ufeff"))
            expected = sorted(_expected(each, texts[path], session.encoding, shift) for each in own)
            assert _told(found) == expected, (root / path, found, expected)


def _fixes(findings: Iterable[Finding]) -> list[tuple[int, str, str]]:
    """Return how safe the fix of each finding is: who else reads a place decides that."""
    return sorted((each.line, each.code, each.fix.safety.value if each.fix is not None else "") for each in findings)


_CELLS = (
    *('KEY = "@KEY@"\n', "import os, requests\nKEY = os.environ['OPENROUTER_API_KEY']\n", "# 😀 title\nprint(KEY)"),
    *(
        "requests.get('https://openrouter.ai/api/v1/key', headers={'Authorization': KEY})",
        "!curl -H 'x: $KEY' x",
        "x = (\n",
    ),
    *(
        '%%bash\ncurl https://openrouter.ai/api/v1/key -H "Authorization: $OPENROUTER_API_KEY"\n',
        "",
        "y = '漢' + KEY\r\n",
    ),
)


def notebook_sequence(seed: int, folder: Path) -> None:
    """Do the same to the cells of a notebook."""
    chance = random.Random(seed)
    encoding = chance.choice(ENCODINGS)
    path = folder / str(seed) / "book.ipynb"
    path.parent.mkdir()
    session = Session(encoding, [str(path.parent)])
    session.workspace.is_watched = chance.random() < 0.5
    try:
        asyncio.run(_edited_cells(session, chance, path))
    finally:
        session.end()


async def _edited_cells(session: Session, chance: random.Random, path: Path) -> None:
    notebook = session.open_notebook(path.as_uri(), [])
    texts: dict[str, str] = {}
    for number in range(chance.randint(1, 5)):
        _insert(session, notebook, chance, number, texts)
    for step in range(chance.randint(1, 10)):
        await session.seen(notebook) if chance.random() < 0.3 else None
        if chance.random() < 0.3:
            _insert(session, notebook, chance, 100 + step, texts)
        elif chance.random() < 0.2 and notebook.cells:
            _remove(session, notebook, chance, texts)
        elif notebook.cells:
            cell = chance.choice(notebook.cells).uri
            for edit in edits(chance, texts[cell], _CELLS):
                place = _as_range(_range(texts[cell], edit.start, edit.end, session.encoding))
                notebook.texts[cell].change(edit.text.replace("@KEY@", harness.live_key()), place)
                new = edit.text.replace("@KEY@", harness.live_key())
                texts[cell] = texts[cell][: edit.start] + new + texts[cell][edit.end :]
                break
        notebook.changed()
        session.changed()
    seen = await session.seen(notebook)
    found = diagnostics.diagnostics(seen.checked, seen.layout)
    told = sorted(
        (number, *each) for number, cell in enumerate(notebook.cells, start=1) for each in _told(found[cell.uri])
    )
    kinds = {CODE: notebooks.code, MARKUP: notebooks.markdown}
    cells = [kinds[cell.kind](texts[cell.uri]) for cell in notebook.cells]
    path.write_bytes(notebooks.written(*cells, style=notebooks.Style(as_list=False)))
    config.for_folder.cache_clear()
    assert told == sorted(_in_cells(path, [texts[cell.uri] for cell in notebook.cells], session.encoding))


def _insert(session: Session, notebook: Notebook, chance: random.Random, number: int, texts: dict[str, str]) -> None:
    uri = f"vscode-notebook-cell:/book.ipynb#{number}"
    texts[uri] = chance.choice(_CELLS).replace("@KEY@", harness.live_key())
    kind = MARKUP if chance.random() < 0.15 else CODE
    notebook.put(chance.randint(0, len(notebook.cells)), 0, [NotebookCell(uri, kind)])
    session.open_cell(notebook, uri, "python" if kind == CODE else "markdown", 1, texts[uri])


def _remove(session: Session, notebook: Notebook, chance: random.Random, texts: dict[str, str]) -> None:
    place = chance.randrange(len(notebook.cells))
    uri = notebook.cells[place].uri
    notebook.put(place, 1, [])
    session.close_cell(notebook, uri)
    del texts[uri]


def _in_cells(path: Path, sources: Sequence[str], encoding: str) -> Iterator[tuple[object, ...]]:
    for finding in check_paths(path.parent):
        place = finding.nearest
        section = place.section
        assert section is not None
        source = sources[section.number - 1]
        lines = [0, *(match.end() for match in LINE_END.finditer(source))]
        last = Span(place.document, place.end, place.end)
        start = lines[place.line_in_section - 1] + place.column
        end = lines[place.line_in_section - 1 + last.line - place.line] + last.column
        told = (tuple(position(source, at, encoding).values()) for at in (start, min(end, len(source))))
        yield (section.number, finding.code, *told, finding.message)


def sequence(seed: int, folder: Path) -> None:
    """Try a sequence: of some one a notebook's, or that of several files."""
    _OF_SEVERAL.get(seed % 8, text_sequence)(seed, folder)


_OF_SEVERAL = {6: project_sequence, 7: notebook_sequence}


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        for seed in range(count):
            sequence(seed, Path(name))
    print(f"{count} sequences: what the server said is what a fresh check finds")


if __name__ == "__main__":
    main(int(sys.argv[1]))
