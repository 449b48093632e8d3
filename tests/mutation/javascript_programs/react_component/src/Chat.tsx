import { useState } from "react";

const OPENROUTER_URL = "https://openrouter.ai/api/v1/chat/completions";

export function Chat(): JSX.Element {
  const [apiKey, setApiKey] = useState<string>("");
  const [answer, setAnswer] = useState<string>("");

  const send = async (prompt: string) => {
    if (!apiKey) return;
    const response = await fetch(OPENROUTER_URL, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${apiKey}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: prompt }] }),
    });
    if (!response.ok) {
      setAnswer(`Error ${response.status}`);
      return;
    }
    const data = await response.json();
    setAnswer(data.choices[0].message.content);
  };

  return (
    <section>
      <input value={apiKey} onChange={(event) => setApiKey(event.target.value)} placeholder="sk-or-v1-..." />
      <button onClick={() => send("Hello")}>Send</button>
      <output>{answer}</output>
    </section>
  );
}
