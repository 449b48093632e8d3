"""Where a program's variables are, by the dotted names of what holds them, and what reads one of a name."""

from __future__ import annotations

#: What has the variables as properties.
HOLDERS = frozenset(
    (
        *("process.env", "import.meta.env", "Bun.env", "globalThis.process.env", "window.process.env"),
        *("global.process.env", "globalThis.Bun.env", "bun.env", "std-env.env", "cloudflare:workers.env"),
        *("$env/static/private", "$env/static/public", "$env/dynamic/private.env", "$env/dynamic/public.env"),
        *("astro:env/server", "astro:env/client", "@env", "react-native-dotenv", "react-native-config"),
        "@/env.env",
    )
)

#: Those whose variables a build takes in: it fails for one that is missing.
REQUIRED = frozenset(("$env/static/private", "$env/static/public", "astro:env/server", "astro:env/client"))

#: What gives an object that has the variables as properties.
GIVERS = frozenset(("vite.loadEnv", "Deno.env.toObject", "hono/adapter.env", "@next/env.loadEnvConfig"))

#: What a schema of the program's own gives that is given the variables.
SCHEMA = "schema.parse"

#: What checks the variables, and gives an object that has them: a missing one ends the program.
CHECKED = frozenset(
    (
        *("@t3-oss/env-nextjs.createEnv", "@t3-oss/env-core.createEnv", "@t3-oss/env-nuxt.createEnv"),
        *("envalid.cleanEnv", "envsafe.envsafe", "znv.parseEnv", SCHEMA),
    )
)

#: The methods of a schema that give an object with the variables, where they are given these.
CHECKING = frozenset(("parse", "parseAsync", "validateSync", "cast", "assert", "decode", "check"))

#: What reads the variable that it is given the name of.
GETTERS = frozenset(("Deno.env.get", "Netlify.env.get", "env-var.get", "astro:env/server.getSecret"))

#: What an object of settings calls the method that is asked for a variable by its name, and whether it fails (NestJS).
ASKED = {"get": False, "getOrThrow": True, "require": True}

#: Methods of a variable that has been looked up, and whether they fail where it is not set (env-var).
REFINING = {"required": True, "asString": False}

#: What gives the settings of a running program, and what the names of the variables behind them begin with.
SETTINGS = {"useRuntimeConfig": "NUXT_", "#imports.useRuntimeConfig": "NUXT_", "nuxt/app.useRuntimeConfig": "NUXT_"}
PREFIXES = frozenset(SETTINGS.values())
