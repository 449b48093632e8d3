import { type Disposable, MarkdownString, StatusBarAlignment, type StatusBarItem, ThemeColor, window } from "vscode";

import type { Server, Status } from "../server/server.ts";

const ICONS = { starting: "$(sync~spin)", running: "$(key)", missing: "$(warning)", broken: "$(error)" } as const;
const COLOURS = { missing: "statusBarItem.warningBackground", broken: "statusBarItem.errorBackground" } as const;

const LINKS = [
  ["openrouter.fixAll", "Fix all in this file"],
  ["openrouter.inspect", "Inspect this file"],
  ["openrouter.doctor", "Doctor"],
  ["openrouter.restart", "Restart server"],
  ["openrouter.showLog", "Show log"],
] as const;

/** Show in the status bar what there is of the server. */
export function statusItem(server: Server): Disposable[] {
  const item = window.createStatusBarItem("openrouter.status", StatusBarAlignment.Right, 90);
  item.name = "OpenRouter";
  item.show();
  return [item, server.onDidChange((status) => show(item, status))];
}

function show(item: StatusBarItem, status: Status): void {
  const isWell = status.is === "starting" || status.is === "running";
  item.text = `${ICONS[status.is]} OpenRouter`;
  item.tooltip = tooltip(status);
  item.command = status.is === "missing" ? "openrouter.restart" : "openrouter.showLog";
  item.backgroundColor = isWell ? undefined : new ThemeColor(COLOURS[status.is]);
}

function tooltip(status: Status): MarkdownString {
  const text = new MarkdownString();
  text.isTrusted = { enabledCommands: LINKS.map(([command]) => command) };
  text.appendText(`${said(status)}\n`);
  text.appendMarkdown(`\n---\n\n${LINKS.map(([command, title]) => `[${title}](command:${command})`).join("  \n")}`);
  return text;
}

function said(status: Status): string {
  switch (status.is) {
    case "starting":
      return "The server is looked for";
    case "missing":
      return "flake8-openrouter is not installed for this workspace";
    case "broken":
      return "The server ended: its log says why";
    case "running":
      return `${status.found.version}\n${status.found.candidate.command[0]}`;
  }
}
