import { homedir } from "node:os";
import { type LogOutputChannel, workspace } from "vscode";

import { searchSettings } from "../settings.ts";
import type { Surroundings } from "./candidates.ts";
import { selectedInterpreter } from "./python.ts";

/** Return what decides, in this window, where the server is looked for. */
export async function surroundings(log: LogOutputChannel): Promise<Surroundings> {
  const folders = workspace.workspaceFolders ?? [];
  return {
    settings: searchSettings(),
    selected: await selectedInterpreter().catch((error: unknown) => {
      log.warn(`The Python extension tells no interpreter: ${String(error)}`);
      return undefined;
    }),
    folders: folders.filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath),
    home: homedir(),
    searchPath: process.env["PATH"] ?? "",
    isTrusted: workspace.isTrusted,
    isWindows: process.platform === "win32",
  };
}
