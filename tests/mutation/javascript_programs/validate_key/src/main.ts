import { validateApiKey } from "./validate";

async function main(): Promise<void> {
  const candidate = process.env.OPENROUTER_API_KEY;
  if (!candidate) throw new Error("OPENROUTER_API_KEY is not set");
  const isValid = await validateApiKey(candidate);
  console.log(isValid ? "The key works." : "The key was refused.");
}

void main();
