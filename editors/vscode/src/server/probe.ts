import { execFile } from "node:child_process";

import type { Candidate } from "./candidates.ts";

/** What a candidate turned out to be. */
export type Probed =
  | { readonly works: true; readonly version: string }
  | { readonly works: false; readonly why: string; readonly isThere: boolean };

/** A candidate is given up after so many milliseconds. */
const PATIENCE = 20_000;

/** What ends a server as the protocol has it: one that is there then ends well. */
const END = [{ id: 1, method: "shutdown" }, { method: "exit" }].map(message).join("");

/**
 * Run a candidate to find out whether it has a server.
 *
 * It runs in `folder`, in which no Python module may be: `python -m` would import it.
 */
export async function probe({ command }: Candidate, folder: string): Promise<Probed> {
  const [version, server] = await Promise.all([
    output(command, "--version", "", folder),
    output(command, "server", END, folder),
  ]);
  if (version.isSuccess && server.isSuccess) return { works: true, version: version.lastLine };
  const { lastLine: why, isThere } = version.isSuccess ? server : version;
  return { works: false, why, isThere };
}

function message(content: object): string {
  const text = JSON.stringify({ jsonrpc: "2.0", ...content });
  return `Content-Length: ${text.length}\r\n\r\n${text}`;
}

interface Output {
  readonly isSuccess: boolean;
  readonly isThere: boolean;
  readonly lastLine: string;
}

function output(command: Candidate["command"], verb: string, input: string, cwd: string): Promise<Output> {
  const [program, ...first] = command;
  return new Promise((resolve) => {
    const options = { cwd, timeout: PATIENCE, windowsHide: true };
    const child = execFile(program, [...first, verb], options, (error, stdout, stderr) => {
      const isThere = error?.code !== "ENOENT";
      const said = isThere ? lastLine(error === null ? stdout : stderr) : "there is no such program";
      resolve({ isSuccess: error === null, isThere, lastLine: said || (error?.message ?? "") });
    });
    child.stdin?.on("error", () => undefined); // it ended before it had read all, or never began
    child.stdin?.end(input);
  });
}

function lastLine(text: string): string {
  return text.trim().split(/\r?\n/).at(-1) ?? "";
}
