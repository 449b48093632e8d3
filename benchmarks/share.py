"""The plugin's share of a flake8 run: flake8 in this process, the plugin's own CPU time counted."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from flake8.main import cli

from flake8_openrouter.plugin import Plugin

_run = Plugin.run
_spent = 0.0


def _counted(self: Plugin) -> Iterator[Any]:
    global _spent
    began = time.process_time()
    found = list(_run(self))
    _spent += time.process_time() - began
    yield from found


if __name__ == "__main__":
    Plugin.run = _counted  # type: ignore[method-assign]
    began = time.process_time()
    cli.main(["--isolated", "-j1", "-q", *sys.argv[1:]])
    whole = time.process_time() - began
    print(json.dumps({"plugin": _spent, "whole": whole}), file=sys.stderr)
