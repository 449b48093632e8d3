// The stage of the scenes: a browser, and VS Code twice, once as it asks whether a workspace is trusted.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "puppeteer-core";

import { CodeServer, prepare } from "./codeServer.ts";
import { project } from "./projects.ts";
import { openBrowser, Workbench } from "./workbench.ts";

/** The interpreter that has the server, and the environment that it is in. */
export const PYTHON = process.env["SERVER_PYTHON"] ?? "";
export const ENVIRONMENT = dirname(dirname(PYTHON));

const SETTINGS = {
  "[log]": { "editor.wordWrap": "off" },
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "extensions.autoUpdate": false,
  "files.autoSave": "off", // a browser's VS Code saves by itself
  "security.workspace.trust.startupPrompt": "never",
  "terminal.integrated.gpuAcceleration": "off", // so that its text is in elements of the page
  "workbench.activityBar.location": "hidden",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

/** The folder of all that is written, which is removed at the end. */
export const root = mkdtempSync(join(tmpdir(), "openrouter-"));
let browser: Browser;
let trusting: CodeServer;
let asking: CodeServer;

before(async () => {
  assert.ok(PYTHON, "SERVER_PYTHON is not set: the interpreter that flake8-openrouter[languages,lsp] is installed for");
  const extension = join(import.meta.dirname, "..", "..", "dist", "flake8-openrouter.vsix");
  browser = await openBrowser();
  trusting = await CodeServer.start(home("trusting", [extension]), { asksForTrust: false });
  asking = await CodeServer.start(home("asking", [extension, pythonExtension()]), { asksForTrust: true });
  selectInterpreter("");
});

after(async () => {
  await browser?.close();
  trusting?.stop();
  asking?.stop();
  rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
});

/** Return a home with extensions, in which PATH leads to no server. */
function home(name: string, extensions: readonly string[]): string {
  const folder = join(root, name);
  prepare(folder, { extensions, searchPath: "/usr/bin:/bin", settings: SETTINGS });
  return folder;
}

/** Let the Python extension have an interpreter selected; an empty path for none. */
export function selectInterpreter(path: string): void {
  writeFileSync(join(root, "asking", "interpreter"), path);
}

function pythonExtension(): string {
  const packed = join(root, "python.vsix");
  const source = join(import.meta.dirname, "python-extension");
  const vsce = join(import.meta.dirname, "..", "..", "node_modules", "@vscode", "vsce", "vsce");
  execFileSync(process.execPath, [vsce, "package", "--no-dependencies", "--skip-license", "--out", packed], {
    cwd: source,
  });
  return packed;
}

/** Where a scene plays: a project with an environment and settings, in a VS Code that asks for trust or does not. */
interface Scene {
  readonly title: string;
  readonly asksForTrust?: boolean;
  readonly environment?: string;
  readonly settings?: Record<string, unknown>;
}

let projects = 0;

/** Open a new project in a window of its own, and leave a picture where something is not as it should be. */
export function scene({ title, ...options }: Scene, play: (bench: Workbench, folder: string) => Promise<void>): void {
  test(title, { timeout: 600_000 }, async () => {
    const folder = project(join(root, String(++projects), "chatbot"), options.environment, options.settings);
    const bench = await Workbench.open(browser, (options.asksForTrust ? asking : trusting).addressOf(folder));
    try {
      await bench.see(".statusbar-item", "OpenRouter");
      await play(bench, folder);
    } catch (error) {
      throw new Error(`See ${await bench.evidence(`failed-${projects}`)}`, { cause: error });
    } finally {
      await bench.page.close();
    }
  });
}
