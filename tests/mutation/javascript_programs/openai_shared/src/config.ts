export const OPENROUTER_BASE_URL = "https://openrouter.ai/api/v1";

export function openRouterKey(): string {
  const key = process.env.OPENROUTER_API_KEY;
  if (!key) throw new Error("OPENROUTER_API_KEY is not configured");
  return key;
}
