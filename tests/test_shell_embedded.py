"""Scripts that are a part of another text: what is found is at its place, and what is said around it counts."""

from __future__ import annotations

import pytest

from flake8_openrouter.languages.shell.language import SHELL
from flake8_openrouter.model import Document, Embedding, Notation, Piece
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import analyse

MODELS = 'curl https://openrouter.ai/api/v1/models -H "Authorization: Bearer $OPENROUTER_API_KEY"\n'
WRONG = "curl https://openrouter.ai/api/v1/key -H 'Authorization: Bearer $OPENROUTER_API_KEY'\n"


def embedded(before: str, script: str, after: str = "```\n") -> list[tuple[str, int, int]]:
    """Return what is found in a script after some prose and a fence: codes, lines and columns in the whole text."""
    text = f"{before}```bash\n{script}{after}"
    outer = Document("README.md", text, Notation("markdown"))
    start, end = len(before) + len("```bash\n"), len(text) - len(after)
    embedding = Embedding(outer, [Piece(0, end - start, start, end)], opening=len(before))
    inner = Document("README.md", text[start:end], SHELL.notation, embedding)
    found = analyse(SHELL.program(inner), Configuration()).findings
    return [(finding.code, finding.line, finding.column) for finding in found]


def test_a_place_is_that_in_the_whole_text() -> None:
    assert embedded("# Use\n\nÜberall:\n\n", WRONG) == [("OPR303", 6, WRONG.index("Bearer"))]


@pytest.mark.parametrize("prose", ["Check that your key is valid:", "To verify your API key:\n", "**Test the key**"])
def test_prose_that_speaks_of_a_check_of_the_key(prose: str) -> None:
    assert [code for code, _, _ in embedded(f"{prose}\n", MODELS)] == ["OPR703"]


@pytest.mark.parametrize(
    "prose", ["List the models:", "Check which models there are:", "Your key is valid.\n\n\n\nModels:"]
)
def test_other_prose(prose: str) -> None:
    assert embedded(f"{prose}\n", MODELS) == []


@pytest.mark.parametrize(
    "script",
    [
        "echo $OPENROUTER_API_KEY\n",
        "curl https://openrouter.ai/api/v1/key\n",
        'curl https://openrouter.ai/api/v1/key -H "Authorization: Bearer YOUR_API_KEY"\n',
        'curl https://openrouter.ai/api/v1/key -H "authorization: bearer $OPENROUTER_API_KEY"\n',
    ],
)
def test_what_documents_may_show(script: str) -> None:
    assert embedded("Show it:\n", script) == []
