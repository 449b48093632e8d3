const BASE = "https://openrouter.ai/api/v1";

export async function validateApiKey(apiKey: string): Promise<boolean> {
  const response = await fetch(`${BASE}/key`, {
    headers: { Authorization: `Bearer ${apiKey}` },
  });
  return response.ok;
}
