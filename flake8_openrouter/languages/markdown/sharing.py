"""What a block of code has in common with the others of its text: who reads on may run them one after the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from flake8_openrouter.model import ALONE, Document, Reach

_NAME = re.compile(r"[^\W\d]\w*")
_BINDING = re.compile(
    r"(?<![^\r\n])(?:(?:export|const|let|var|async|def|class|function)[ \t]+(?P<named>[^\r\n(=:{]*)"
    r"|(?P<targets>[^\W\d][\w, \t]*)(?::[^=\r\n]*)?=(?!=))"
)


class Shared:
    """The names that are read in several blocks of one language."""

    def __init__(self, documents: Iterable[Document]) -> None:
        every = list(documents)
        self._bound = {document: _bound(document.text) for document in every}
        self._readers = Counter(
            (document.notation.language, name)
            for document in every
            for name in set(_NAME.findall(document.text)) - self._bound[document]
        )

    def reach(self, document: Document) -> Reach:
        """Return who else sees what a block binds at its top."""
        language = document.notation.language
        names = sorted(name for name in self._bound[document] if self._readers[language, name])
        return Reach((f"another block reads {names[0]}",)) if names else ALONE


def _bound(text: str) -> frozenset[str]:
    """Return the names that a block binds at its left edge."""
    found = (match["named"] or match["targets"] or "" for match in _BINDING.finditer(text))
    return frozenset(name for names in found for name in _NAME.findall(names))
