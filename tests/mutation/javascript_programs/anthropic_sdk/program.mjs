import Anthropic from "@anthropic-ai/sdk";

const authToken = process.env.OPENROUTER_API_KEY;
if (!authToken) throw new Error("OPENROUTER_API_KEY is not set");

const client = new Anthropic({ baseURL: "https://openrouter.ai/api", authToken });

const message = await client.messages.create({
  model: "anthropic/claude-haiku",
  max_tokens: 64,
  messages: [{ role: "user", content: "Hello" }],
});
console.log(message.content[0].text);
