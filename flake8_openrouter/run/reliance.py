"""Which programs concern us though they never say so: those that send requests with what another file gives them.

They import it, or are called with it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_openrouter.openrouter import needles

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_openrouter.languages import Language

#: One of them is in each program that can send a request, in lower case. The tables have more, and take long to load.
#: What sends one by another file's client names at least the operation.
CLIENTS = (
    *(b"requests", b"httpx", b"aiohttp", b"urllib", b"http.client", b"niquests", b"curl_cffi", b"openai", b"anthropic"),
    *(b"litellm", b"langchain", b"llama_index", b"instructor", b"agents", b"agno", b"phi", b"pydantic_ai", b"dspy"),
    *(b"crewai", b"haystack", b"autogen", b"browser_use", b"camel", b"google", b"langfuse", b"livekit", b"pipecat"),
    *(b"smolagents", b"openrouter", b"treq", b"tornado", b"mem0", b"embedchain", b"strands", b"scrapegraphai", b"rlm"),
    *(b"crawl4ai", b"posthog", b"lightrag", b"ag2", b"magentic", b"guidance", b"mirascope", b"vanna", b"smartsurge"),
    *(b"agent_framework", b"deepeval", b"griptape", b"chonkie", b"txtai", b"semantic_kernel", b"chromadb", b"pycurl"),
    *(b"groq", b"mistralai", b"cohere", b"/completions"),
)

#: What no import statement is without.
_IMPORT = b"import"


def text_relies(
    path: str, text: str, root: Path | None, words: tuple[str, ...], language: Language | None = None
) -> bool:
    """Tell of a text what ``relies`` does of bytes; the languages are loaded only for one that can send requests.

    It is of the first language where none is given.
    """
    data = text.encode(errors="replace")
    if not _may_rely(data):
        return False
    from flake8_openrouter.languages import LANGUAGES

    return (language or LANGUAGES[0]).takes(path, data, root, tuple(word.encode() for word in words))


def relies(
    path: str,
    data: bytes,
    language: Language,
    root: Path | None,
    words: tuple[bytes, ...],
    are_callers: Callable[[str, bytes], bool] | None = None,
) -> bool:
    """Tell whether a program can send requests, and takes from its project what has to do with one of the words.

    Or is given it: ``are_callers`` tells whether files call it that have one. ``data`` are its bytes, ``words`` are in
    lower case.
    """
    if not _may_rely(data):
        return False
    return language.takes(path, data, root, words) or (are_callers is not None and are_callers(path, data))


def _may_rely(data: bytes) -> bool:
    """Tell whether the bytes of a program import anything, and name what can send a request."""
    return _IMPORT in data and can_send(data)


def can_send(data: bytes) -> bool:
    """Tell whether the bytes of a program name what can send a request."""
    return needles.has_any(data.lower(), CLIENTS)


def folder(path: str, root: Path | None) -> str:
    """Return the folder of a file's project, an absolute path: its own where no other is known."""
    return str(root) if root is not None else os.path.dirname(os.path.abspath(path))
