"""The headers that a program is given: what they are, and the facts that follow from each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter.languages.commands.options import Given
from flake8_openrouter.languages.shell.inference.arguments import Argument
from flake8_openrouter.languages.shell.sites.context import Context
from flake8_openrouter.languages.shell.sites.runs import Run
from flake8_openrouter.model import (
    ALONE,
    Conflict,
    Credential,
    Destination,
    Header,
    Literal,
    Reach,
    Span,
    Text,
    Unknown,
    Variable,
)
from flake8_openrouter.openrouter import credentials
from flake8_openrouter.openrouter.credentials import Shape, classify
from flake8_openrouter.openrouter.evidence import supported_by
from flake8_openrouter.openrouter.header_names import API_KEY, AUTHORIZATION

_WITHIN = Reach(("it is a part of a text that another shell runs",))
_REFERENCE = re.compile(r"\$\{?([A-Za-z_]\w*)", re.ASCII)
#: What the beginning of a header's name may be.
_NAME = re.compile(r"[\w-]*", re.ASCII)
#: Characters that editors and pages write for quotes.
TYPOGRAPHIC = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_FIRST, _SECOND = "the first Authorization header", "this one"


class Written(NamedTuple):
    """A header as it is given: its name, the argument and the offset in it at which its value begins.

    ``entry`` is all of it with its option. A header without a value is one that is not sent.
    """

    name: str
    given: Given[Argument]
    begin: int
    entry: Span
    name_span: Span

    @property
    def is_authorization(self) -> bool:
        return self.name.lower() == AUTHORIZATION


def written(context: Context, given: Given[Argument]) -> Written | None:
    """Return a header that is sent; None for what is sent as no header, and for what can't be told."""
    argument = given.value
    if argument is None:
        return None
    head = argument.head[given.skipped :]
    name, colon, rest = head.partition(":")
    if not colon or not name.strip() or name[0] in TYPOGRAPHIC:
        return None
    begin = given.skipped + len(name) + 1 + len(rest) - len(rest.lstrip(" \t"))
    if argument.literal is not None and not argument.literal[begin:].strip():
        return None  # it is taken away
    word = argument.word
    start = word.offset(given.skipped)
    name_span = context.values.span(start, max(start, word.offset(given.skipped + len(name) - 1) + 1))
    return Written(name, given, begin, entry(context, given), name_span)


def entry(context: Context, given: Given[Argument]) -> Span:
    """Return the place of an argument with its option."""
    value = given.value if given.value is not None else given.option
    in_array = bool(given.option.names)
    first, last = (given.option.word, value.word) if in_array else (given.option.use, value.use)
    return context.values.span(min(first.start, last.start), max(first.end, last.end))


def is_untold(given: Given[Argument]) -> bool:
    """Tell whether an argument may be any header: its name is put in."""
    argument = given.value
    if argument is None:
        return True
    return argument.literal is None and _NAME.fullmatch(argument.head[given.skipped :]) is not None


def facts(
    context: Context, run: Run, found: Sequence[Written], destination: Destination, call: Span, *, beside: bool
) -> Iterator[Header | Conflict]:
    """Yield the facts of headers; ``beside``: the program is given another credential as well."""
    spelt = [each for each in found if each.is_authorization]
    for second in spelt[1:]:
        yield Conflict(second.entry, _FIRST, _SECOND, destination, "and both are sent")
    for each in found:
        authorized = beside or any(other is not each for other in spelt)
        yield from _of_header(context, run, each, destination, call, authorized=authorized)


def _of_header(
    context: Context, run: Run, header: Written, destination: Destination, call: Span, *, authorized: bool
) -> Iterator[Header]:
    argument = header.given.value
    assert argument is not None  # it was written
    texts = context.values.of_argument(argument, header.begin, run.frame)
    reach = _reach(context, run, argument)
    for text in map(_trimmed, texts):
        if not text.parts or all(isinstance(part, Unknown) and not part.names for part in text.parts):
            continue
        made = Header(
            header.name,
            header.name_span,
            text,
            credentials.parse(text),
            supported_by(destination, text),
            header.entry,
            None,
            authorized,
            reach,
            reach,
            len(texts) == 1,
            call,
        )
        if destination.official and header.is_authorization:
            context.sent.update(_names(made.authorization.key))
        yield made._replace(credential=_credential(context, made))


def _trimmed(text: Text) -> Text:
    """Return a value without the white space after it: that is no part of it for whoever receives it."""
    last = text.parts[-1] if text.parts else None
    if not isinstance(last, Literal) or last.text == last.text.rstrip():
        return text
    kept = last._replace(text=last.text.rstrip())
    return _trimmed(text._replace(parts=(*text.parts[:-1], kept) if kept.text else text.parts[:-1]))


def _reach(context: Context, run: Run, argument: Argument) -> Reach:
    """Return who else sees what a header is written as."""
    if run.is_within:
        return _WITHIN
    reach = context.values.reach(argument.names) if argument.names else ALONE
    if run.frame.given is None:
        return reach
    return reach.and_of(Reach((f"another script may call {run.around.function}",)))


def _names(text: Text) -> Iterator[str]:
    """Yield the names that the one thing which is put into a text goes by."""
    for part in text.parts:
        if isinstance(part, Variable):
            yield part.name
        yield from part.names


def _credential(context: Context, header: Header) -> Credential | None:
    """Return the key that a header carries; None for a header that is for no key."""
    keys = {AUTHORIZATION: header.authorization.key, API_KEY: header.value}
    key = keys.get(header.name.lower())
    if key is None or _is_template(key):
        return None
    return Credential(
        key,
        header.value,
        header.name,
        header.entry,
        header.destination,
        context.settings.in_tests,
        certain=header.certain,
        is_header=True,
        trims=True,
        interpolable=_is_known(context, key),
        call=header.call,
        reach=header.reach,
    )


def _is_template(key: Text) -> bool:
    """Tell whether a literal text is one that another program fills in: there is nothing in it that a shell would."""
    literal = key.literal
    return literal is not None and "$" not in literal and classify(literal) is Shape.UNINTERPOLATED


def _is_known(context: Context, key: Text) -> bool:
    """Tell whether all that a literal text refers to is set by the script, or is OpenRouter's own variable."""
    names = _REFERENCE.findall(key.literal or "")
    return bool(names) and all(
        name in context.settings.env_names or context.values.assignments.of(name) for name in names
    )
