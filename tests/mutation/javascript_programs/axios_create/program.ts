import axios, { type AxiosInstance } from "axios";

const apiKey = process.env.OPENROUTER_API_KEY;
if (!apiKey) throw new Error("OPENROUTER_API_KEY must be set");

const client: AxiosInstance = axios.create({
  baseURL: "https://openrouter.ai/api/v1",
  timeout: 30_000,
  headers: {
    Authorization: `Bearer ${apiKey}`,
    "Content-Type": "application/json",
  },
});

export async function embed(input: string[]): Promise<number[][]> {
  const { data } = await client.post("/embeddings", { model: "openai/text-embedding-3-small", input });
  return data.data.map((item: { embedding: number[] }) => item.embedding);
}

export async function chat(content: string): Promise<string> {
  const { data } = await client.post("/chat/completions", {
    model: "openai/gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return data.choices[0].message.content;
}

chat("Hello").then((answer) => console.log(answer));
