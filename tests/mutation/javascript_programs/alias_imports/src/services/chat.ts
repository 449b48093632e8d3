import { DEFAULT_MODEL, OPENROUTER_API_URL } from "@/lib/constants";
import { authHeaders } from "@/lib/headers";

export async function chat(prompt: string): Promise<string> {
  const apiKey = process.env.OPENROUTER_API_KEY;
  if (!apiKey) {
    throw new Error("OPENROUTER_API_KEY is not set");
  }
  const response = await fetch(OPENROUTER_API_URL, {
    method: "POST",
    headers: authHeaders(apiKey),
    body: JSON.stringify({ model: DEFAULT_MODEL, messages: [{ role: "user", content: prompt }] }),
  });
  if (!response.ok) {
    throw new Error(`OpenRouter request failed: ${response.status}`);
  }
  const data = await response.json();
  return data.choices[0].message.content;
}
