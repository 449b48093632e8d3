import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Each request lacks "Bearer ", in line 7 from column 32 on. */
const PYTHON = `import os
import requests

API_KEY = os.environ["OPENROUTER_API_KEY"]
requests.post(
    "https://openrouter.ai/api/v1/chat/completions",
    headers={"Authorization": API_KEY},
    json={"model": "openai/gpt-4o-mini", "messages": []},
).raise_for_status()
`;

const JAVASCRIPT = `const apiKey = process.env.OPENROUTER_API_KEY;
const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
  method: "POST",
  headers: { Authorization: apiKey },
  body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [] }),
});
if (!response.ok) throw new Error(response.statusText);
`;

const SEVERAL = `import os
import requests

API_KEY = os.environ["OPENROUTER_API_KEY"]
URL = "https://openrouter.ai/api/v1/chat/completions"
requests.post(URL, headers={"Authorization": API_KEY}, json={}).raise_for_status()
requests.post(URL, headers={"Authorization": f"Bearer{API_KEY}"}, json={}).raise_for_status()
requests.post(URL, headers={"Authorisation": f"Bearer {API_KEY}"}, json={}).raise_for_status()
`;

const cell = (source: string) => ({
  cell_type: "code",
  execution_count: null,
  metadata: {},
  outputs: [],
  source: source.split(/(?<=\n)/),
});

const NOTEBOOK = {
  cells: [
    cell('import os\nimport requests\nAPI_KEY = os.environ["OPENROUTER_API_KEY"]'),
    cell(PYTHON.split("\n").slice(4, -1).join("\n")),
  ],
  metadata: { language_info: { name: "python" } },
  nbformat: 4,
  nbformat_minor: 2,
};

export const FILES = {
  "app.py": PYTHON,
  "chat.mjs": JAVASCRIPT,
  "several.py": SEVERAL,
  "notes.ipynb": `${JSON.stringify(NOTEBOOK, null, 1)}\n`,
} as const;

/** Write a project into a new folder; `environment` is the virtual environment that it has. */
export function project(folder: string, environment?: string, settings?: Record<string, unknown>): string {
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  if (environment) symlinkSync(environment, join(folder, ".venv"));
  if (settings) writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify(settings));
  return folder;
}
