"""What is shown of a place, and what is offered while something is typed there, as the protocol has it."""

from __future__ import annotations

from lsprotocol import types

from flake8_openrouter.server import completion, hovering
from flake8_openrouter.server.diagnostics import as_object
from flake8_openrouter.server.positions import Range
from flake8_openrouter.server.protocol import position_of
from flake8_openrouter.server.server import Server


async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """Return what is known of a place: the page of a code, or what was understood of a call."""
    uri, position = params.text_document.uri, position_of(params.position)
    opened = ls.session.get(uri)
    if opened is None or (lines := opened.layout.lines(uri)) is None:
        return None
    column = lines.offset(position) - lines.offset(position._replace(character=0))
    if (code := completion.at(lines.line(position.line), column)) is not None:
        place = Range(lines.position(position.line, code[1]), lines.position(position.line, code[2]))
        return _hover(
            ls, f"**{code[0].code} {code[0].name}**: {code[0].title}\n\n{code[0].page}\n\n{code[0].address}", place
        )
    seen = await ls.look(opened)
    offset = seen.layout.offset(uri, position) if seen is not None else None
    if seen is None or offset is None:
        return None
    understood = await ls.session.done(opened, lambda: hovering.at(seen.checked, offset))
    shown = seen.layout.place(understood.start, understood.end) if understood is not None else None
    return _hover(ls, understood.text, shown.range) if understood is not None and shown is not None else None


def _hover(ls: Server, text: str, place: Range) -> types.Hover:
    kind = types.MarkupKind.Markdown if ls.client.markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, text), ls.structured(as_object(place), types.Range))


def complete(ls: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """Return the codes that may be typed in a comment that silences findings."""
    uri, position = params.text_document.uri, position_of(params.position)
    opened = ls.session.get(uri)
    if opened is None or (lines := opened.layout.lines(uri)) is None:
        return None
    end = lines.offset(position)
    line = lines.text[lines.offset(position._replace(character=0)) : end]
    begun = completion.begun(line)
    if begun is None:
        return None
    place = ls.structured(as_object(lines.range(end - len(begun), end)), types.Range)
    items = [
        types.CompletionItem(
            each.code,
            kind=types.CompletionItemKind.EnumMember,
            detail=f"{each.name}: {each.title}",
            text_edit=types.TextEdit(place, each.code),
        )
        for each in completion.codes()
    ]
    return types.CompletionList(is_incomplete=False, items=items)
