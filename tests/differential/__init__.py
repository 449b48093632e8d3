"""Programs that nobody wrote, run before and after the safe fixes: what was right stays, and only a failure goes.

What is generated: ``choices/`` has a file for each question that a program answers in its own way: where the key comes
from, what the header's value is and what carries it, what names the header, how the headers are put together, what
sends them and to which address, and who else reads the name, the headers, the value, the key or the address, in this
file or another. ``recipes.py`` draws an answer to each from a seed, ``programs.py`` writes the files.

What is compared: ``worker.py`` runs a project with the real HTTP clients over stubbed transports (``transports.py``,
and ``sdk.py`` for the SDK). It notes, for the import and for each function ``part_…``, what is printed, returned,
written and raised, and each request as it would be sent, which the double of ``tests/openrouter`` answers.
``observations.py`` says what may differ: of a request that OpenRouter answers, the casing of ``Authorization`` and of
``Bearer``, and white space round the value. Where OpenRouter refuses one and does no longer, what comes after it in
the same part is a consequence. All else must be the same, and what was answered must be answered.
"""
