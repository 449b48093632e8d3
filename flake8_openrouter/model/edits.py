"""What to change, as data. The editor of a language renders each edit as byte replacements."""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

from enum import Enum
from typing import NamedTuple

from flake8_openrouter.model.document import Span


class Safety(Enum):
    """Safe: the program's meaning stays, or only a certain failure goes. Unsafe: a human should look."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Rename(NamedTuple):
    """Write ``name`` for the name that is at ``span``: a literal with its quotes, a keyword, or a property."""

    span: Span
    name: str


class Prefix(NamedTuple):
    """Put ``text`` in front of the value of the expression at ``span``."""

    span: Span
    text: str


class Substitute(NamedTuple):
    """Within the literal at ``span``, write ``new`` for the first ``old``; both are values, not source."""

    span: Span
    old: str
    new: str

    def __repr__(self) -> str:
        return f"Substitute({self.span!r})"  # what is substituted may be a key


class UseKeySource(NamedTuple):
    """Put the key source where ``old`` is within the literal at ``span``; for the whole expression if empty."""

    span: Span
    old: str = ""

    def __repr__(self) -> str:
        return f"UseKeySource({self.span!r})"


class NameVariable(NamedTuple):
    """Write the name of the key source's variable for ``old`` in the literal at ``span``, the name in ``read``.

    Where the key source reads no variable, it takes the place of the whole ``read``.
    """

    span: Span
    old: str
    read: Span

    def __repr__(self) -> str:
        return f"NameVariable({self.span!r})"


class RequireVariable(NamedTuple):
    """Make the expression at ``span`` a read of the variable ``name`` that fails when it is not set.

    Where a key source is configured, that is written, unless the variable is to stay its ``own``.
    """

    span: Span
    name: str
    own: bool = False


class Interpolate(NamedTuple):
    """Make the literal at ``span`` one whose ``{names}`` are filled in."""

    span: Span


class Strip(NamedTuple):
    """Take surrounding white space off the value of the expression at ``span``."""

    span: Span


class Remove(NamedTuple):
    """Take the argument, entry or statement at ``span`` away, with its separator."""

    span: Span


class RemoveFromUrl(NamedTuple):
    """Take the query's entry ``name`` out of the URL at ``span``; the user part where the name is empty."""

    span: Span
    name: str


class AddHeader(NamedTuple):
    """Give the call at ``call`` an Authorization header: in the mapping at ``headers`` where there is one.

    ``value`` is the source of the headers to pass; where it is empty, they are written with the expression at ``key``,
    or with the key source.
    """

    call: Span
    headers: Span | None = None
    value: str = ""
    key: Span | None = None


class AddArgument(NamedTuple):
    """Give the call at ``call`` the argument ``name``: the text ``value``, or the key source where it is empty.

    Where a mapping is there, it is given an entry.
    """

    call: Span
    name: str
    value: str = ""


class CheckStatus(NamedTuple):
    """Raise for an error status of the response named ``response`` before the statement at ``span``."""

    span: Span
    response: str


Edit = (
    Rename
    | Prefix
    | Substitute
    | UseKeySource
    | NameVariable
    | RequireVariable
    | Interpolate
    | Strip
    | Remove
    | RemoveFromUrl
    | AddHeader
    | AddArgument
    | CheckStatus
)


def place(edit: Edit) -> Span:
    """Return where an edit is made: at a literal, an expression, a statement or a call."""
    return edit.call if isinstance(edit, AddHeader | AddArgument) else edit.span


class Replacement(NamedTuple):
    """An edit as an editor rendered it: the characters ``start:end`` of the document become ``text``."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """Edits that belong together: all are made, or none."""

    safety: Safety
    edits: tuple[Edit, ...]
