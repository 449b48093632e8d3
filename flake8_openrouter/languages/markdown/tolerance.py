"""Code as it is shown: sessions with prompts, and what is left out of it, or left to the reader.

What is written in another way is of the same length, so that places stay.
"""

from __future__ import annotations

import re

from flake8_openrouter.languages.markdown.blocks import Block

_PROMPT = re.compile(r"[ \t]*(?:>>>|In ?\[\d*\]:)(?:[ \t]|(?=[\r\n]|$))")
_FURTHER = re.compile(r"[ \t]*\.\.\.+:?(?:[ \t]|(?=[\r\n]|$))")

#: How many parts of a block may be no code.
MAX_STRANGE = 4

_PART = re.compile(r"(?<![^\r\n])(?![\s)\]}#]|(?:else|elif|except|finally|case)\b)")
_FIRST = re.compile(r"(?<![^\r\n])[^\r\n]")

#: What is about a request or its key: without it nothing is known of the rest.
_OURS = re.compile(r"open_?router|authori|bearer|header|key|token|secret|base_?url|sk-or-|environ", re.IGNORECASE)

#: A comment or a string of Python, which stays as it is, or one of those things.
_TOKEN = re.compile(
    r"(?P<body>:[ \t]*(?:#[^\r\n]*)?(?:[ \t]*(?:\r\n|\r|\n))+[ \t]+)#[^\r\n]?"
    r"|#[^\r\n]*|\"\"\"(?s:.*?)\"\"\"|'''(?s:.*?)'''|\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'"
    r"|(?<![^\r\n])(?P<command>[ \t]*[!%$])(?=[ \t]*\w)"
    r"|(?P<others>(?<=[({,\s])\.\.\.(?=\s*[,)}]))"
    r"|(?P<placeholder>(?<=[=:(,\[{\s])<[A-Za-z][\w .:/-]*>)"
)


def without_prompts(text: str, block: Block) -> Block:
    """Return a block of a session as the lines that were typed; another one as it is."""
    first = next((line for line in block.lines if text[slice(*line)].strip()), None)
    if first is None or not _PROMPT.match(text, *first):
        return block
    lines = []
    prompt = _PROMPT
    for start, end in block.lines:
        match = _PROMPT.match(text, start, end) or (_FURTHER.match(text, start, end) if prompt is _FURTHER else None)
        prompt = _FURTHER if match else _PROMPT
        if match:
            lines.append((match.end(), end))
    return block._replace(lines=tuple(lines), prefix=None)


def concerns_us(code: str) -> bool:
    """Tell whether code is about requests and their keys."""
    return _OURS.search(code) is not None


def completed(code: str) -> str:
    """Return code of Python with what is left out of it as what may be anything, of the same length."""
    return _TOKEN.sub(_completed, code)


def _completed(match: re.Match[str]) -> str:
    if match["body"]:
        return f"{match['body']}0#"[: len(match[0])]
    if match["command"]:
        return f"{match[0][:-1]}#"
    if match["others"]:
        return "**_"
    return "_" * len(match[0]) if match["placeholder"] else match[0]


def without_part(code: str, offset: int) -> str | None:
    """Return code with the part that is no code as comments: what begins at the left edge before an offset.

    None where that would hide something that the rest depends on.
    """
    start, end = 0, len(code)
    for match in _PART.finditer(code):
        if match.start() > offset:
            end = match.start()
            break
        start = match.start()
    part = code[start:end]
    if concerns_us(part) or not part.strip() or part.lstrip().startswith("#"):
        return None
    return code[:start] + _FIRST.sub("#", part) + code[end:]
