import { commands, type Disposable, type LogOutputChannel, window } from "vscode";

import type { Candidate } from "../server/candidates.ts";
import type { Server } from "../server/server.ts";
import { tellMissing } from "../shown/missing.ts";
import { doctor } from "./doctor.ts";
import { fixAll } from "./fixAll.ts";
import { inspect } from "./inspect.ts";

/** Register the commands. Programs are run in `folder`, in which there must be no Python module. */
export function registered(server: Server, folder: string, log: LogOutputChannel): Disposable[] {
  const inspected = window.createOutputChannel("OpenRouter: Inspect");
  const actions = {
    "openrouter.fixAll": () => run(server, fixAll),
    "openrouter.inspect": () => run(server, (candidate) => inspect(candidate, folder, inspected)),
    "openrouter.doctor": () => run(server, (candidate) => doctor(candidate, folder)),
    "openrouter.restart": () => restart(server),
    "openrouter.showLog": () => log.show(),
  };
  return [inspected, ...Object.entries(actions).map(([name, action]) => commands.registerCommand(name, action))];
}

/** Do what needs the server or the command that it is a part of; say what to install where there is none. */
async function run(server: Server, action: (candidate: Candidate) => Promise<void>): Promise<void> {
  await server.settled;
  const { status } = server;
  if (status.is === "missing") await tellMissing(status.missing);
  else if ("found" in status) await action(status.found.candidate);
}

async function restart(server: Server): Promise<void> {
  await server.restart();
  if (server.status.is === "missing") await tellMissing(server.status.missing);
}
