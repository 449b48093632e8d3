"""What all readers of a script share: its values, its settings, and what speaks for a destination."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_openrouter.languages.shell.inference.values import Values
from flake8_openrouter.model import Destination, Document, Text
from flake8_openrouter.openrouter import api, destinations, evidence
from flake8_openrouter.openrouter.destinations import Surroundings

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Settings


@dataclass
class Context:
    """A script that is being read. ``sent`` are names of what was seen to be sent to OpenRouter as its key."""

    values: Values
    settings: Settings
    sent: set[str] = field(default_factory=set)

    @property
    def document(self) -> Document:
        return self.values.source.document

    @cached_property
    def _around(self) -> Surroundings:
        of_file = destinations.file_evidence([self.document.text])
        return Surroundings(self.settings.gateways, of_file, self.settings.any_scope)

    def destination(self, urls: tuple[Text, ...], function: str) -> Destination:
        """Return where URLs go, with what the name of the function around says."""
        said = evidence.of_function(function) if api.mentions(function) else ""
        found = destinations.judge(urls, self._around, said)
        if found.evidence and any(map(destinations.is_named_otherwise, urls)):
            return found._replace(evidence="")
        return found
