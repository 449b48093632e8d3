"""Mutation recall: correct programs, mistakes injected into them, and how many of those the linter finds.

``programs/`` are whole programs in the forms of public code, ``forms.py`` says which; ``mutations.py`` is the table of
mistakes. ``python tests/draw_recall.py`` measures and draws ``docs/recall.md``.
"""
