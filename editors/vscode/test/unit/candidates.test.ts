import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { test } from "node:test";

import { places, type Surroundings } from "../../src/server/candidates.ts";
import { emptyFolder, program } from "./folders.ts";

const NOTHING: Surroundings = {
  settings: { path: "", interpreter: "" },
  selected: undefined,
  folders: [],
  home: "/home/somebody",
  searchPath: "",
  isTrusted: true,
  isWindows: false,
};

const commands = (surroundings: Surroundings) => places(surroundings).candidates.map(({ command }) => command);
const MODULE = ["-m", "flake8_openrouter"];

test("where nothing is, nothing is looked at", () => {
  assert.deepEqual(places(NOTHING), { candidates: [], areSomeUntrusted: false, isConfigured: false });
});

test("the selected interpreter comes before the workspace's environment, and that before PATH", (t) => {
  const folder = emptyFolder(t);
  const own = program(join(folder, "work", ".venv", "bin", "python"));
  const other = program(join(folder, "work", "venv", "bin", "python"));
  const command = program(join(folder, "bin", "flake8-openrouter"));
  const python = program(join(folder, "bin", "python3"));
  program(join(folder, "bin", "python"));
  const all = commands({
    ...NOTHING,
    selected: "/opt/selected/python",
    folders: [join(folder, "work")],
    searchPath: join(folder, "bin"),
  });
  assert.deepEqual(all, [
    ["/opt/selected/python", ...MODULE],
    [own, ...MODULE],
    [other, ...MODULE],
    [command],
    [python, ...MODULE],
  ]);
});

test("what is found on PATH is not what something is to be installed into", (t) => {
  const folder = emptyFolder(t);
  const python = program(join(folder, "work", ".venv", "bin", "python"));
  program(join(folder, "bin", "python3"));
  const found = places({ ...NOTHING, folders: [join(folder, "work")], searchPath: join(folder, "bin") });
  assert.deepEqual(
    found.candidates.map((candidate) => candidate.interpreter),
    [python, undefined],
  );
});

test("each folder of the workspace is looked at, and a folder without an environment passed by", (t) => {
  const folder = emptyFolder(t);
  mkdirSync(join(folder, "a", ".venv"), { recursive: true });
  const python = program(join(folder, "b", ".venv", "bin", "python"));
  assert.deepEqual(commands({ ...NOTHING, folders: [join(folder, "a"), join(folder, "b")] }), [[python, ...MODULE]]);
});

test("on Windows the programs have other places", (t) => {
  const folder = emptyFolder(t);
  const python = program(join(folder, ".venv", "Scripts", "python.exe"));
  const command = program(join(folder, "bin", "flake8-openrouter.exe"));
  const all = commands({ ...NOTHING, folders: [folder], searchPath: join(folder, "bin"), isWindows: true });
  assert.deepEqual(all, [[python, ...MODULE], [command]]);
});

test("a relative entry of PATH is not looked at: it would be taken from wherever the extension runs", (t) => {
  const folder = emptyFolder(t);
  program(join(folder, "flake8-openrouter"));
  const entries = [relative(process.cwd(), folder), ""];
  assert.deepEqual(commands({ ...NOTHING, searchPath: entries.join(delimiter) }), []);
});

test("a setting names the only place, whether it is there or not", (t) => {
  const folder = emptyFolder(t);
  program(join(folder, ".venv", "bin", "python"));
  const with_ = (settings: Partial<Surroundings["settings"]>) =>
    commands({ ...NOTHING, folders: [folder], settings: { ...NOTHING.settings, ...settings } });
  assert.deepEqual(with_({ path: "/opt/tool" }), [["/opt/tool"]]);
  assert.deepEqual(with_({ interpreter: "/opt/python" }), [["/opt/python", ...MODULE]]);
  assert.deepEqual(with_({ path: "/opt/tool", interpreter: "/opt/python" }), [["/opt/tool"]]);
});

test("a setting may begin at home, in the workspace, or with neither", () => {
  const with_ = (path: string, folders = ["/project/$&"]) =>
    commands({ ...NOTHING, folders, settings: { path, interpreter: "" } }).flat();
  assert.deepEqual(with_("~/bin/tool"), ["/home/somebody/bin/tool"]);
  assert.deepEqual(with_("${workspaceFolder}/bin/tool"), ["/project/$&/bin/tool"]);
  assert.deepEqual(with_("bin/tool"), ["/project/$&/bin/tool"]);
  assert.deepEqual(with_("bin/tool", []), ["/home/somebody/bin/tool"]);
  assert.deepEqual(with_("/opt/a~b"), ["/opt/a~b"]);
});

test("nothing of a workspace is run until it is trusted, however it is named", (t) => {
  const folder = emptyFolder(t);
  const [work, elsewhere] = [join(folder, "work"), join(folder, "elsewhere")];
  const own = program(join(work, ".venv", "bin", "python"));
  program(join(work, ".venv", "bin", "flake8-openrouter"));
  const theirs = program(join(elsewhere, "bin", "flake8-openrouter"));
  program(join(elsewhere, "environment", "bin", "python"));
  symlinkSync(join(elsewhere, "environment"), join(work, "venv")); // who made the workspace chose where it leads
  symlinkSync(work, join(folder, "link"));
  for (const opened of [work, join(folder, "link")]) {
    const found = places({
      ...NOTHING,
      selected: own,
      folders: [opened],
      searchPath: [join(work, ".venv", "bin"), join(elsewhere, "bin")].join(delimiter),
      isTrusted: false,
    });
    assert.deepEqual(
      found.candidates.map(({ command }) => command),
      [[theirs]],
    );
    assert.equal(found.areSomeUntrusted, true);
  }
  const setting = { ...NOTHING, folders: [work], settings: { path: "${workspaceFolder}/tool", interpreter: "" } };
  assert.deepEqual(places({ ...setting, isTrusted: false }), {
    candidates: [],
    areSomeUntrusted: true,
    isConfigured: true,
  });
});

test("a folder beside the workspace whose name begins as the workspace's is not in it", (t) => {
  const folder = emptyFolder(t);
  const command = program(join(folder, "work-tools", "flake8-openrouter"));
  const found = places({
    ...NOTHING,
    folders: [join(folder, "work")],
    searchPath: join(folder, "work-tools"),
    isTrusted: false,
  });
  assert.deepEqual(
    found.candidates.map((candidate) => candidate.command),
    [[command]],
  );
});
