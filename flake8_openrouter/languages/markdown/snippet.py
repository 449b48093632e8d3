"""A program that somebody shows: what it leaves to the reader is no mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_openrouter.model import (
    Credential,
    Document,
    Endpoint,
    Fact,
    Header,
    KeyLiteral,
    Literal,
    Part,
    Reach,
    Site,
    Text,
)
from flake8_openrouter.openrouter.credentials import Shape, classify

if TYPE_CHECKING:
    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.languages._protocol import Editor, Failure, Program, Project, Settings

#: What is as long as a key, and of letters and digits as one is.
_REAL = re.compile(r"(?=.*\d)(?=.*[A-Za-z])\S{32,}", re.DOTALL)

#: A name in braces that the reader is to put something in the place of.
_TO_FILL_IN = re.compile(r"\{+\s*[A-Z][A-Z0-9_ ]*\s*\}+|\$?\{+\s*\w*(?i:your|my|insert|replace|here)\w*\s*\}+")


class Snippet:
    """See ``Program``: another one without what is normal in a text that explains something.

    ``reach`` says who else sees what it binds.
    """

    def __init__(self, program: Program, reach: Reach) -> None:
        self._program = program
        self._reach = reach

    @property
    def document(self) -> Document:
        return self._program.document

    @property
    def failure(self) -> Failure | None:
        return self._program.failure

    @property
    def lacks(self) -> str:
        return self._program.lacks

    @property
    def embedded(self) -> Iterable[Program]:
        return [Snippet(program, self._reach) for program in self._program.embedded]

    @property
    def repeated(self) -> Sequence[Sequence[tuple[int, int]]]:
        return self._program.repeated

    def editor(self, key_source: KeySource) -> Editor:
        return self._program.editor(key_source)

    def is_comment(self, offset: int) -> bool:
        return self._program.is_comment(offset)

    def is_broken_by(self, after: Program) -> bool:
        return not isinstance(after, Snippet) or self._program.is_broken_by(after._program)

    def sites(self, settings: Settings, project: Project) -> Iterator[Site]:
        """Return what the rules ask for. Other files are of no account: nobody says where a snippet is run."""
        from flake8_openrouter import languages

        alone = languages.of_document(self.document).project(None, looks_around=False)
        for site in self._program.sites(settings, alone):
            facts = tuple(self._shown(fact) for fact in site.facts if not _is_left_to_the_reader(fact))
            if facts:
                yield Site(facts)

    def _shown(self, fact: Fact) -> Fact:
        """Return a fact with who else sees it, and a key that nobody could take for one as a test's."""
        if isinstance(fact, Header):
            credential = self._credential(fact.credential) if fact.credential is not None else None
            reach, name_reach = fact.reach.and_of(self._reach), fact.name_reach.and_of(self._reach)
            return fact._replace(credential=credential, reach=reach, name_reach=name_reach)
        if isinstance(fact, Credential):
            return self._credential(fact)
        return fact._replace(url=self._text(fact.url)) if isinstance(fact, Endpoint) else fact

    def _credential(self, fact: Credential) -> Credential:
        text = fact.value.literal
        is_made_up = text is not None and classify(text) is Shape.MALFORMED and not _REAL.search(text)
        reach = fact.reach.and_of(self._reach)
        return fact._replace(in_tests=fact.in_tests or is_made_up, reach=reach, whole=self._text(fact.whole))

    def _text(self, text: Text) -> Text:
        return text._replace(parts=tuple(self._part(part) for part in text.parts))

    def _part(self, part: Part) -> Part:
        return part._replace(reach=part.reach.and_of(self._reach)) if isinstance(part, Literal) else part


def _is_left_to_the_reader(fact: Fact) -> bool:
    """Tell whether a fact is about a key that is made up, or about a place to be filled in."""
    if isinstance(fact, KeyLiteral):
        return not fact.live
    credential = fact.credential if isinstance(fact, Header) else fact if isinstance(fact, Credential) else None
    if credential is None or credential.interpolable:
        return False
    if credential.template:
        text = credential.value.literal
        return text is not None and classify(text) in (Shape.PLACEHOLDER, Shape.UNINTERPOLATED)
    return bool(_TO_FILL_IN.fullmatch((credential.value.literal or "").strip()))
