import { Hono } from "hono";

type Bindings = { OPENROUTER_API_KEY: string };

const app = new Hono<{ Bindings: Bindings }>();

app.post("/chat", async (c) => {
  const apiKey = c.env.OPENROUTER_API_KEY;
  if (!apiKey) return c.json({ error: "not configured" }, 500);
  const { messages } = await c.req.json();
  const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
    method: "POST",
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ model: "openai/gpt-4o-mini", messages }),
  });
  if (!response.ok) return c.json({ error: "upstream" }, 502);
  return c.json(await response.json());
});

export default app;
