"""Files of settings: which files they are, what is read of them and where, and what is certainly wrong in them."""

from __future__ import annotations

from pathlib import Path

import harness
import pytest
from cases import ALL, DEFAULT, codes
from counting import counted  # noqa: F401

from flake8_openrouter import languages
from flake8_openrouter.languages.settings import dotenv, ini, json_files, references, toml, yaml
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.settings.names import Role, meaning, public_prefix
from flake8_openrouter.model import ALONE, Document, Literal, Notation, Unknown, Variable
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import fix_source
