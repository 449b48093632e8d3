import * as vscode from "vscode";

const API = "https://openrouter.ai/api/v1/chat/completions";

export async function explain(code: string): Promise<string | undefined> {
  const apiKey = vscode.workspace.getConfiguration("explain").get<string>("openrouterApiKey");
  if (!apiKey) {
    await vscode.window.showErrorMessage("Set explain.openrouterApiKey first.");
    return undefined;
  }
  const response = await fetch(API, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${apiKey}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: code }] }),
  });
  if (!response.ok) {
    throw new Error(`OpenRouter: ${response.status}`);
  }
  const data = await response.json();
  return data.choices[0].message.content;
}
