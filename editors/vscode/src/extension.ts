import { join } from "node:path";
import { type ExtensionContext, window } from "vscode";

import { registered } from "./commands/registered.ts";
import { restarting } from "./server/restarting.ts";
import { Server } from "./server/server.ts";
import { tellingOnce } from "./shown/missing.ts";
import { statusItem } from "./shown/status.ts";

let server: Server | undefined;

/** Start the server, and register what shows it and what it can be asked for. */
export function activate(context: ExtensionContext): void {
  const folder = join(context.extensionPath, "dist");
  const log = window.createOutputChannel("OpenRouter", { log: true });
  server = new Server(folder, log);
  context.subscriptions.push(log, server, ...statusItem(server), ...tellingOnce(server));
  context.subscriptions.push(...registered(server, folder, log), ...restarting(server));
  void server.restart();
}

/** End the server with the window. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
