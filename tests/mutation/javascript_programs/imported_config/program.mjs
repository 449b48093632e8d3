import { config, MODEL, OPENROUTER_BASE_URL } from "./config.mjs";

export async function generate(prompt) {
  const response = await fetch(`${OPENROUTER_BASE_URL}/chat/completions`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${config.apiKey}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ model: MODEL, messages: [{ role: "user", content: prompt }] }),
    signal: AbortSignal.timeout(config.timeout),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return (await response.json()).choices[0].message.content;
}

console.log(await generate("Hello"));
