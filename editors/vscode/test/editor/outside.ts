// What scenes come to outside of the window: on the disk, and among the processes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { FILES, project } from "./projects.ts";
import { PYTHON, root } from "./stage.ts";

/** Return what the command makes of a file of the projects. */
function fixedByCommand(name: keyof typeof FILES): string {
  const folder = project(mkdtempSync(join(root, "command-")));
  spawnSync(PYTHON, ["-m", "flake8_openrouter", "check", "--fix", "-q", name], { cwd: folder });
  const fixed = readFileSync(join(folder, name), "utf8");
  assert.notEqual(fixed, FILES[name]);
  return fixed;
}

/** Hold that a file becomes, on the disk, what the command makes of it: VS Code says that it is saved a little earlier. */
export async function isFixed(folder: string, name: keyof typeof FILES): Promise<void> {
  const saved = () => readFileSync(join(folder, name), "utf8");
  const expected = fixedByCommand(name);
  for (let attempt = 0; attempt < 100 && saved() !== expected; attempt++) await sleep(200);
  assert.equal(saved(), expected);
}

/** Wait until another server runs for a project. */
export async function another(folder: string, first: number | undefined): Promise<void> {
  while ((await servers(folder)).every((each) => each === first)) await sleep(200); // as long as the test may take
}

/** Return the processes of the servers that run for a project. */
export async function servers(folder: string): Promise<number[]> {
  const command = `${join(folder, ".venv", "bin", "python")} -m flake8_openrouter server --stdio`;
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(processes.map((id) => readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")));
  return processes.filter((_, place) => commands[place]?.replaceAll("\0", " ").trim() === command).map(Number);
}
