"""Where a program's variables are, by the dotted names of what holds them, and what reads one of a name."""

from __future__ import annotations

#: What has the variables as properties.
HOLDERS = frozenset(
    (
        *("process.env", "import.meta.env", "Bun.env", "globalThis.process.env", "window.process.env"),
        *("$env/static/private", "$env/static/public", "$env/dynamic/private.env", "$env/dynamic/public.env"),
        *("node:process.env", "astro:env/server", "astro:env/client", "@/env.env"),
    )
)

#: What checks the variables, and has them as properties: a missing one ends the program.
CHECKED = frozenset(
    ("@t3-oss/env-nextjs.createEnv", "@t3-oss/env-core.createEnv", "@t3-oss/env-nuxt.createEnv", "envalid.cleanEnv")
)

#: What reads the variable that it is given the name of.
GETTERS = frozenset(("Deno.env.get", "process.env.get", "std-env.env.get"))
