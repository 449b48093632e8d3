"""Whether a file is a report of an earlier run, or something that a report must not take the place of."""

from __future__ import annotations

import os
import re

from flake8_openrouter import languages

#: Bytes of a file that are looked at.
_BEGINNING = 4096

#: How reports in JSON begin: a list, or an object that names us or a code of ours.
_REPORT = re.compile(rb"\s*(?:\[|\{.*(?:\"name\": \"flake8-openrouter\"|\"code\": \"OPR))", re.DOTALL)


def may_be_overwritten(path: str) -> bool:
    """Tell whether nothing is lost where a report is written: of settings and documents only an earlier report.

    What can't be read is not there, or says so when it is written.
    """
    if languages.by_name(path).keys_alone or not os.path.isfile(path):
        return True
    try:
        with open(path, "rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return True
    return not beginning.strip() or (path.endswith(".json") and _REPORT.match(beginning) is not None)
