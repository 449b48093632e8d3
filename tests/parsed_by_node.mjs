// Prints which of the files it is given Node does not take, neither as a script nor as a module: what --check does, at once.
import { readFileSync } from "node:fs";
import { argv } from "node:process";
import vm from "node:vm";

function refusal(text) {
  try {
    vm.compileFunction(text);
    return "";
  } catch {
    // A module, perhaps.
  }
  try {
    new vm.SourceTextModule(text);
    return "";
  } catch (error) {
    return error.message;
  }
}

for (const file of argv.slice(2)) {
  const reason = refusal(readFileSync(file, "utf8").replace(/^#!.*/, ""));
  if (reason) console.log(`${file}: ${reason}`);
}
