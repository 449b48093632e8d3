import { type NotebookDocument, type TextDocument, window } from "vscode";

/** The file that somebody works on: in a notebook, with the cell that is selected. */
export interface Active {
  readonly notebook: NotebookDocument | undefined;
  /** The text, or the notebook's cell. */
  readonly document: TextDocument;
}

/** Return what somebody works on, if that is a file or a notebook. */
export function active(): Active | undefined {
  const editor = window.activeNotebookEditor;
  if (editor && editor.notebook.cellCount > 0) {
    return { notebook: editor.notebook, document: editor.notebook.cellAt(editor.selection.start).document };
  }
  const document = window.activeTextEditor?.document;
  return document && { notebook: undefined, document };
}
