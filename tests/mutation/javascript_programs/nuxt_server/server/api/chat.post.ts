export default defineEventHandler(async (event) => {
  const { openrouterApiKey } = useRuntimeConfig(event);
  const { messages } = await readBody(event);
  if (!openrouterApiKey) {
    throw createError({ statusCode: 500, statusMessage: "not configured" });
  }
  const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${openrouterApiKey}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ model: "openai/gpt-4o-mini", messages }),
  });
  if (!response.ok) {
    throw createError({ statusCode: 502, statusMessage: "OpenRouter failed" });
  }
  return response.json();
});
