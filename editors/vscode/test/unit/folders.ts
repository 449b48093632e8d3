import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

/** Return an empty folder that is removed after the test. */
export function emptyFolder(test: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "openrouter-")));
  test.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Write a program, with the folders that it is in, and return its path. */
export function program(path: string, text = "#!/bin/sh\n"): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}
