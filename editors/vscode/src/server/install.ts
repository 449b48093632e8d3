import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const REQUIREMENT = '"flake8-openrouter[languages,lsp]"';

/**
 * Return the command, for a person to run in a terminal, that installs the server for an interpreter.
 *
 * Without one it makes an environment in the folder that the terminal is in: many systems let nothing be installed
 * beside them.
 */
export function installCommand(interpreter: string | undefined, isWindows: boolean): string {
  if (interpreter === undefined) return isWindows ? ON_WINDOWS : ELSEWHERE;
  const path = quoted(interpreter, isWindows);
  if (isMadeByUv(interpreter)) return `uv pip install --python ${path} ${REQUIREMENT}`;
  return `${isWindows && path !== interpreter ? "& " : ""}${path} -m pip install ${REQUIREMENT}`;
}

const ELSEWHERE = `python3 -m venv .venv && .venv/bin/python -m pip install ${REQUIREMENT}`;
const ON_WINDOWS = `py -m venv .venv; .venv\\Scripts\\python.exe -m pip install ${REQUIREMENT}`;

/** Whether uv made the environment of an interpreter: it has no pip. */
function isMadeByUv(interpreter: string): boolean {
  try {
    return /^uv\s*=/m.test(readFileSync(join(dirname(dirname(interpreter)), "pyvenv.cfg"), "utf8"));
  } catch {
    return false; // it is in no environment
  }
}

/** Quote a path where it has to be, for PowerShell on Windows, else for a POSIX shell. */
function quoted(path: string, isWindows: boolean): string {
  if (isWindows) return /^[\w.:\\/-]+$/.test(path) ? path : `'${path.replaceAll("'", "''")}'`;
  return /^[\w./+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
