"""The plugin of python-lsp-server: the diagnostics and the code actions of the language server, in another one.

``hooks`` is what python-lsp-server loads as it starts. All else is loaded when it asks something.
"""

#: What the plugin and its settings are called among the others: the name of the entry point.
NAME = "flake8_openrouter"
