import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";

const key = process.env.OPENROUTER_API_KEY;
if (!key) {
  throw new Error("Missing OPENROUTER_API_KEY");
}

export const openrouter = createOpenAI({
  baseURL: "https://openrouter.ai/api/v1",
  apiKey: key,
});

async function main() {
  const { text } = await generateText({ model: openrouter.chat("openai/gpt-4o-mini"), prompt: "Hello" });
  console.log(text);
}

main();
