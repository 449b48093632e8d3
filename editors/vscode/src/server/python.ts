import { type Event, EventEmitter, extensions, workspace } from "vscode";

/** What is used here of the API of Microsoft's Python extension. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: unknown): { readonly path: string };
    resolveEnvironment(path: {
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: { readonly fsPath: string } } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: Event<unknown>;
  };
}

const changed = new EventEmitter<void>();
let isWatched = false;

/** Fires when another interpreter is selected. */
export const onDidSelectInterpreter: Event<void> = changed.event;

/** Whether the Python extension is there to select an interpreter with. */
export function hasPythonExtension(): boolean {
  return extensions.getExtension("ms-python.python") !== undefined;
}

/**
 * Return the interpreter that is selected in the Python extension; undefined without it, or where it knows none.
 *
 * Raises what the Python extension raises where it can't start.
 */
export async function selectedInterpreter(): Promise<string | undefined> {
  const extension = extensions.getExtension<PythonApi>("ms-python.python");
  if (!extension) return undefined;
  const { environments } = await extension.activate();
  if (!isWatched) {
    isWatched = true;
    environments.onDidChangeActiveEnvironmentPath(() => changed.fire());
  }
  const path = environments.getActiveEnvironmentPath(workspace.workspaceFolders?.[0]?.uri);
  return (await environments.resolveEnvironment(path))?.executable.uri?.fsPath;
}
