"""What a finding says, in words that may be shown."""

from __future__ import annotations

from dataclasses import replace

from flake8_openrouter import languages
from flake8_openrouter.model import Document, Finding, Message
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.agreement import without_fix

ELSEWHERE = "it is in another file"


class InWords:
    """Says findings of a document in words that may be shown."""

    def __init__(self, document: Document, configuration: Configuration) -> None:
        language = languages.of_document(document)
        key_source = configuration.key_source(language)
        self._document, self._configuration = document, configuration
        self._spell = lambda slot: language.spell(slot, key_source)

    def __call__(self, finding: Finding) -> Finding:
        """Return a finding with its message filled in; one that stands for another file names it and has no fix."""
        said, advice, message = finding.message, "", finding.message
        if isinstance(message, Message):
            said, advice = message.filled(self._spell), self._shown(message.filled_help(self._spell))
        if finding.span.stands_for:
            path, _, line = finding.span.stands_for.rpartition(":")
            said = f"{said} (defined at {self._configuration.relative(path)}:{line})"
            finding = without_fix(finding, ELSEWHERE)
        said = self._shown(said)
        return replace(finding, message=f"{said}: {advice}" if advice else said, help=advice)

    def _shown(self, text: str) -> str:
        from flake8_openrouter.openrouter import masking  # 10 ms: only where something is shown

        return masking.presentable(" ".join(text.split()), masking.known(self._document))
