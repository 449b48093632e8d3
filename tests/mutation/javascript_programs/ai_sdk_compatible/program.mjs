import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText } from "ai";

const OPENROUTER_URL = "https://openrouter.ai/api/v1";
const openrouterKey = process.env.OPENROUTER_API_KEY;
if (!openrouterKey) {
  throw new Error("OPENROUTER_API_KEY is unset");
}

const provider = createOpenAICompatible({
  name: "openrouter",
  baseURL: OPENROUTER_URL,
  apiKey: openrouterKey,
});

const { text } = await generateText({ model: provider.chatModel("openai/gpt-4o-mini"), prompt: "Hello" });
console.log(text);
