// The interpreter is what a file in the home says, and selecting one is reading it again.
const { readFileSync } = require("node:fs");
const { homedir } = require("node:os");
const { join } = require("node:path");
const { commands, EventEmitter, Uri } = require("vscode");

exports.activate = () => {
  const changed = new EventEmitter();
  commands.registerCommand("python.setInterpreter", () => changed.fire());
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ path: readFileSync(join(homedir(), "interpreter"), "utf8").trim() }),
      resolveEnvironment: async ({ path }) => (path ? { executable: { uri: Uri.file(path) } } : undefined),
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
};
