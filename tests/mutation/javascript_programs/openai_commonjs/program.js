const OpenAI = require("openai");

const OPENROUTER_API_KEY = process.env.OPENROUTER_API_KEY;
if (!OPENROUTER_API_KEY) {
  console.error("OPENROUTER_API_KEY missing");
  process.exit(1);
}

class Bot {
  constructor(model) {
    this.model = model;
    this.client = new OpenAI({
      apiKey: OPENROUTER_API_KEY,
      baseURL: "https://openrouter.ai/api/v1",
      timeout: 20 * 1000,
    });
  }

  async reply(text) {
    const result = await this.client.chat.completions.create({
      model: this.model,
      messages: [{ role: "user", content: text }],
    });
    return result.choices[0].message.content;
  }
}

new Bot("openai/gpt-4o-mini").reply("Hello").then((text) => console.log(text));
