const apiKey = process.env.OPENROUTER_API_KEY;
if (!apiKey) {
  throw new Error("OPENROUTER_API_KEY is not set");
}

const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
  method: "POST",
  headers: {
    Authorization: `Bearer ${apiKey}`,
    "Content-Type": "application/json",
  },
  body: JSON.stringify({
    model: "openai/gpt-4o-mini",
    messages: [{ role: "user", content: "What is the meaning of life?" }],
  }),
});
if (!response.ok) {
  throw new Error(`OpenRouter answered ${response.status}`);
}
const data = await response.json();
console.log(data.choices[0].message.content);
