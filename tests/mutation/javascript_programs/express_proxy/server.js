import express from "express";

const app = express();
app.use(express.json());

const OPENROUTER_API_KEY = process.env.OPENROUTER_API_KEY;
if (!OPENROUTER_API_KEY) {
  throw new Error("Set OPENROUTER_API_KEY in .env");
}

app.post("/api/generate", async (req, res) => {
  try {
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: {
        "Authorization": `Bearer ${OPENROUTER_API_KEY}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: req.body.messages }),
    });
    if (!response.ok) {
      return res.status(response.status).json({ error: "generation failed" });
    }
    res.json(await response.json());
  } catch (error) {
    console.error("request failed", error.message);
    res.status(500).json({ error: "internal error" });
  }
});

app.listen(3001);
