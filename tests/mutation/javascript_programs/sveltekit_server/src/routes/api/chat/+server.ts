import { OPENROUTER_API_KEY } from "$env/static/private";
import { error, json } from "@sveltejs/kit";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async ({ request, fetch }) => {
  const { messages } = await request.json();
  const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${OPENROUTER_API_KEY}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ model: "openai/gpt-4o-mini", messages }),
  });
  if (!response.ok) {
    throw error(502, "OpenRouter failed");
  }
  return json(await response.json());
};
