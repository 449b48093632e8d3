"""What is left out of folders by its name: folders that hold no source, and files that hold no text."""

from __future__ import annotations

#: Folders that hold no source of the project's own.
EXCLUDED = (
    *(".direnv", ".eggs", ".git", ".hg", ".hypothesis", ".ipynb_checkpoints", ".mypy_cache", ".nox", ".pytest_cache"),
    *(".pytype", ".ruff_cache", ".svn", ".tox", ".venv", "__pycache__", "__pypackages__", "_build", "build"),
    *("buck-out", "dist", "node_modules", "site-packages", "venv"),
)

#: Endings, after the last dot, of the names of files that hold no text, or are copies of ours: they are not opened.
BINARY = frozenset(
    (
        *("7z", "a", "aac", "apk", "arrow", "avi", "avif", "bin", "bmp", "br", "bz2", "cab", "ckpt", "class", "dat"),
        *("db", "deb", "dll", "dmg", "doc", "docx", "dylib", "ear", "eot", "epub", "exe", "feather", "fits", "flac"),
        *("gguf", "gif", "gz", "h5", "hdf5", "heic", "icns", "ico", "iso", "jar", "jp2", "jpeg", "jpg", "lockb", "lz"),
        *("lz4", "lzma", "m4a", "m4v", "mdb", "mkv", "mo", "mov", "mp3", "mp4", "mpeg", "mpg", "msi", "npy", "npz"),
        *("o", "obj", "odp", "ods", "odt", "ogg", "onnx", "opus", "orc", "otf", "parquet", "pb", "pdf", "pkl", "png"),
        *("ppt", "pptx", "psd", "pt", "pth", "pyc", "pyd", "pyo", "rar", "rpm", "safetensors", "so", "sqlite"),
        *("sqlite3", "swf", "tar", "tgz", "tif", "tiff", "ttc", "ttf", "war", "wasm", "wav", "webm", "webp", "whl"),
        *("wma", "wmv", "woff", "woff2", "xls", "xlsx", "xz", "zip", "zst"),
        *("flake8-openrouter-new", "flake8-openrouter-old"),
    )
)


def is_binary(name: str) -> bool:
    """Tell whether a file's name says that it holds no text."""
    stem, _, ending = name.rpartition(".")
    return bool(stem) and ending.lower() in BINARY
