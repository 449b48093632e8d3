import { type LogOutputChannel, Uri } from "vscode";
import {
  type DocumentSelector,
  LanguageClient,
  type Middleware,
  RevealOutputChannelOn,
  TransportKind,
} from "vscode-languageclient/node";

import { SECTION, serverSettings } from "../settings.ts";
import type { Found } from "./search.ts";

/**
 * What the server is told of: every text, since it searches each for keys, and tells languages apart itself.
 *
 * What only looks like a file, such as an old version that Git shows, is left out.
 */
const DOCUMENTS: DocumentSelector = [
  { scheme: "file" },
  { scheme: "untitled" },
  { notebook: { notebookType: "jupyter-notebook" } },
];

/** The server asks for settings by its own name, which is not that of the section here. */
const MIDDLEWARE: Middleware = {
  workspace: {
    configuration: ({ items }) =>
      items.map(({ scopeUri }) => serverSettings(scopeUri ? Uri.parse(scopeUri) : undefined)),
  },
};

/** Return a client that runs a server, in a folder that no Python module is in. */
export function makeClient({ candidate }: Found, folder: string, log: LogOutputChannel): LanguageClient {
  const [command, ...first] = candidate.command;
  return new LanguageClient(
    SECTION,
    "OpenRouter",
    { command, args: [...first, "server"], transport: TransportKind.stdio, options: { cwd: folder } },
    {
      documentSelector: DOCUMENTS,
      initializationOptions: () => serverSettings(),
      middleware: MIDDLEWARE,
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      synchronize: { configurationSection: SECTION },
      // One notification says what to do; the client's own would show a second one.
      initializationFailedHandler: () => false,
    },
  );
}
