import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import type { Candidate } from "../../src/server/candidates.ts";
import { installCommand } from "../../src/server/install.ts";
import { probe } from "../../src/server/probe.ts";
import { isFound, search } from "../../src/server/search.ts";
import { emptyFolder, program } from "./folders.ts";

const candidate = (path: string, interpreter?: string): Candidate => ({
  origin: "a test",
  command: [path],
  ...(interpreter ? { interpreter } : {}),
});

const SERVER = '#!/bin/sh\n[ "$1" = --version ] && echo flake8-openrouter 9.9.9 && exit 0\ncat\n';
const WITHOUT_EXTRA =
  '#!/bin/sh\n[ "$1" = --version ] && echo flake8-openrouter 0.0.1 && exit 0\necho "the server needs pygls" >&2\nexit 2\n';
const WITHOUT = '#!/bin/sh\nprintf "Traceback\\nNo module named flake8_openrouter\\n" >&2\nexit 1\n';

test("the first candidate with a server is taken, and none after it is run", async (t) => {
  const folder = emptyFolder(t);
  const [without, server, mark] = [join(folder, "a"), join(folder, "b"), join(folder, "mark")];
  program(without, WITHOUT);
  program(server, SERVER);
  const later = program(join(folder, "c"), `#!/bin/sh\ntouch '${mark}'\n`);
  const candidates = [without, server, later].map((path) => candidate(path));
  const found = await search({ candidates, areSomeUntrusted: false, isConfigured: false }, (each) =>
    probe(each, folder),
  );
  assert.ok(isFound(found));
  assert.deepEqual([found.candidate.command[0], found.version], [server, "flake8-openrouter 9.9.9"]);
  assert.equal(existsSync(mark), false);
});

test("what was tried is told, with what each one said", async (t) => {
  const folder = emptyFolder(t);
  const [without, withoutExtra] = [program(join(folder, "a"), WITHOUT), program(join(folder, "b"), WITHOUT_EXTRA)];
  const absent = join(folder, "absent");
  const candidates = [candidate(absent, "/opt/gone"), candidate(without), candidate(withoutExtra, "/opt/python")];
  const missing = await search({ candidates, areSomeUntrusted: true, isConfigured: false }, (each) =>
    probe(each, folder),
  );
  assert.ok(!isFound(missing));
  assert.deepEqual(missing.tried, [
    `${absent} (a test): there is no such program`,
    `${without} (a test): No module named flake8_openrouter`,
    `${withoutExtra} (a test): the server needs pygls`,
  ]);
  assert.deepEqual([missing.interpreter, missing.areSomeUntrusted], ["/opt/python", true]);
});

test("a candidate runs in the folder that is said, whatever its name", async (t) => {
  const folder = join(emptyFolder(t), "a folder $(touch mark)");
  mkdirSync(folder);
  const path = program(join(folder, "pwd"), "#!/bin/sh\npwd\n");
  assert.deepEqual(await probe(candidate(path), folder), { works: true, version: folder });
});

test("the command to install can be pasted", () => {
  const wanted = '-m pip install "flake8-openrouter[languages,lsp]"';
  assert.equal(installCommand("/project/.venv/bin/python", false), `/project/.venv/bin/python ${wanted}`);
  assert.equal(installCommand("/a b/it's/python", false), `'/a b/it'\\''s/python' ${wanted}`);
  assert.equal(installCommand("C:\\work\\python.exe", true), `C:\\work\\python.exe ${wanted}`);
  assert.equal(installCommand("C:\\a b\\it's.exe", true), `& 'C:\\a b\\it''s.exe' ${wanted}`);
});

test("without an interpreter of the project the command makes an environment", () => {
  const requirement = '"flake8-openrouter[languages,lsp]"';
  const [posix, windows] = [installCommand(undefined, false), installCommand(undefined, true)];
  assert.equal(posix, `python3 -m venv .venv && .venv/bin/python -m pip install ${requirement}`);
  assert.equal(windows, `py -m venv .venv; .venv\\Scripts\\python.exe -m pip install ${requirement}`);
});

test("uv installs into an environment that it made", (t) => {
  const folder = emptyFolder(t);
  const python = program(join(folder, "bin", "python"));
  writeFileSync(join(folder, "pyvenv.cfg"), "home = /usr/bin\nuv = 0.9.0\n");
  const command = `uv pip install --python ${python} "flake8-openrouter[languages,lsp]"`;
  assert.equal(installCommand(python, false), command);
  writeFileSync(join(folder, "pyvenv.cfg"), "home = /usr/bin\nprompt = uv = 1\n");
  assert.match(installCommand(python, false), /-m pip install/);
});
