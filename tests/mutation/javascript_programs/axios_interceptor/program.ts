import axios from "axios";

export const http = axios.create({ baseURL: "https://openrouter.ai/api/v1" });

http.interceptors.request.use((config) => {
  const apiKey = process.env.OPENROUTER_API_KEY;
  if (!apiKey) {
    throw new Error("OPENROUTER_API_KEY is missing");
  }
  config.headers.Authorization = `Bearer ${apiKey}`;
  return config;
});

export async function complete(prompt: string): Promise<string> {
  const response = await http.post("/chat/completions", {
    model: "openai/gpt-4o-mini",
    messages: [{ role: "user", content: prompt }],
  });
  return response.data.choices[0].message.content;
}

complete("Hello").then((text) => console.log(text));
