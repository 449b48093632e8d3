import { env } from "../env";

export async function ask(question: string): Promise<string> {
  const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${env.OPENROUTER_API_KEY}`,
      "Content-Type": "application/json",
      "HTTP-Referer": env.NEXT_PUBLIC_APP_URL,
    },
    body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: question }] }),
  });
  if (!response.ok) {
    throw new Error(`OpenRouter: ${response.status}`);
  }
  const data = await response.json();
  return data.choices[0].message.content;
}
