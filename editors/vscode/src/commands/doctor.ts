import {
  ProcessExecution,
  Task,
  TaskPanelKind,
  TaskRevealKind,
  TaskScope,
  tasks,
  window,
  workspace,
  type WorkspaceFolder,
} from "vscode";

import type { Candidate } from "../server/candidates.ts";

/** Run the doctor for a folder of the workspace in a terminal: it tells what programs get that are run from there. */
export async function doctor({ command }: Candidate, cwd: string): Promise<void> {
  const folder = await chosenFolder();
  if (!folder) {
    await window.showInformationMessage("Open a folder first: the doctor looks at a project.");
    return;
  }
  await tasks.executeTask(task(command, folder, cwd));
}

async function chosenFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  const document = window.activeTextEditor?.document.uri;
  const ofDocument = document && workspace.getWorkspaceFolder(document);
  return ofDocument ?? (folders.length > 1 ? window.showWorkspaceFolderPick() : folders[0]);
}

function task([program, ...first]: Candidate["command"], folder: WorkspaceFolder, cwd: string): Task {
  // A process and no shell: nothing in a folder's name is taken for a command.
  const execution = new ProcessExecution(program, [...first, "doctor", "--", folder.uri.fsPath], { cwd });
  const made = new Task({ type: "openrouter" }, folder ?? TaskScope.Workspace, "doctor", "OpenRouter", execution, []);
  made.presentationOptions = {
    reveal: TaskRevealKind.Always,
    panel: TaskPanelKind.Dedicated,
    clear: true,
    echo: false,
  };
  return made;
}
