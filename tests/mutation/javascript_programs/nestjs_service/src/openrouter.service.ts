import { HttpService } from "@nestjs/axios";
import { Injectable, InternalServerErrorException } from "@nestjs/common";
import { ConfigService } from "@nestjs/config";

@Injectable()
export class OpenRouterService {
  private readonly apiUrl = "https://openrouter.ai/api/v1/chat/completions";
  private readonly apiKey: string;

  constructor(private readonly configService: ConfigService) {
    this.apiKey = this.configService.getOrThrow<string>("OPENROUTER_API_KEY");
  }

  async complete(prompt: string): Promise<string> {
    const response = await fetch(this.apiUrl, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${this.apiKey}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: prompt }] }),
    });
    if (!response.ok) {
      throw new InternalServerErrorException(`OpenRouter answered ${response.status}`);
    }
    const data = await response.json();
    return data.choices[0].message.content;
  }
}
