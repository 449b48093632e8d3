"""Draw the catalogues: ``python docs/draw_catalogues.py``.

Each ``.po`` gets the messages of the code that it lacks, without a translation, and loses those that are gone. The
``.mo`` beside it is made of it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "flake8_openrouter"
LOCALES = PACKAGE / "locales"

#: Where messages are marked with ``_()``.
SOURCES = ("doctor/**/*.py", "command/doctor.py", "command/explain.py")

_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

#: What is compiled twice is the same.
_NO_DATE = datetime(2026, 1, 1, tzinfo=timezone.utc)


def messages() -> Iterator[str]:
    """Yield the messages of the code, in the order of files and lines."""
    for path in sorted(path for pattern in SOURCES for path in PACKAGE.glob(pattern)):
        for _, message, _, _ in extract_from_file("python", path, keywords={"_": None}):
            if isinstance(message, str):
                yield message


def catalogues() -> list[Path]:
    """Return the catalogues that there are."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    """Return a catalogue as it is written."""
    with path.open("rb") as file:
        return read_po(file)


def drawn(path: Path, wanted: Iterable[str]) -> str:
    """Return a catalogue of the wanted messages, with the translations that it has."""
    old, new = read(path), Catalog()
    for message in wanted:
        known = old.get(message)
        new.add(message, known.string if known is not None else "")
    out = io.BytesIO()
    write_po(out, new, width=118, omit_header=True)
    return _HEADER.format(language=path.parent.parent.name) + out.getvalue().decode()


def compiled(path: Path) -> bytes:
    """Return what a catalogue compiles to."""
    catalogue, out = read(path), io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    write_mo(out, catalogue)
    return out.getvalue()


def draw() -> None:
    """Write all catalogues, and what they compile to."""
    for path in catalogues():
        path.write_text(drawn(path, messages()), encoding="utf-8")
        path.with_suffix(".mo").write_bytes(compiled(path))


if __name__ == "__main__":
    draw()
