"""What ``inspect`` says of URLs, keys and what carries them; whoever shows it masks it and makes it printable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flake8_openrouter.model import Answer, Carried, Carrier, Credential, Literal, Part, Span, Text, Variable, name_of
from flake8_openrouter.openrouter import credentials, keys, masking

_LONGEST = 60

#: What OpenRouter's API finds no key in.
_NOT_READ = (Carrier.COOKIE, Carrier.QUERY, Carrier.USERINFO, Carrier.BODY)
_KEYS = (credentials.Shape.LIVE, credentials.Shape.KEY_LIKE, credentials.Shape.DAMAGED)


def of_url(text: Text) -> str:
    return text.literal if text.literal is not None else of_text(text)


def of_text(text: Text) -> str:
    """Say what a text is made of."""
    return " + ".join(map(of_part, text.parts)) or '""'


def of_part(part: Part) -> str:
    if isinstance(part, Literal):
        return f'"{part.text}"'
    name = name_of(part)
    if isinstance(part, Variable):
        absent = "" if part.required or part.default else f", {part.absent} if unset"
        default = ", with a default" if part.default else ""
        return f"environment variable {name or 'of an unknown name'}{absent}{default}"
    return f"{name}: {part.origin.value}" if name else part.origin.value


def of_place(span: Span) -> str:
    """Return the source of a place, as much of it as fits."""
    text = " ".join(masking.excerpt(span).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def of_key(value: Text) -> str:
    """Say where a key comes from; a literal one is named by its label, or by its kind alone."""
    literal = value.literal
    if literal is None:
        return of_text(value)
    shape = credentials.classify(literal)
    is_ours = literal.startswith(keys.PREFIX)
    return f"literal, {shape.value}" + (f": {keys.label(literal)}" if is_ours else "")


def of_sink(credential: Credential) -> str:
    return f"header {credential.sink}" if credential.is_header else credential.sink


def of_carried_keys(carried: Sequence[Carried]) -> Iterator[str]:
    """Say where the keys come from that go along otherwise; all that does, where it could be the only key."""
    for item in carried:
        keys = [text for text in item.values if _is_key(text)]
        yield from map(of_key, keys or (item.values if item.authorized is not Answer.YES else ()))


def of_carriers(carried: Sequence[Carried]) -> Iterator[str]:
    """Say what else carries something, and what that is worth to OpenRouter's API."""
    for item in carried:
        in_header = item.carrier is Carrier.COOKIE and item.name
        name = f"header {item.name}" if in_header else f"{item.carrier.value} {item.name}".rstrip()
        is_read = item.carrier not in _NOT_READ or not item.to_api or not item.destination.likely
        yield name if is_read else f"{name}, which OpenRouter's API ignores"
    if carried and all(item.authorized is Answer.NO and item.carrier is not Carrier.AUTH for item in carried):
        yield "no Authorization header"


def _is_key(text: Text) -> bool:
    if text.literal is not None:
        return credentials.classify(text.literal) in _KEYS
    return credentials.is_ours(text) or any(map(credentials.is_key, text.parts))
