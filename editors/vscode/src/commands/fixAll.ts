import { type CodeAction, commands, Range, window, workspace } from "vscode";

import { active } from "./active.ts";

/** How many actions are asked for their edits: there is one. */
const RESOLVED = 5;

/** Make all fixes that the settings allow in the file that somebody works on. */
export async function fixAll(): Promise<void> {
  const target = active();
  if (!target) {
    await window.showInformationMessage("Open a file first: its mistakes are fixed.");
    return;
  }
  const kind = target.notebook ? "notebook.source.fixAll.openrouter" : "source.fixAll.openrouter";
  const whole = new Range(0, 0, target.document.lineCount, 0);
  const actions = await commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    target.document.uri,
    whole,
    kind,
    RESOLVED,
  );
  const edit = actions.find((action) => action.kind?.value === kind)?.edit;
  if (!edit || !(await workspace.applyEdit(edit))) {
    await window.showInformationMessage("Nothing to fix in this file by the setting openrouter.fixAll.");
  }
}
