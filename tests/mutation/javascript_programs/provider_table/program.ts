type Provider = { id: string; baseUrl: string; apiKeyEnv: string };

const PROVIDERS: Record<string, Provider> = {
  openrouter: { id: "openrouter", baseUrl: "https://openrouter.ai/api/v1", apiKeyEnv: "OPENROUTER_API_KEY" },
  groq: { id: "groq", baseUrl: "https://api.groq.com/openai/v1", apiKeyEnv: "GROQ_API_KEY" },
};

async function complete(name: keyof typeof PROVIDERS, prompt: string): Promise<string> {
  const provider = PROVIDERS[name];
  const apiKey = process.env[provider.apiKeyEnv];
  if (!apiKey) throw new Error(`${provider.apiKeyEnv} is not set`);
  const response = await fetch(`${provider.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: prompt }] }),
  });
  if (!response.ok) throw new Error(`${provider.id}: ${response.status}`);
  return (await response.json()).choices[0].message.content;
}

complete("openrouter", "Hello").then((text) => console.log(text));
