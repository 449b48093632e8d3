"""The flake8 adapter. Nothing but the prefilter runs on a file that can't concern us."""

from __future__ import annotations

import gc
import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from flake8_openrouter._version import __version__
from flake8_openrouter.run import prefilter

if TYPE_CHECKING:
    from pathlib import Path

    from flake8.options.manager import OptionManager

    from flake8_openrouter.model import Finding
    from flake8_openrouter.project.config import Configuration


class Plugin:
    """flake8's view of the linter: one object for each file."""

    name = "flake8-openrouter"
    version = __version__
    _scope: ClassVar[str | None] = None
    _key_source: ClassVar[str | None] = None
    _asked: ClassVar[tuple[str, ...]] = ()
    _folders: ClassVar[tuple[str, ...]] = ()

    def __init__(self, tree: object, filename: str, lines: Sequence[str]) -> None:
        self._tree = tree
        self._filename = filename
        self._lines = lines

    @classmethod
    def add_options(cls, manager: OptionManager) -> None:
        manager.add_option(
            "--openrouter-scope",
            choices=("openrouter", "any"),
            parse_from_config=True,
            help="what an unresolved destination counts as: judged by evidence (openrouter), or OpenRouter (any)",
        )
        manager.add_option(
            "--openrouter-key-source",
            metavar="EXPRESSION",
            parse_from_config=True,
            help="the expression that reads the key (default: the environment variable OPENROUTER_API_KEY)",
        )

    @classmethod
    def parse_options(cls, options: Namespace) -> None:
        cls._scope = options.openrouter_scope
        cls._key_source = options.openrouter_key_source
        asked = (*(options.select or ()), *(options.extend_select or ()))
        # What is checked is the project where nothing marks one.
        cls._folders = tuple(os.path.abspath(path) for path in options.filenames or ["."])
        cls._asked = tuple(code for code in asked if code.startswith("OPR"))

    def run(self) -> Iterator[tuple[int, int, str, type[Plugin]]]:
        """Yield (line from 1, column from 0 in characters, message, type) for each finding.

        Raises flake8's ExecutionError for a wrong configuration, which flake8 shows as one line.
        """
        from flake8.exceptions import ExecutionError

        from flake8_openrouter.project.config import ConfigurationError

        try:
            findings = self._findings()
        except ConfigurationError as error:
            from flake8_openrouter.openrouter.masking import presentable

            raise ExecutionError(presentable(str(error))) from error
        for finding in findings:
            yield finding.line, finding.column, f"{finding.code} {finding.message}", type(self)

    def _findings(self) -> Sequence[Finding]:
        from flake8_openrouter.project import config

        configuration = config.with_options(config.for_file(self._filename), self._scope, self._key_source)
        text = "".join(self._lines)
        words = prefilter.words(configuration)
        if not prefilter.passes(text, words):
            from flake8_openrouter.run import reliance

            if not reliance.text_relies(self._filename, text, self._project(configuration), words):
                return ()
        with _collector_paused():
            from flake8_openrouter import languages
            from flake8_openrouter.model import Document
            from flake8_openrouter.run.analysis import analyse

            language = languages.LANGUAGES[0]  # flake8 reads nothing but Python
            # Who else reads a file decides on its fixes, which flake8 does not show, and it reads
            project = language.project(self._project(configuration), looks_around=False)
            program = language.program(Document(self._filename, text, language.notation), self._tree)
            return analyse(program, configuration, self._asked, project, honours_noqa=False).findings

    def _project(self, configuration: Configuration) -> Path | None:
        """Return the folder whose files may be of one program; None for a file that was named itself."""
        if configuration.project is not None:
            return configuration.project
        from pathlib import Path

        path = os.path.abspath(self._filename)
        return next((Path(each) for each in self._folders if path.startswith(os.path.join(each, ""))), None)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from looking through all that flake8 holds: a check leaves nothing for it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
