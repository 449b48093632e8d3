const apiKey = process.env.OPENROUTER_API_KEY;
if (apiKey === undefined || apiKey === "") {
  throw new Error("no key");
}

const url = new URL("https://openrouter.ai/api/v1/chat/completions");
const request = new Request(url, {
  method: "POST",
  headers: new Headers({
    Authorization: `Bearer ${apiKey}`,
    "Content-Type": "application/json",
  }),
  body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello" }] }),
});

const response = await fetch(request);
if (!response.ok) throw new Error(response.statusText);
console.log((await response.json()).choices[0].message.content);
