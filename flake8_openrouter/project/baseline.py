"""Known findings, which are not reported again.

An entry is a hash of rule, path, the finding's text and its number among equal ones: no line numbers, no time stamps,
no secret. So two branches that change other lines do not conflict.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_openrouter.disk import files
from flake8_openrouter.disk.views import remembered
from flake8_openrouter.model import Document, Finding
from flake8_openrouter.project.config import Configuration, ConfigurationError

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

VERSION = 1
_DIGITS = 32


def fingerprints(findings: Iterable[Finding], path: str) -> Iterator[tuple[Finding, str]]:
    """Yield each finding of one file, in their order, with its entry; ``path`` is relative to the project's root."""
    seen: Counter[bytes] = Counter()

    @cache
    def begun(code: str, document: Document, line: int) -> Hash:
        # A long line may hold many findings: it is put together, and digested, once.
        text = " ".join(document.line(line).split())
        return sha256("\0".join((code, path, text, "")).encode(errors="surrogatepass"))

    for finding in findings:
        digest = begun(finding.code, finding.nearest.document, finding.nearest.line).copy()
        number = seen[digest.digest()]
        seen[digest.digest()] += 1
        digest.update(str(number).encode())
        yield finding, digest.hexdigest()[:_DIGITS]


def new(findings: list[Finding], path: str, configuration: Configuration) -> list[Finding]:
    """Return the findings that the configuration's baseline does not know. Raises ConfigurationError."""
    if configuration.baseline is None or not findings:
        return findings
    known = read(configuration.baseline)
    return [finding for finding, entry in fingerprints(findings, configuration.relative(path)) if entry not in known]


@remembered()
def read(file: Path) -> frozenset[str]:
    """Return a baseline's entries. Raises ConfigurationError for a file that is missing or malformed."""
    try:
        content = json.loads(files.read(file))
    except OSError as error:
        raise ConfigurationError(f"baseline {file}: {error.strerror}") from error
    except ValueError as error:
        raise ConfigurationError(f"baseline {file}: {error}") from None
    except RecursionError:
        raise ConfigurationError(f"baseline {file}: nested too deeply") from None
    entries = content.get("findings") if isinstance(content, dict) and content.get("version") == VERSION else None
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise ConfigurationError(f'baseline {file}: expected {{"version": {VERSION}, "findings": [hashes]}}')
    return frozenset(entries)


def written(entries: Iterable[str]) -> str:
    """Return the text of a baseline file: sorted, an entry a line."""
    return json.dumps({"version": VERSION, "findings": sorted(set(entries))}, indent=1) + "\n"
