"""Node's clients as they are installed for the proof: a folder for each set that does not go with another one.

``python -m proof.node_packages FOLDER`` installs them by npm.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

#: Names the folder in which they are installed; where it is not set, nothing is proven with Node.
VARIABLE = "NODE_PACKAGES"

_OLD_LANGCHAIN = ("0.3", "0.5", "0.6")

#: What is installed, by folder. The first has what is newest of all that goes together.
SETS: Mapping[str, tuple[str, ...]] = {
    "newest": (
        "@ai-sdk/openai",
        "@ai-sdk/openai-compatible",
        "@anthropic-ai/sdk@1",
        "@langchain/core",
        "@langchain/openai@1",
        "@langchain/openrouter",
        "@openrouter/ai-sdk-provider",
        "@openrouter/sdk",
        "ai",
        "axios",
        "got",
        "ky",
        "undici",
    ),
    "openai-4": ("openai@4",),
    "openai-5": ("openai@5",),
    "openai-6": ("openai@6",),
    "openai-7": ("openai@7",),
    # Of 0.x each of these drops what the one before it still reads.
    **{
        f"langchain-openai-{version}": ("@langchain/core@0.3", f"@langchain/openai@{version}")
        for version in _OLD_LANGCHAIN
    },
    "anthropic-0": ("@anthropic-ai/sdk@0",),
    # The compiler, which proves nothing of a client.
    "typescript": ("typescript",),
}

#: The clients, as the tables call them, and the folder each is in; Node has some by itself.
CLIENTS: Mapping[str, str] = {
    "fetch": "",
    "https.request": "",
    "axios": "newest",
    "got": "newest",
    "ky": "newest",
    "undici.request": "newest",
    **{f"openai@{version}": f"openai-{version}" for version in (4, 5, 6, 7)},
    "@openrouter/ai-sdk-provider": "newest",
    "@openrouter/sdk": "newest",
    "@ai-sdk/openai": "newest",
    "@ai-sdk/openai-compatible": "newest",
    **{f"@langchain/openai@{version}": f"langchain-openai-{version}" for version in _OLD_LANGCHAIN},
    "@langchain/openai@1": "newest",
    "@langchain/openrouter": "newest",
    "@anthropic-ai/sdk@0": "anthropic-0",
    "@anthropic-ai/sdk@1": "newest",
}


def folder() -> str:
    """Return the folder of the sets, or nothing."""
    return os.environ.get(VARIABLE, "")


def link(client: str, program_folder: Path) -> None:
    """Give a program the packages of a client, and a ``package.json`` that names them."""
    if not (name := CLIENTS.get(client, "")):
        return
    installed = Path(folder()) / name
    (program_folder / "package.json").write_bytes((installed / "package.json").read_bytes())
    link = program_folder / "node_modules"
    link.unlink(missing_ok=True)
    link.symlink_to(installed / "node_modules", target_is_directory=True)


def versions() -> dict[str, str]:
    """Return the versions of what was asked for, several of one package beside each other."""
    found: dict[str, list[str]] = {}
    for package, version in _installed():
        found.setdefault(package, []).append(version)
    return {package: " and ".join(of_it) for package, of_it in found.items()}


def _installed() -> Iterator[tuple[str, str]]:
    for name, packages in SETS.items():
        for package in packages:
            bare = package[0] + package[1:].partition("@")[0]
            place = Path(folder()) / name / "node_modules" / bare / "package.json"
            yield bare, str(json.loads(place.read_text(encoding="utf-8"))["version"])


def install(target: Path) -> None:
    """Install all sets; nothing that a package wants to run is run."""
    for name, packages in SETS.items():
        (target / name).mkdir(parents=True, exist_ok=True)
        (target / name / "package.json").write_text('{"private": true, "type": "module"}', encoding="utf-8")
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *packages]
        subprocess.run(command, cwd=target / name, check=True)


if __name__ == "__main__":
    install(Path(sys.argv[1]))
