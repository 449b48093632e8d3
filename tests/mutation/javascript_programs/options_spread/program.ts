type Options = { model?: string; headers?: Record<string, string> };

const endpoint = "https://openrouter.ai/api/v1/chat/completions";

export async function ask(prompt: string, apiKey: string, options: Options = {}): Promise<string> {
  const body = { model: options.model ?? "openai/gpt-4o-mini", messages: [{ role: "user", content: prompt }] };
  const init: RequestInit = {
    method: "POST",
    headers: {
      Authorization: `Bearer ${apiKey}`,
      "Content-Type": "application/json",
      ...options.headers,
    },
    body: JSON.stringify(body),
  };
  const response = await fetch(endpoint, init);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const data = await response.json();
  return data.choices[0].message.content;
}

const openrouterKey = process.env.OPENROUTER_API_KEY;
if (!openrouterKey) throw new Error("OPENROUTER_API_KEY is not set");
ask("Hello", openrouterKey, { headers: { "X-Title": "Demo" } }).then((answer) => console.log(answer));
