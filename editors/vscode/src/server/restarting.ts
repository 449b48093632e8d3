import { type Disposable, window, workspace } from "vscode";

import { concernsSearch } from "../settings.ts";
import { onDidSelectInterpreter } from "./python.ts";
import type { Server } from "./server.ts";

/** Look for the server again whenever another one may be found. */
export function restarting(server: Server): Disposable[] {
  const restart = () => void server.restart();
  const isMissing = () => server.status.is === "missing";
  return [
    onDidSelectInterpreter(restart),
    workspace.onDidGrantWorkspaceTrust(restart),
    workspace.onDidChangeWorkspaceFolders(() => isMissing() && restart()),
    workspace.onDidChangeConfiguration((event) => concernsSearch(event) && restart()),
    // Somebody may have run the command that the message names.
    window.onDidEndTerminalShellExecution(
      ({ execution }) => isMissing() && execution.commandLine.value.includes("flake8-openrouter") && restart(),
    ),
  ];
}
