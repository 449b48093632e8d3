"""Settings to facts: which of them are OpenRouter's key, where they send it, and what is certainly wrong in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter.languages.settings import paths, references, shapes
from flake8_openrouter.languages.settings.destinations import Endpoints
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.settings.groups import Group, groups, names_within
from flake8_openrouter.languages.settings.names import Role
from flake8_openrouter.languages.settings.sharing import Shared
from flake8_openrouter.languages.settings.templates import Template
from flake8_openrouter.model import (
    ALONE,
    Credential,
    Destination,
    Document,
    Exposed,
    Fact,
    Header,
    KeyLiteral,
    Literal,
    Span,
    Text,
    Use,
    Variable,
)
from flake8_openrouter.openrouter import api, credentials, keys
from flake8_openrouter.openrouter.credentials import Shape, classify
from flake8_openrouter.openrouter.variable_names import public_prefix, snake

#: Mappings whose values become variables of a program or of a build.
_ENVIRONMENTS = re.compile(
    r"(?:\w+_)?(?:envs?|environment)(?:_var(?:iable)?s)?|(?:build_)?args|(?:env_?)?var(?:iable)?s"
)
_HEADERS = re.compile(r"(?:\w+_)?headers")
#: What may send a key along with a request, in the place of its headers.
_CARRIERS = re.compile(
    r"(?:\w+_)?(?:auth|authentication|authorization|bearer|basic|oauth2?|security|credentials?|(?:api_?)?key|token"
    r"|secret|username|password)(?:_(?:type|token|key|name|id|provider|scheme|config))?"
)
_HEX = re.compile(r"[0-9a-f]{64}")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
#: Docker takes the quotes of such a file for a part of the value, unlike Compose and what reads it in a program.
_READ_BY_DOCKER = re.compile(r"\bdocker\s+run\b[^\n]*--env-file")


class _File(NamedTuple):
    """A document, and what its path and text say of all that is in it."""

    document: Document
    template: Template
    is_example: bool
    is_dotenv: bool
    keeps_quotes: bool
    env_names: frozenset[str]

    def span(self, entry: Entry) -> Span:
        return Span(self.document, entry.start, entry.end)

    def text(self, entry: Entry) -> Text:
        return references.of_entry(entry, self.document, ALONE)


def facts(
    document: Document,
    entries: Sequence[Entry],
    gateways: tuple[str, ...],
    env_names: frozenset[str],
    is_read: Callable[[str], bool],
) -> Iterator[Fact]:
    """Yield what the settings of a document say. ``is_read`` tells whether a program reads a variable by its name."""
    is_dotenv = document.notation.language == "dotenv"
    keeps_quotes = is_dotenv and _READ_BY_DOCKER.search(document.text) is not None
    file = _File(document, Template(entries), paths.is_example(document.path), is_dotenv, keeps_quotes, env_names)
    every = list(groups(entries))
    within, shared = names_within(every), Shared(document)
    endpoints = Endpoints(every, document, gateways, is_read)
    for group in every:
        yield from endpoints.facts(group)
        yield from _literals(group, file)
        yield from _credentials(group, file, endpoints)
        yield from _exposed(group, file)
        if _is_headers(group) and not any(_CARRIERS.fullmatch(snake(name)) for name in within[group.path[:-1]]):
            yield from _headers(group, file, endpoints, shared)


def _is_headers(group: Group) -> bool:
    return bool(group.path) and _HEADERS.fullmatch(snake(next(group.names, ""))) is not None


def _literals(group: Group, file: _File) -> Iterator[Fact]:
    """Yield keys: those that only look like one in the variables of a program, and defaults anywhere."""
    for entry in group.entries:
        if keys.PREFIX not in entry.value:
            continue
        for part in file.text(entry).parts:
            if isinstance(part, Variable):
                yield from _default(part, file)
            elif isinstance(part, Literal) and (key := _key_in(part.text, entry, file)):
                yield KeyLiteral(part.span.find(key), key, keys.is_live(key), Use.VALUE)


def _key_in(text: str, entry: Entry, file: _File) -> str:
    """Return the key that a text is, without what is around it; empty where it is none, or the scan finds it."""
    core = credentials.trimmed(text)
    if keys.is_live(core):
        return core if entry.pieces or core != text else ""
    is_reported = file.is_dotenv and not file.is_example
    return core if is_reported and credentials.is_key_like(core) else ""


def _default(variable: Variable, file: _File) -> Iterator[Fact]:
    """Yield the key that is a variable's default."""
    is_compose = paths.is_compose(file.document.path)
    for default in variable.default:
        text = default.literal or ""
        if keys.is_live(text) or (credentials.is_key_like(text) and not file.is_example):
            read = variable.span if is_compose else None
            yield KeyLiteral(default.span, text, keys.is_live(text), Use.DEFAULT, read=read, variable=variable.name)


def _credentials(group: Group, file: _File, endpoints: Endpoints) -> Iterator[Fact]:
    is_one_of_several = any(map(_is_of_another_service, group.entries))
    for entry, known in (*group.of_role(Role.KEY), *group.of_role(Role.KEY_NAME)):
        text = _variable(entry, file) if known.role is Role.KEY_NAME else _key_text(entry, file)
        if text is None:
            continue
        destination = endpoints.of_key(group, entry, known, file.env_names)
        if destination is not None:
            text = _optional(text) if is_one_of_several else text
            yield Credential(text, text, entry.own_name, file.span(entry), destination, template=True)


def _is_of_another_service(entry: Entry) -> bool:
    """Tell whether an entry is the key of a service that is not OpenRouter."""
    name = entry.own_name
    return snake(name).endswith("_api_key") and name not in api.VARIABLES and not api.mentions(name)


def _optional(text: Text) -> Text:
    """Return the text of a key that may be empty, since the program takes other services' keys as well."""
    parts = (
        part._replace(guarded=True)
        if isinstance(part, Variable) and not any(each.literal for each in part.default)
        else part
        for part in text.parts
    )
    return text._replace(parts=tuple(parts))


def _variable(entry: Entry, file: _File) -> Text | None:
    """Return the value of the variable that an entry names; None where it names none."""
    if not _VARIABLE.fullmatch(entry.value):
        return None
    span = file.span(entry)
    return Text((Variable(entry.value, span, ours=entry.value in api.VARIABLES, required=True),), span)


def _key_text(entry: Entry, file: _File) -> Text | None:
    """Return the text of a key; None for one that can't be judged."""
    if file.keeps_quotes and entry.quote and not entry.pieces:
        value = f"{entry.quote}{entry.value}{entry.quote}"
        entry = entry._replace(value=value, start=entry.start - 1, end=entry.end + 1, quote="")
    text = file.text(entry)
    literal = text.literal
    if literal is None:
        return text
    if _HEX.fullmatch(literal) and not (api.mentions(entry.own_name) or "api" in snake(entry.own_name)):
        return None  # a digest, or a token of somebody's
    return text if shapes.is_judged(literal) and not _is_to_be_filled_in(literal, file) else None


def _is_to_be_filled_in(literal: str, file: _File) -> bool:
    """Tell whether a text may be right where it is: it stands for a key that somebody, or a tool, puts there."""
    if shapes.is_in_brackets(literal):
        return not file.is_dotenv or file.is_example or credentials.is_masked(literal)
    if not shapes.is_left_in(literal):
        return False
    return file.is_example or (not file.is_dotenv and file.template.fills_in(literal))


def _exposed(group: Group, file: _File) -> Iterator[Fact]:
    """Yield the variables with which a build publishes a key."""
    if not file.is_dotenv and not _ENVIRONMENTS.fullmatch(snake(next(group.names, ""))):
        return
    for entry in group.entries:
        prefix = public_prefix(entry.own_name)
        if not prefix or not entry.value or any(_literals(group._replace(entries=(entry,)), file)):
            continue
        text = file.text(entry).literal
        if text is None or not (_is_placeholder(text) or any(keys.live(text))):
            yield Exposed(Span(file.document, *entry.name), entry.own_name, prefix)


def _is_placeholder(text: str) -> bool:
    return classify(text) in (Shape.PLACEHOLDER, Shape.UNINTERPOLATED)


def _headers(group: Group, file: _File, endpoints: Endpoints, shared: Shared) -> Iterator[Fact]:
    """Yield the headers that stand beside a URL of OpenRouter's."""
    destination = endpoints.around(group)
    if destination is None or not destination.official:
        return
    count = sum(map(_is_authorization, group.entries))
    for entry in group.entries:
        is_key = _is_authorization(entry)
        header = _header(entry, file.text(entry), destination, is_key=is_key, authorized=count - is_key > 0)
        reach = shared.of_block(entry)
        yield header._replace(reach=reach, name_reach=reach)


def _is_authorization(entry: Entry) -> bool:
    return entry.own_name.lower() == "authorization"


def _header(entry: Entry, text: Text, destination: Destination, *, is_key: bool, authorized: bool) -> Header:
    document = text.span.document
    value = credentials.parse(text)
    name, whole = Span(document, *entry.name), Span(document, entry.name[0], entry.end)
    credential = None
    if is_key and (value.key.literal is None or shapes.is_judged(value.key.literal)):
        credential = Credential(value.key, text, entry.own_name, text.span, destination, is_header=True, template=True)
    return Header(entry.own_name, name, text, value, destination, whole, credential, authorized)
