"use client";

import { useState } from "react";

export default function Page() {
  const [answer, setAnswer] = useState("");

  async function send(prompt: string) {
    const res = await fetch("/api/chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ messages: [{ role: "user", content: prompt }] }),
    });
    setAnswer(await res.text());
  }

  return <button onClick={() => send("Hello")}>{answer || "Ask"}</button>;
}
