import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { generateText } from "ai";

const apiKey = process.env.OPENROUTER_API_KEY;
if (!apiKey) throw new Error("OPENROUTER_API_KEY is required");

const openrouter = createOpenRouter({ apiKey });

const { text } = await generateText({
  model: openrouter.chat("openai/gpt-4o-mini"),
  prompt: "Write a haiku.",
});
console.log(text);
