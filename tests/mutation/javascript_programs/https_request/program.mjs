import { readFileSync } from "node:fs";
import https from "node:https";

const apiKey = readFileSync("key.txt", "utf8").trim();
const payload = JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hi" }] });

const request = https.request(
  "https://openrouter.ai/api/v1/chat/completions",
  {
    method: "POST",
    headers: {
      Authorization: `Bearer ${apiKey}`,
      "Content-Type": "application/json",
    },
  },
  (response) => {
    console.log("status", response.statusCode);
    response.pipe(process.stdout);
  },
);
request.end(payload);
