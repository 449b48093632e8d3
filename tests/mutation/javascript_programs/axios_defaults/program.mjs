import axios from "axios";

const token = process.env.OPENROUTER_API_KEY ?? "";
if (token === "") {
  console.error("OPENROUTER_API_KEY is empty");
  process.exit(2);
}

axios.defaults.baseURL = "https://openrouter.ai/api/v1";
axios.defaults.headers.common["Authorization"] = `Bearer ${token}`;

const models = await axios.get("/models");
console.log(models.data.data.length);

const answer = await axios.post("/chat/completions", {
  model: "openai/gpt-4o-mini",
  messages: [{ role: "user", content: "Hello" }],
});
console.log(answer.data.choices[0].message.content);
