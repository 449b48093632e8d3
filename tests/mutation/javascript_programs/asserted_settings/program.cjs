const assert = require("node:assert");

const settings = {
  url: "https://openrouter.ai/api/v1/chat/completions",
  key: process.env.OPENROUTER_API_KEY,
  model: "openai/gpt-4o-mini",
};
assert(settings.key, "OPENROUTER_API_KEY must be set");

const headersFor = (key) => ({ Authorization: `Bearer ${key}`, "Content-Type": "application/json" });

async function main() {
  const response = await fetch(settings.url, {
    method: "POST",
    headers: headersFor(settings.key),
    body: JSON.stringify({ model: settings.model, messages: [{ role: "user", content: "Hello" }] }),
  });
  assert.equal(response.status, 200);
  console.log((await response.json()).choices[0].message.content);
}

main();
