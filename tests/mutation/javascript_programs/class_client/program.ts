type Role = "user" | "assistant" | "system";

export class OpenRouterClient {
  private readonly baseUrl = "https://openrouter.ai/api/v1";
  private readonly headers: Record<string, string>;

  constructor(private readonly apiKey: string, private readonly model = "openai/gpt-4o-mini") {
    this.headers = {
      Authorization: `Bearer ${this.apiKey}`,
      "Content-Type": "application/json",
    };
  }

  async chat(messages: { role: Role; content: string }[]): Promise<string> {
    const response = await fetch(`${this.baseUrl}/chat/completions`, {
      method: "POST",
      headers: this.headers,
      body: JSON.stringify({ model: this.model, messages }),
    });
    if (!response.ok) {
      throw new Error(`OpenRouter error ${response.status}`);
    }
    const data = await response.json();
    return data.choices[0].message.content;
  }
}

const key = process.env.OPENROUTER_API_KEY;
if (!key) {
  throw new Error("OPENROUTER_API_KEY is missing");
}
const client = new OpenRouterClient(key);
client.chat([{ role: "user", content: "Hello" }]).then((answer) => console.log(answer));
