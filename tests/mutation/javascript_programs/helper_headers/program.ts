const OPENROUTER_URL = "https://openrouter.ai/api/v1/chat/completions";

interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

function requireKey(): string {
  const key = process.env.OPENROUTER_API_KEY;
  if (!key) {
    throw new Error("OPENROUTER_API_KEY is required");
  }
  return key;
}

function buildHeaders(): Record<string, string> {
  return {
    Authorization: `Bearer ${requireKey()}`,
    "Content-Type": "application/json",
    "X-Title": "Notes",
  };
}

export async function summarize(messages: Message[], signal?: AbortSignal): Promise<string> {
  const response = await fetch(OPENROUTER_URL, {
    method: "POST",
    headers: buildHeaders(),
    body: JSON.stringify({ model: "openai/gpt-4o-mini", messages }),
    signal,
  });
  if (!response.ok) {
    const detail = await response.text();
    throw new Error(`OpenRouter: ${response.status} ${detail}`);
  }
  const json = (await response.json()) as { choices: { message: Message }[] };
  return json.choices[0]!.message.content;
}

summarize([{ role: "user", content: "Hello" }]).then(console.log);
