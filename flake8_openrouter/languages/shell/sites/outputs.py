"""Keys that a script shows: ``echo`` and ``printf`` to whoever looks at it, or to a log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from flake8_openrouter.languages.shell.sites.context import Context
from flake8_openrouter.languages.shell.syntax import places
from flake8_openrouter.languages.shell.syntax.commands import Command, command
from flake8_openrouter.languages.shell.syntax.words import Piece
from flake8_openrouter.model import Literal, Output, Site, Text, Variable
from flake8_openrouter.openrouter import api, credentials

#: Commands that are looked at.
MAX_COMMANDS = 1_000

#: What shows its arguments, where a variable is among them, or the variables that it is given the names of.
_SHOWS = re.compile(r"(?<![\w$./-])(?P<name>(?:echo|printf)(?=[ \t][^\n]*\$)|printenv(?=[ \t]+[A-Za-z_]))")
_BY_NAME = "printenv"
_PIPES = ("|", "|&")
#: Files that GitHub runs: it masks the secrets in what they show.
_MASKED = re.compile(r"(?:^|/)\.github/")
#: What is after a name that is shown in full where it is set.
_IN_FULL = ("", ":-", "-", ":?", "?", ":=", "=")


def sites(context: Context) -> Iterator[Site]:
    """Yield what a script shows of OpenRouter's key."""
    source = context.values.source
    text = source.document.text
    if _MASKED.search(source.document.path.replace("\\", "/")):
        return
    for match in islice(_SHOWS.finditer(text), MAX_COMMANDS):
        if not places.runs(source, *match.span()):
            continue
        around = places.around(source, *match.span())
        found = command(text, match.end(), around.end)
        secrets = [piece for piece in _shown(match["name"], found) if _is_secret(context, piece)]
        is_taken = around.is_taken or _is_taken(found)
        if secrets and not is_taken and not (around.function and context.values.functions.is_taken(around.function)):
            shown = (Output(context.values.span(piece.start, piece.end), "the key", match["name"]) for piece in secrets)
            yield Site(tuple(shown))


def _shown(name: str, found: Command) -> Iterator[Piece]:
    """Yield the variables that a command shows."""
    if name == _BY_NAME:
        yield from (Piece(None, word.start, word.end, name=word.literal or "") for word in found.words)
        return
    if found.words and found.words[0].literal == "-v":
        return
    for word in found.words:
        if word.head.startswith(credentials.MASKING):
            return
        yield from (piece for piece in word.pieces if piece.name and piece.operator in _IN_FULL)


def _is_taken(found: Command) -> bool:
    """Tell whether what a command says goes to a file or another command."""
    return found.operator in _PIPES or any(each.takes_output for each in found.redirects)


def _is_secret(context: Context, piece: Piece) -> bool:
    """Tell whether a variable holds OpenRouter's key: by its name, or since it is sent as one."""
    name = piece.name
    texts = context.values.texts(context.values.word(piece), piece.start)
    if name in context.settings.env_names or (api.mentions(name) and credentials.names_a_secret(name)):
        # A name of the key may hold what hides it, and a key that is written out is another finding.
        return any(len(text.parts) == 1 and not isinstance(text.parts[0], Literal) for text in texts)
    return name in context.sent or all(_is_read_key(text) for text in texts)


def _is_read_key(text: Text) -> bool:
    """Tell whether a value is OpenRouter's key as it is read from the environment, by whatever name it goes."""
    return len(text.parts) == 1 and isinstance(text.parts[0], Variable) and credentials.is_ours(text)
