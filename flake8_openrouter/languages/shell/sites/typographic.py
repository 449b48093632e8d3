"""Headers in typographic quotes, which bash takes for letters: the words between them fall apart."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.languages.commands.told import Told
from flake8_openrouter.languages.shell.inference.arguments import Argument
from flake8_openrouter.languages.shell.sites.context import Context
from flake8_openrouter.languages.shell.sites.headers import TYPOGRAPHIC
from flake8_openrouter.languages.shell.sites.runs import Run
from flake8_openrouter.model import Credential, Destination, Span, Text, Unknown
from flake8_openrouter.openrouter.header_names import AUTHORIZATION

#: Words of a header that is cut, in which its end is looked for.
_MOST_WORDS = 6


def credentials(
    context: Context, run: Run, told: Told[Argument], destination: Destination, call: Span
) -> Iterator[Credential]:
    """Yield the key of each header that such quotes were to hold together."""
    for given in told.headers:
        argument = given.value
        head = argument.head[given.skipped :] if argument is not None else ""
        if argument is None or not head or head[0] not in TYPOGRAPHIC or not head[1:].lower().startswith(AUTHORIZATION):
            continue
        first = argument.word.offset(given.skipped)
        number = run.arguments.index(argument)
        for last in run.arguments[number : number + _MOST_WORDS]:
            piece = last.word.pieces[-1] if last.word.pieces else None
            if piece is not None and piece.text and piece.text[-1] in TYPOGRAPHIC and piece.end - 1 > first:
                quotes = context.values.span(first, first + 1), context.values.span(piece.end - 1, piece.end)
                span = context.values.span(first, piece.end)
                text = Text((Unknown(span),), span)
                in_tests = context.settings.in_tests
                yield Credential(text, text, "Authorization", span, destination, in_tests, call=call, quotes=quotes)
                break
