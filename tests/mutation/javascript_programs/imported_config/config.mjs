export const OPENROUTER_BASE_URL = "https://openrouter.ai/api/v1";
export const MODEL = "openai/gpt-4o-mini";

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

export const config = {
  apiKey: required("OPENROUTER_API_KEY"),
  timeout: 30_000,
};
