"""The import that a key source needs: where it goes, what does without, and where the name is taken."""

from __future__ import annotations

import ast

import pytest
from cases import ENV, fixed, result

KEY = '"sk-or-v1-abc123def456"'

#: Where the import goes, and what does without one.
IMPORTS = {
    "a docstring on the same line": (f'"""Doc."""; KEY = {KEY}\n', f'"""Doc."""; import os; KEY = {ENV}\n'),
    "a docstring, and code right below": (f'"""Doc."""\nKEY = {KEY}\n', f'"""Doc."""\n\nimport os\n\nKEY = {ENV}\n'),
    "a docstring, and a blank line": (f'"""Doc."""\n\nKEY = {KEY}\n', f'"""Doc."""\n\nimport os\n\nKEY = {ENV}\n'),
    "a docstring alone on the last line": (f'"""Doc."""\n\n\nKEY = {KEY}', f'"""Doc."""\n\nimport os\n\n\nKEY = {ENV}'),
    "what the module says of itself, before its imports": (
        f"__all__ = []\nimport sys\nKEY = {KEY}\n",
        f"__all__ = []\nimport os\nimport sys\nKEY = {ENV}\n",
    ),
    "a second string before the imports": (
        f'"""Doc."""\n\n"""\nNotes.\n"""\nimport sys\nKEY = {KEY}\n',
        f'"""Doc."""\n\n"""\nNotes.\n"""\nimport os\nimport sys\nKEY = {ENV}\n',
    ),
    "a second string, and no imports": (
        f'"""Doc."""\n"""Notes."""\nKEY = {KEY}\n',
        f'"""Doc."""\n"""Notes."""\n\nimport os\n\nKEY = {ENV}\n',
    ),
    "a second string on the line of the key": (
        f'"""Doc."""\n"""Notes."""; KEY = {KEY}\n',
        f'"""Doc."""\n"""Notes."""; import os; KEY = {ENV}\n',
    ),
    "what the module says of itself, and no imports": (
        f'__version__ = "1"\nKEY = {KEY}\n',
        f'__version__ = "1"\n\nimport os\n\nKEY = {ENV}\n',
    ),
    "the key in what the module says of itself": (
        f"__key__ = {KEY}\nimport sys\n",
        f"import os\n\n__key__ = {ENV}\nimport sys\n",
    ),
    "strings and constants before the imports": (
        f'"""Doc."""\n__all__ = []\n"""Notes."""\n__version__: str = "1"\nimport sys\nKEY = {KEY}\n',
        f'"""Doc."""\n__all__ = []\n"""Notes."""\n__version__: str = "1"\nimport os\nimport sys\nKEY = {ENV}\n',
    ),
    "other imports": (f"import sys\nKEY = {KEY}\n", f"import os\nimport sys\nKEY = {ENV}\n"),
    "os by another name": (f"import os as o\nKEY = {KEY}\n", 'import os as o\nKEY = o.environ["OPENROUTER_API_KEY"]\n'),
    "os for types alone": (
        f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\nKEY = {KEY}\n",
        f"import os\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\nKEY = {ENV}\n",
    ),
    "one for two keys": (f"A = {KEY}\nB = {KEY}\n", f"import os\n\nA = {ENV}\nB = {ENV}\n"),
    "a docstring and future imports": (
        f'"""Doc."""\nfrom __future__ import annotations\nKEY = {KEY}\n',
        f'"""Doc."""\nfrom __future__ import annotations\n\nimport os\n\nKEY = {ENV}\n',
    ),
    "only future imports": (
        f"from __future__ import annotations\nKEY = {KEY}\n",
        f"from __future__ import annotations\n\nimport os\n\nKEY = {ENV}\n",
    ),
    "future imports, a string and imports": (
        f'"""Doc."""\nfrom __future__ import annotations\n"""Notes."""\nimport sys\nKEY = {KEY}\n',
        f'"""Doc."""\nfrom __future__ import annotations\n"""Notes."""\nimport os\nimport sys\nKEY = {ENV}\n',
    ),
    "comments at the top": (
        f"#!/usr/bin/env python\n# coding: utf-8\n# Copyright\n\nimport sys\nKEY = {KEY}\n",
        f"#!/usr/bin/env python\n# coding: utf-8\n# Copyright\n\nimport os\nimport sys\nKEY = {ENV}\n",
    ),
    "comments at the top, and no imports": (
        f"#!/usr/bin/env python\n# Copyright\n\nKEY = {KEY}\n",
        f"#!/usr/bin/env python\n# Copyright\n\nimport os\n\nKEY = {ENV}\n",
    ),
    "imports in a try, then others": (
        f"try:\n    import a\nexcept ImportError:\n    a = None\nimport sys\nKEY = {KEY}\n",
        f"try:\n    import a\nexcept ImportError:\n    a = None\nimport os\nimport sys\nKEY = {ENV}\n",
    ),
    "imports in a try alone": (
        f'"""Doc."""\ntry:\n    import a\nexcept ImportError:\n    a = None\nKEY = {KEY}\n',
        f'"""Doc."""\n\nimport os\n\ntry:\n    import a\nexcept ImportError:\n    a = None\nKEY = {ENV}\n',
    ),
    "imports for types": (
        f"if TYPE_CHECKING:\n    import a\nimport sys\nKEY = {KEY}\n",
        f"if TYPE_CHECKING:\n    import a\nimport os\nimport sys\nKEY = {ENV}\n",
    ),
    "code before the imports": (
        f"print('begin')\nimport sys\nKEY = {KEY}\n",
        f"print('begin')\nimport os\nimport sys\nKEY = {ENV}\n",
    ),
    "the key before the imports": (
        f'"""Doc."""\nKEY = {KEY}\nimport sys\n',
        f'"""Doc."""\n\nimport os\n\nKEY = {ENV}\nimport sys\n',
    ),
    "the key in a function before the imports": (
        f"def f():\n    return {KEY}\nimport sys\n",
        f"import os\n\ndef f():\n    return {ENV}\nimport sys\n",
    ),
    "a key before the imports, and one after them": (
        f"KEY = {KEY}\nimport sys\nOTHER = {KEY}\n",
        f"import os\n\nKEY = {ENV}\nimport sys\nOTHER = {ENV}\n",
    ),
    "imports after a semicolon": (
        f'"""Doc."""\nprint(1); import sys\nKEY = {KEY}\n',
        f'"""Doc."""\n\nimport os\n\nprint(1); import sys\nKEY = {ENV}\n',
    ),
    "a decorated function": (
        f"@cached\ndef f():\n    return {KEY}\n",
        f"import os\n\n@cached\ndef f():\n    return {ENV}\n",
    ),
    "environ itself": (
        f"from os import environ\nKEY = {KEY}\n",
        'from os import environ\nKEY = environ["OPENROUTER_API_KEY"]\n',
    ),
    "environ by another name": (
        f"from os import environ as e\nKEY = {KEY}\n",
        'from os import environ as e\nKEY = e["OPENROUTER_API_KEY"]\n',
    ),
    "environ by the module's name": (
        f"from os import environ as os\nKEY = {KEY}\n",
        'from os import environ as os\nKEY = os["OPENROUTER_API_KEY"]\n',
    ),
    "os before environ": (
        f"from os import environ\nimport os\nKEY = {KEY}\n",
        f"from os import environ\nimport os\nKEY = {ENV}\n",
    ),
    "environ, imported further down": (
        f"KEY = {KEY}\nfrom os import environ\n",
        f"import os\n\nKEY = {ENV}\nfrom os import environ\n",
    ),
    "environ is taken": (
        f"from os import environ\nKEY = {KEY}\nenviron = {{}}\n",
        f"import os\nfrom os import environ\nKEY = {ENV}\nenviron = {{}}\n",
    ),
    "imported in the function before": (
        f"def f():\n    import os\n    return {KEY}\n",
        f"def f():\n    import os\n    return {ENV}\n",
    ),
    "imported in another function": (
        f"KEY = {KEY}\ndef f():\n    import os\n",
        f"import os\n\nKEY = {ENV}\ndef f():\n    import os\n",
    ),
    "environ imported in the function": (
        f"def f():\n    from os import environ\n    return {KEY}\n",
        f"import os\n\ndef f():\n    from os import environ\n    return {ENV}\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), IMPORTS.values(), ids=IMPORTS)
def test_an_import(before: str, after: str) -> None:
    ast.parse(after)
    assert fixed(before) == after


#: What makes ``os`` another thing than the module, or none yet, where the key is.
TAKEN = {
    "another module": f"import sys as os\nKEY = {KEY}\n",
    "another module's": f"from x import os\nKEY = {KEY}\n",
    "a pattern": f"def f(x):\n    match x:\n        case [os]:\n            return {KEY}\n",
    "a starred pattern": f"def f(x):\n    match x:\n        case [*os]:\n            return {KEY}\n",
    "the rest of a mapping": f"def f(x):\n    match x:\n        case {{**os}}:\n            return {KEY}\n",
    "an exception": f"try:\n    pass\nexcept OSError as os:\n    KEY = {KEY}\n",
    "deleted": f"import os\ndel os\nKEY = {KEY}\n",
    "a global": f"def f():\n    global os\n    os = 1\nKEY = {KEY}\n",
    "imported further down in the function": f"def f():\n    k = {KEY}\n    import os\n    return k\n",
    "imported in a branch of the function": f"def f(x):\n    if x:\n        import os\n    return {KEY}\n",
}


@pytest.mark.parametrize("program", TAKEN.values(), ids=TAKEN)
def test_a_name_that_is_taken(program: str) -> None:
    ast.parse(program)
    found = result(program)
    assert found.data.decode() == program
    assert [reason for _, reason in found.dropped if "os" in reason]
