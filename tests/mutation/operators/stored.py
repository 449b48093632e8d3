"""Mistakes in the files of settings that a program reads: they are found where it uses what they have."""

from __future__ import annotations

from collections.abc import Iterator

from mutation.forms import Form
from mutation.operators import Mutate, Operator
from mutation.surgery import Source

_BASE = "https://openrouter.ai/api/v1"


def having(url: str) -> Mutate:
    """Give a file another URL."""

    def mutate(source: Source) -> Iterator[str]:
        if _BASE in source.text:
            yield source.text.replace(_BASE, url)

    return mutate


def _is_read(form: Form) -> bool:
    return form.resolved


OPERATORS = (
    *(
        Operator("OPR601", f"{name} in a file of settings", having(url), _is_read, in_files=True)
        for name, url in (
            ("/v1 without /api", "https://openrouter.ai/v1"),
            ("api. before the host", "https://api.openrouter.ai/v1"),
            ("a stranger's host", "https://openrouter.io/api/v1"),
        )
    ),
    Operator("OPR602", "http in a file of settings", having("http://openrouter.ai/api/v1"), _is_read, in_files=True),
    Operator(
        "OPR603", "another's URL in a file of settings", having("https://api.openai.com/v1"), _is_read, in_files=True
    ),
)
