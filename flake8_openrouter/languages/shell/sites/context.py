"""What all readers of a script share: its values, its settings, and what speaks for a destination."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_openrouter.languages.shell.inference.values import Values
from flake8_openrouter.model import Destination, Document, Place, Text
from flake8_openrouter.openrouter import api, credentials, destinations
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
        evidence = destinations.file_evidence([self.document.text])
        return Surroundings(self.settings.gateways, evidence, self.settings.any_scope)

    def destination(self, urls: tuple[Text, ...], function: str) -> Destination:
        """Return where URLs go, with what the name of the function around says."""
        evidence = f"function {function}" if api.mentions(function) else ""
        found = destinations.judge(urls, self._around, evidence)
        if found.evidence and any(map(destinations.is_named_otherwise, urls)):
            return found._replace(evidence="")
        return found

    def supported(self, destination: Destination, text: Text) -> Destination:
        """Return a destination with the evidence that a value itself gives, for OpenRouter or against."""
        if destination.place is not Place.UNKNOWN:
            return destination
        if credentials.is_anothers(text):
            return destination._replace(evidence="")
        if destination.evidence or not credentials.is_ours(text):
            return destination
        return destination._replace(evidence=f"the value is {credentials.describe(text)}")
