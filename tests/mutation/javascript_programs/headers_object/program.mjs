const key = process.env.OPENROUTER_API_KEY?.trim();
if (!key) {
  throw new Error("OPENROUTER_API_KEY is not set");
}

const headers = new Headers();
headers.set("Authorization", `Bearer ${key}`);
headers.set("Content-Type", "application/json");

const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
  method: "POST",
  headers,
  body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello" }] }),
});
if (response.status !== 200) {
  throw new Error(`unexpected status ${response.status}`);
}
console.log((await response.json()).choices[0].message.content);
