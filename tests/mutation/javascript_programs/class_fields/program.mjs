class Agent {
  apiKey = process.env.OPENROUTER_API_KEY;
  endpoint = "https://openrouter.ai/api/v1/chat/completions";

  constructor() {
    if (!this.apiKey) {
      throw new Error("Set OPENROUTER_API_KEY");
    }
  }

  get headers() {
    return {
      Authorization: `Bearer ${this.apiKey}`,
      "Content-Type": "application/json",
    };
  }

  async run(task) {
    const response = await fetch(this.endpoint, {
      method: "POST",
      headers: this.headers,
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: task }] }),
    });
    if (!response.ok) throw new Error(await response.text());
    const { choices } = await response.json();
    return choices[0].message.content;
  }
}

console.log(await new Agent().run("Plan a trip"));
