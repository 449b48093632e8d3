const key = Bun.env.OPENROUTER_API_KEY;
if (!key) throw new Error("OPENROUTER_API_KEY is not set");

const headers = {
  Authorization: `Bearer ${key}`,
  "Content-Type": "application/json",
} as const;

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`https://openrouter.ai/api/v1${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}

const result = await post<{ choices: { message: { content: string } }[] }>("/chat/completions", {
  model: "openai/gpt-4o-mini",
  messages: [{ role: "user", content: "Hello" }],
});
console.log(result.choices[0]?.message.content);
