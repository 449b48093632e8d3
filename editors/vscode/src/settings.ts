import { type ConfigurationChangeEvent, type Uri, workspace } from "vscode";

/** The section that all settings are in. */
export const SECTION = "openrouter";

/** The settings that say which server is run. */
const OF_THE_SEARCH = ["path", "interpreter"] as const;

/** The settings that the server has itself. */
const OF_THE_SERVER = ["configuration", "select", "fixAll", "codeAction.disableRuleComment", "log"] as const;

/** Return the settings that say where the server is; empty where nobody set them. */
export function searchSettings(): { readonly path: string; readonly interpreter: string } {
  const settings = workspace.getConfiguration(SECTION);
  return { path: settings.get("path", ""), interpreter: settings.get("interpreter", "") };
}

/** Whether another server may be meant than before. */
export function concernsSearch(event: ConfigurationChangeEvent): boolean {
  return OF_THE_SEARCH.some((name) => event.affectsConfiguration(`${SECTION}.${name}`));
}

/** Return what the settings say to the server, for the files of a folder if one is given. */
export function serverSettings(folder?: Uri): Record<string, unknown> {
  const settings = workspace.getConfiguration(SECTION, folder);
  return Object.fromEntries(OF_THE_SERVER.map((name) => [name, settings.get(name)]));
}
