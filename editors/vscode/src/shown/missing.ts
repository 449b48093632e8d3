import { commands, type Disposable, env, type TextDocument, window, workspace } from "vscode";

import { installCommand } from "../server/install.ts";
import { hasPythonExtension } from "../server/python.ts";
import type { Missing } from "../server/search.ts";
import type { Server } from "../server/server.ts";

/** What each button of the message does. */
const BUTTONS = {
  "Copy Command": (command: string) => env.clipboard.writeText(command),
  "Select Interpreter": () => commands.executeCommand("python.setInterpreter"),
  "Trust Workspace": () => commands.executeCommand("workbench.trust.manage"),
  "Open Settings": () =>
    commands.executeCommand("workbench.action.openSettings", "@ext:flake8-openrouter.flake8-openrouter"),
} as const;

type Button = keyof typeof BUTTONS;

/** Say in one message that there is no server, and what to install. */
export async function tellMissing(missing: Missing): Promise<void> {
  const command = installCommand(missing.interpreter, process.platform === "win32");
  const [text, ...buttons] = said(missing, command);
  const button = await window.showWarningMessage<Button>(text, ...buttons);
  if (button) await BUTTONS[button](command);
}

function said(missing: Missing, command: string): [string, ...Button[]] {
  if (missing.areSomeUntrusted) return [UNTRUSTED, "Trust Workspace", "Open Settings"];
  const what = missing.isConfigured
    ? `flake8-openrouter does not run by the settings: ${missing.tried.join("; ")}.`
    : "flake8-openrouter is not installed for this workspace.";
  if (missing.isConfigured && !missing.interpreter) return [what, "Open Settings"];
  const selecting: Button[] = hasPythonExtension() ? ["Select Interpreter"] : [];
  return [`${what} Install it with: ${command}`, "Copy Command", ...selecting, "Open Settings"];
}

const UNTRUSTED =
  "This workspace has an environment of its own, which is not run until you trust the workspace. " +
  "Elsewhere flake8-openrouter is not installed.";

/** Tell once that there is no server, when a text is open that has to do with OpenRouter: nobody else is bothered. */
export function tellingOnce(server: Server): Disposable[] {
  let isTold = false;
  const tell = (documents: readonly TextDocument[]) => {
    if (isTold || server.status.is !== "missing" || !documents.some(isConcerned)) return;
    isTold = true;
    void tellMissing(server.status.missing);
  };
  return [
    server.onDidChange(() => tell(workspace.textDocuments)),
    workspace.onDidOpenTextDocument((document) => tell([document])),
  ];
}

/** What somebody writes: not what a log or another extension shows. */
const WRITTEN = ["file", "untitled", "vscode-notebook-cell"];

function isConcerned(document: TextDocument): boolean {
  return WRITTEN.includes(document.uri.scheme) && /openrouter|sk-or-v1-/i.test(document.getText());
}
