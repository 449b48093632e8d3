import { NextRequest, NextResponse } from "next/server";

import { OPENROUTER_CHAT_URL, systemPrompt } from "../../../lib/openrouter";

export const runtime = "edge";

export async function POST(req: NextRequest) {
  const { messages } = await req.json();
  const apiKey = process.env.OPENROUTER_API_KEY;

  if (!apiKey) {
    return NextResponse.json({ error: "OPENROUTER_API_KEY is not configured" }, { status: 500 });
  }

  const upstream = await fetch(OPENROUTER_CHAT_URL, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${apiKey}`,
      "Content-Type": "application/json",
      "HTTP-Referer": process.env.NEXT_PUBLIC_SITE_URL ?? "http://localhost:3000",
    },
    body: JSON.stringify({
      model: process.env.NEXT_PUBLIC_OPENROUTER_MODEL ?? "openai/gpt-4o-mini",
      messages: [{ role: "system", content: systemPrompt }, ...messages],
      stream: true,
    }),
  });

  if (!upstream.ok) {
    return NextResponse.json({ error: "upstream failed" }, { status: upstream.status });
  }
  return new Response(upstream.body, { headers: { "Content-Type": "text/event-stream" } });
}
