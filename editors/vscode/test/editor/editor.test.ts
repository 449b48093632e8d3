// The extension in real VS Code, used as somebody does. CONTRIBUTING.md says what has to be installed for it.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { another, isFixed, servers } from "./outside.ts";
import { ENVIRONMENT, PYTHON, scene, selectInterpreter } from "./stage.ts";

const BEARER = 'Authorization value lacks the "Bearer " prefix';

const WITH = { environment: ENVIRONMENT };

scene({ title: "a mistake is underlined, and the problems say what to do", ...WITH }, async (bench) => {
  await bench.openFile("app.py");
  await bench.run("View: Close Primary Side Bar");
  await bench.see(".squiggly-error");
  await bench.goTo(7, 35);
  await bench.run("Show or Focus Hover");
  await bench.see(".monaco-hover", BEARER);
  await bench.see(".monaco-hover a", "OPR301");
  await bench.picture("message", 420);
  await bench.press("Escape");
  await bench.run("View: Focus Problems");
  await bench.see(".markers-panel .monaco-list-row", BEARER);
});

scene({ title: "the light bulb fixes it, and the file is what --fix makes of it", ...WITH }, async (bench, folder) => {
  await bench.openFile("app.py");
  await bench.run("View: Close Primary Side Bar");
  await bench.see(".squiggly-error");
  await bench.goTo(7, 35);
  await bench.fixByLightBulb("Bearer", "fix", 350);
  await bench.see(".view-line", 'f"Bearer {API_KEY}"');
  await bench.seeNo(".squiggly-error");
  await bench.save();
  await isFixed(folder, "app.py");
});

scene({ title: "so it does in JavaScript", ...WITH }, async (bench, folder) => {
  await bench.openFile("chat.mjs");
  await bench.see(".squiggly-error");
  await bench.goTo(4, 30);
  await bench.fixByLightBulb("Bearer");
  await bench.see(".view-line", "`Bearer ${apiKey}`");
  await bench.save();
  await isFixed(folder, "chat.mjs");
});

scene({ title: "the command fixes all in a file", ...WITH }, async (bench, folder) => {
  await bench.openFile("several.py");
  await bench.see(".squiggly-error");
  await bench.run("OpenRouter: Fix All in This File");
  await bench.seeNo(".squiggly-error");
  await bench.save();
  await isFixed(folder, "several.py");
  await bench.run("OpenRouter: Fix All in This File");
  await bench.see(".notifications-toasts", "Nothing to fix in this file");
});

const ON_SAVE = { "editor.codeActionsOnSave": { "source.fixAll.openrouter": "always" } };

scene({ title: "saving fixes all, if the settings say so", ...WITH, settings: ON_SAVE }, async (bench, folder) => {
  await bench.openFile("several.py");
  await bench.see(".squiggly-error");
  await bench.save();
  await bench.seeNo(".squiggly-error");
  await isFixed(folder, "several.py");
});

const SETTINGS_OFF = { "openrouter.fixAll": "off", "openrouter.select": ["OPR2"] };

scene({ title: "settings reach the server", ...WITH, settings: SETTINGS_OFF }, async (bench, folder) => {
  await bench.openFile("several.py");
  await bench.see(".squiggly-error");
  assert.equal((await bench.page.$$(".squiggly-error")).length, 1);
  await bench.run("OpenRouter: Fix All in This File");
  await bench.see(".notifications-toasts", "Nothing to fix in this file");
  writeFileSync(join(folder, ".vscode", "settings.json"), '{"openrouter.select": ["OPR3"]}');
  await bench.page.waitForFunction(() => document.querySelectorAll(".squiggly-error").length === 2);
  await bench.run("OpenRouter: Fix All in This File");
  await bench.see(".view-line", 'f"Bearer {API_KEY}"');
});

scene({ title: "a notebook's cell is underlined and fixed", ...WITH }, async (bench, folder) => {
  await bench.openFile("notes.ipynb");
  await bench.run("View: Close Primary Side Bar");
  await bench.see(".notebook-editor .squiggly-error");
  await bench.picture("notebook");
  await bench.run("OpenRouter: Fix All in This File");
  await bench.see(".notebook-editor .view-line", 'f"Bearer {API_KEY}"');
  await bench.save();
  await isFixed(folder, "notes.ipynb");
});

scene({ title: "a file is inspected as it is in the editor", ...WITH }, async (bench) => {
  await bench.openFile("app.py");
  await bench.see(".squiggly-error");
  await bench.run("OpenRouter: Inspect This File");
  await bench.see(".output-view-content, .panel", "POST requests.post");
});

scene({ title: "the doctor tells in a terminal which key is used", ...WITH }, async (bench) => {
  await bench.openFile("app.py");
  await bench.run("View: Close Primary Side Bar");
  await bench.run("OpenRouter: Doctor: Which Key Is Used From Here?");
  await bench.run("View: Toggle Maximized Panel");
  await bench.see(".xterm-rows", "OPENROUTER_API_KEY is set nowhere");
  await bench.seeNo(".terminal-resize-overlay.visible");
  await bench.picture("doctor", 320);
});

scene({ title: "the server is started anew, and its log says which one", ...WITH }, async (bench, folder) => {
  await bench.openFile("app.py");
  await bench.see(".squiggly-error");
  const [first] = await servers(folder);
  await bench.run("OpenRouter: Restart Server");
  await another(folder, first);
  await bench.see(".squiggly-error");
  await bench.run("OpenRouter: Show Log");
  await bench.see(".panel .view-line", join(folder, ".venv"));
});

scene({ title: "a server that ends is started again", ...WITH }, async (bench, folder) => {
  await bench.openFile("several.py");
  await bench.see(".squiggly-error");
  const [first] = await servers(folder);
  assert.ok(first);
  process.kill(first);
  await another(folder, first);
  await bench.run("OpenRouter: Fix All in This File");
  await bench.seeNo(".squiggly-error");
});

scene({ title: "without a server one message says what to install" }, async (bench) => {
  await bench.see(".statusbar-item.warning-kind", "OpenRouter");
  assert.deepEqual(await bench.texts(".notification-toast"), []);
  await bench.openFile("app.py");
  await bench.see(".notification-toast", '.venv/bin/python -m pip install "flake8-openrouter[languages,lsp]"');
  await bench.picture("missing");
  await bench.openFile("several.py");
  assert.equal((await bench.texts(".notification-toast")).length, 1);
  await bench.run("Notifications: Clear All Notifications");
  await bench.seeNo(".notification-toast");
  await bench.run("OpenRouter: Fix All in This File");
  await bench.see(".notification-toast", "is not installed");
});

const SETTINGS_WRONG = { "openrouter.path": "${workspaceFolder}/nowhere" };

scene({ title: "a setting that names no server is told", ...WITH, settings: SETTINGS_WRONG }, async (bench, folder) => {
  await bench.openFile("app.py");
  await bench.see(".notification-toast", `${folder}/nowhere (the setting openrouter.path): there is no such program`);
  writeFileSync(join(folder, ".vscode", "settings.json"), "{}");
  await bench.see(".squiggly-error");
});

scene({ title: "the server is found once somebody has installed it in a terminal" }, async (bench) => {
  await bench.openFile("app.py");
  await bench.see(".notification-toast", "is not installed");
  await bench.run("Terminal: Create New Terminal");
  await bench.see(".xterm-rows", "chatbot");
  await bench.page.keyboard.type(`ln -s '${ENVIRONMENT}' .venv # stands for: pip install flake8-openrouter\n`);
  await bench.see(".statusbar-item:not(.warning-kind)", "OpenRouter");
  await bench.run("View: Hide Panel");
  await bench.see(".squiggly-error");
});

scene({ title: "the server is taken from the interpreter that is selected", asksForTrust: true }, async (bench) => {
  selectInterpreter(PYTHON);
  await bench.openFile("app.py");
  await bench.run("Python: Select Interpreter");
  await bench.see(".squiggly-error");
  selectInterpreter("");
  await bench.run("Python: Select Interpreter");
  await bench.see(".statusbar-item.warning-kind", "OpenRouter");
});

scene({ title: "nothing of a workspace is run before it is trusted", asksForTrust: true }, async (bench, folder) => {
  const mark = join(folder, "was-run");
  mkdirSync(join(folder, ".venv", "bin"), { recursive: true });
  const python = join(folder, ".venv", "bin", "python");
  writeFileSync(python, `#!/bin/sh\ntouch '${mark}'\nexec '${PYTHON}' "$@"\n`, { mode: 0o755 });
  writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify({ "openrouter.interpreter": python }));
  await bench.run("OpenRouter: Restart Server");
  await bench.see(".notification-toast", "not run until you trust the workspace");
  assert.equal(existsSync(mark), false);
  await bench.click(".statusbar-item", "Restricted Mode"); // the command of that name may come later than the window
  const trust = await bench.see(".workspace-trust-editor .monaco-button", "Trust");
  await trust.click(); // which scrolls to it
  await bench.see(".statusbar-item:not(.warning-kind)", "OpenRouter");
  await bench.openFile("app.py");
  await bench.see(".squiggly-error");
  assert.equal(existsSync(mark), true);
});
