"""The shapes in which keys leak as files, for scanners that read files: ``python tests/shape_files.py FOLDER``.

Each shape has a folder of its own, in ``keys`` or, where it is none, in ``none``. Their keys are made now.
"""

from __future__ import annotations

import sys
from pathlib import Path

from harness import live_hex, live_key
from leak_shapes import NO_SHAPES, SHAPES, SLOT

KINDS = {"keys": SHAPES, "none": NO_SHAPES}


def write(folder: Path) -> None:
    """Write the files below a folder; no two have the same key."""
    for kind, shapes in KINDS.items():
        for number, shape in enumerate(shapes.values(), start=1):
            place = folder / kind / f"{number:02}"
            place.mkdir(parents=True)
            text = shape.text.replace(SLOT, shape.written(live_key(number))).replace("@HEX@", live_hex(number))
            (place / shape.path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
