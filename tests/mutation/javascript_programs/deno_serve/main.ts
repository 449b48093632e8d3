const apiKey = Deno.env.get("OPENROUTER_API_KEY");
if (!apiKey) {
  console.error("OPENROUTER_API_KEY is not set");
  Deno.exit(1);
}

Deno.serve(async (req: Request) => {
  const { message } = await req.json();
  const res = await fetch("https://openrouter.ai/api/v1/chat/completions", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${apiKey}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: message }] }),
  });
  if (!res.ok) return new Response("failed", { status: 502 });
  const { choices } = await res.json();
  return Response.json({ reply: choices[0].message.content });
});
