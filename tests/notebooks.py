"""Notebooks as Jupyter and its kin write them: cells put into JSON of whatever style."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

POST = 'requests.post("https://openrouter.ai/api/v1/chat/completions", headers=headers, json={})'


class Style(NamedTuple):
    """How a notebook's JSON is written; ``line_end`` is the file's, and ``windows`` have another one in sources."""

    indent: int | None = 1
    as_list: bool = True
    ascii_only: bool = False
    final_newline: bool = True
    line_end: str = "\n"
    mark: bytes = b""
    windows: bool = False


JUPYTER = Style()


def code(source: str, outputs: Iterable[dict[str, Any]] = (), **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": list(outputs),
        "source": source,
    }


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def content(*cells: str | dict[str, Any], language: str = "python", style: Style = JUPYTER) -> dict[str, Any]:
    """Return a notebook as it is loaded; a text is a cell of code."""
    whole = [dict(cell) if isinstance(cell, dict) else code(cell) for cell in cells]
    for cell in whole:
        source = cell["source"].replace("\n", "\r\n") if style.windows else cell["source"]
        cell["source"] = source.splitlines(keepends=True) if style.as_list else source
    kernel = {"display_name": language, "language": language, "name": language}
    return {
        "cells": whole,
        "metadata": {"kernelspec": kernel, "language_info": {"name": language}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def written(*cells: str | dict[str, Any], language: str = "python", style: Style = JUPYTER) -> bytes:
    """Return a notebook as the bytes of a file."""
    whole = content(*cells, language=language, style=style)
    text = json.dumps(whole, indent=style.indent, ensure_ascii=style.ascii_only) + "\n" * style.final_newline
    return style.mark + text.replace("\n", style.line_end).encode()


def sources(data: bytes) -> list[str]:
    """Return the sources of a notebook's cells."""
    return ["".join(cell["source"]) for cell in json.loads(data.decode("utf-8-sig"))["cells"]]
