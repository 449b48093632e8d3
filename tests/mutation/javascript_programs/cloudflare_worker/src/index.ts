export interface Env {
  OPENROUTER_API_KEY: string;
  CACHE: KVNamespace;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== "POST") {
      return new Response("method not allowed", { status: 405 });
    }
    if (!env.OPENROUTER_API_KEY) {
      return new Response("not configured", { status: 500 });
    }
    const { prompt } = (await request.json()) as { prompt: string };
    const upstream = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: {
        Authorization: `Bearer ${env.OPENROUTER_API_KEY}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: prompt }] }),
    });
    if (!upstream.ok) {
      return new Response("upstream error", { status: 502 });
    }
    return new Response(upstream.body, upstream);
  },
} satisfies ExportedHandler<Env>;
