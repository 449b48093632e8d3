"""Options of build tools whose values become part of what every visitor loads, and files that run on a server alone."""

from __future__ import annotations

import re
from typing import NamedTuple


class Option(NamedTuple):
    """An option whose values are published: the names that lead to it, in files of some names.

    ``anywhere``: further names may lead to these.
    """

    path: tuple[str, ...]
    files: re.Pattern[str]
    anywhere: bool = False


_CONFIG = r"\.config\.[mc]?[jt]s$"

#: From the tools' documentation. What esbuild is told may be in a script of any name.
OPTIONS = (
    Option(("define",), re.compile(""), anywhere=True),
    Option(("env",), re.compile(rf"^(?:next|tsup){_CONFIG}")),
    Option(("build", "env"), re.compile(rf"^quasar{_CONFIG}")),
    Option(("publicRuntimeConfig",), re.compile(rf"^(?:next|nuxt){_CONFIG}")),
    Option(("runtimeConfig", "public"), re.compile(rf"^nuxt{_CONFIG}")),
    Option(("extra",), re.compile(rf"^app{_CONFIG}")),
    Option(("expo", "extra"), re.compile(rf"^app{_CONFIG}")),
)

#: Plugins and functions that publish the values of the object that they are given, or the variables that a list names.
PLUGINS = frozenset(("DefinePlugin", "EnvironmentPlugin", "@rollup/plugin-replace", "vite-plugin-environment"))

#: The last names of such options and plugins, and of those that are in scripts of any name.
IN_SCRIPTS = (b"define", b"DefinePlugin", b"EnvironmentPlugin", b"replace")
WORDS = (*IN_SCRIPTS, b"env", b"public", b"extra", b"Environment")

#: What is in a file that has one of those, and not in most others.
DEFINING = re.compile(rb"define['\"]?\s*[:,}]")
SIGNS = (b"Plugin(", b"plugin-replace")

#: What a script holds that tells a build tool what to do.
TOOLS = (
    b"vite",
    b"esbuild",
    b"webpack",
    b"rspack",
    b"rsbuild",
    b"tsup",
    b"rollup",
    b"rolldown",
    b"parcel",
    b"Bun.build",
)

#: What is built for a server.
FOR_SERVER = re.compile(rb"\b(?:platform|target)['\"]?\s*:\s*['\"](?:node|async-node|electron-main|bun|neutral)\b")

#: A file that tells a tool how to build, by its name.
BUILD_FILE = re.compile(r"\.config\.[mc]?[jt]s$|^(?:webpack|esbuild|rollup)\b[\w.-]*\.[mc]?[jt]s$")

#: A file that runs on a server alone, by its path.
_ON_SERVER = re.compile(
    r"(?:^|/)(?:route\.[jt]sx?|\+server\.[jt]s|\+(?:page|layout)\.server\.[jt]s|hooks\.server\.[jt]s|middleware\.[jt]s"
    r"|server\.[mc]?[jt]s|[^/]*\.server\.[mc]?[jt]sx?)$"
    r"|(?:^|/)(?:pages/api|functions|server|netlify/edge-functions)/|^(?:\./)?api/"
)
#: What such a file says of itself, or imports.
_SAYS_SO = re.compile(
    rb"\A(?:\s|/\*[\s\S]{0,2000}?\*/|//[^\n]*\n|#![^\n]*\n)*['\"]use server['\"]"
    rb"|(?:\bfrom|\brequire\(|\bimport)\s*['\"](?:server-only|next/server|next/headers|express|fastify|koa|@hapi/hapi"
    rb"|@hono/node-server|@nestjs/common|firebase-functions|@vercel/node|node:http|http)['\"/]"
)
_IN_BROWSER = re.compile(rb"\A(?:\s|/\*[\s\S]{0,2000}?\*/|//[^\n]*\n)*['\"]use client['\"]")


def is_on_server(path: str, data: bytes) -> bool:
    """Tell whether a file runs on a server alone, by its path or by what it says of itself."""
    if _IN_BROWSER.match(data):
        return False
    return _ON_SERVER.search(path.replace("\\", "/")) is not None or _SAYS_SO.search(data) is not None
