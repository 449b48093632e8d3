import { spawn } from "node:child_process";
import { type OutputChannel, window } from "vscode";

import type { Candidate } from "../server/candidates.ts";
import { type Active, active } from "./active.ts";

/** Show in a channel what is understood of the file that somebody works on, as it is in the editor. */
export async function inspect({ command }: Candidate, folder: string, shown: OutputChannel): Promise<void> {
  const target = active();
  if (!target) {
    await window.showInformationMessage("Open a file first: it is inspected.");
    return;
  }
  const { path, text } = source(target);
  const rest = text === undefined ? ["inspect", "--", path] : ["inspect", "--stdin-filename", path, "-"];
  shown.replace(await output(command, rest, text ?? "", folder));
  shown.show(true);
}

/** Return the path that is inspected, and the text where that is not the one on the disk. */
function source({ notebook, document }: Active): { path: string; text?: string } {
  if (notebook) return { path: notebook.uri.fsPath };
  const path = document.uri.fsPath;
  return document.isDirty || document.isUntitled ? { path, text: document.getText() } : { path };
}

/** Return all that a run of the command prints. */
function output(
  [program, ...first]: Candidate["command"],
  rest: string[],
  input: string,
  cwd: string,
): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, [...first, ...rest], { cwd, windowsHide: true });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => resolve(error.message));
    child.on("close", () => resolve(Buffer.concat(chunks).toString("utf8")));
    child.stdin.on("error", () => undefined); // it ended before it had read all: its own words say why
    child.stdin.end(input);
  });
}
