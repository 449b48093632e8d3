"""The rows as one Parquet file, written by DuckDB: a table of all kinds of rows, with the columns of each.

DuckDB is the smaller one of the packages that write Parquet (69 MB installed; PyArrow has 170), and reads it as well.
"""

from __future__ import annotations

from glob import escape
from pathlib import Path
from typing import Any

NAME = "results.parquet"

_TEXT, _TEXTS = "VARCHAR", "VARCHAR[]"
_COMMIT = "STRUCT(id VARCHAR, date VARCHAR)"
#: Columns in their order; what a kind of row does not have is null.
COLUMNS = {
    **dict.fromkeys(("row", "repository", "source", "state", "reason"), _TEXT),
    "heads": 'STRUCT(branch VARCHAR, "commit" VARCHAR)[]',
    **dict.fromkeys(("blobs", "bytes", "missing", "findings", "keys"), "BIGINT"),
    **dict.fromkeys(("fingerprint", "branch", "commit", "path"), _TEXT),
    **dict.fromkeys(("line", "column"), "BIGINT"),
    **dict.fromkeys(("code", "name", "severity", "message", "key_hash", "label", "fix"), _TEXT),
    "blob": _TEXT,
    "first": _COMMIT,
    "last": _COMMIT,
    "branches": _TEXTS,
    "at_head": "BOOLEAN",
    "owners": _TEXTS,
}


def is_there() -> bool:
    """Tell whether what this needs is installed."""
    from importlib.util import find_spec

    return find_spec("duckdb") is not None


def write(results: Path) -> Path:
    """Write the rows of a file of results beside it, the same bytes for the same rows, and return where."""
    import duckdb

    target, new = results.with_name(NAME), results.with_name(f"{NAME}.new")
    settings: dict[str, Any] = {"threads": 1, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
    try:
        with duckdb.connect(":memory:", config=settings) as connection:
            rows = connection.read_json(escape(str(results)), columns=COLUMNS, format="newline_delimited")
            rows.write_parquet(str(new), compression="zstd")
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
    return target
