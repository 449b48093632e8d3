import { HttpClient, HttpHeaders } from "@angular/common/http";
import { inject, Injectable } from "@angular/core";
import { map, type Observable } from "rxjs";

@Injectable({ providedIn: "root" })
export class OpenRouterService {
  private readonly http = inject(HttpClient);
  private readonly url = "https://openrouter.ai/api/v1/chat/completions";

  ask(apiKey: string, prompt: string): Observable<string> {
    const headers = new HttpHeaders({
      Authorization: `Bearer ${apiKey}`,
      "Content-Type": "application/json",
    });
    const body = { model: "openai/gpt-4o-mini", messages: [{ role: "user", content: prompt }] };
    return this.http
      .post<{ choices: { message: { content: string } }[] }>(this.url, body, { headers })
      .pipe(map((answer) => answer.choices[0].message.content));
  }
}
