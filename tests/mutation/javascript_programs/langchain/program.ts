import { ChatOpenAI } from "@langchain/openai";

const apiKey = process.env.OPENROUTER_API_KEY;
if (!apiKey) throw new Error("OPENROUTER_API_KEY is not set");

const model = new ChatOpenAI({
  model: "openai/gpt-4o-mini",
  temperature: 0.2,
  apiKey,
  configuration: {
    baseURL: "https://openrouter.ai/api/v1",
    defaultHeaders: { "X-Title": "Chains" },
  },
});

model.invoke("Hello").then((message) => console.log(message.content));
