import { statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

import { isInside } from "./inside.ts";

/** A place in which the server may be. */
export interface Candidate {
  /** How the log and the messages call it. */
  readonly origin: string;
  /** The program, and the arguments before the command's own. */
  readonly command: readonly [string, ...string[]];
  /** The interpreter that it belongs into, where it is one of the project's own. */
  readonly interpreter?: string;
}

/** All that decides where the server is looked for. Paths are absolute but for those of `settings`. */
export interface Surroundings {
  readonly settings: { readonly path: string; readonly interpreter: string };
  /** The interpreter that is selected in the Python extension. */
  readonly selected: string | undefined;
  readonly folders: readonly string[];
  readonly home: string;
  /** The value of PATH. */
  readonly searchPath: string;
  readonly isTrusted: boolean;
  readonly isWindows: boolean;
}

/** The places to look in, and whether some were left out since the workspace is not trusted. */
export interface Places {
  readonly candidates: readonly Candidate[];
  readonly areSomeUntrusted: boolean;
  /** Whether a setting names the only one. */
  readonly isConfigured: boolean;
}

const MODULE = ["-m", "flake8_openrouter"] as const;
const ENVIRONMENTS = [".venv", "venv"];

/** Return the places to look in, the first one to be tried first. A setting names the only one. */
export function places(surroundings: Surroundings): Places {
  const byName = configured(surroundings);
  const all = byName ?? [...selected(surroundings), ...ofFolders(surroundings), ...ofSearchPath(surroundings)];
  const candidates = surroundings.isTrusted
    ? all
    : all.filter((candidate) => !isInside(candidate.command[0], surroundings.folders));
  return { candidates, areSomeUntrusted: candidates.length < all.length, isConfigured: byName !== undefined };
}

function configured(surroundings: Surroundings): Candidate[] | undefined {
  const { path, interpreter } = surroundings.settings;
  if (path) return [{ origin: "the setting openrouter.path", command: [written(path, surroundings)] }];
  if (interpreter) return [ofInterpreter("the setting openrouter.interpreter", written(interpreter, surroundings))];
  return undefined;
}

/** Return a path as somebody may write it in the settings: from home, or from the workspace's first folder. */
function written(path: string, { home, folders }: Surroundings): string {
  const folder = folders[0] ?? home;
  const replaced = path.replace(/^~(?=$|[\\/])/, () => home).replaceAll("${workspaceFolder}", () => folder);
  return isAbsolute(replaced) ? replaced : join(folder, replaced);
}

function selected({ selected: path }: Surroundings): Candidate[] {
  return path ? [ofInterpreter("the interpreter selected in the Python extension", path)] : [];
}

function ofFolders({ folders, isWindows }: Surroundings): Candidate[] {
  const python = isWindows ? ["Scripts", "python.exe"] : ["bin", "python"];
  return folders
    .flatMap((folder) => ENVIRONMENTS.map((name) => join(folder, name, ...python)))
    .filter(isFile)
    .map((path) => ofInterpreter("an environment of the workspace", path));
}

function ofSearchPath({ searchPath, isWindows }: Surroundings): Candidate[] {
  // A relative entry is left out: it would be taken from the folder that the extension happens to run in.
  const entries = searchPath.split(delimiter).filter((entry) => isAbsolute(entry));
  const found = (names: string[]) =>
    entries.flatMap((entry) => names.map((name) => join(entry, isWindows ? `${name}.exe` : name))).filter(isFile);
  return [
    ...found(["flake8-openrouter"]).map((path): Candidate => ({ origin: "PATH", command: [path] })),
    ...found(["python3", "python"])
      .slice(0, 1)
      .map((path): Candidate => ({ origin: "PATH", command: [path, ...MODULE] })),
  ];
}

function ofInterpreter(origin: string, interpreter: string): Candidate {
  return { origin, command: [interpreter, ...MODULE], interpreter };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // also what may not be looked at
  }
}
