import { getClient } from "./client";

export async function main(): Promise<void> {
  const stream = await getClient().chat.completions.create({
    model: "openai/gpt-4o-mini",
    messages: [{ role: "user", content: "Hello" }],
    stream: true,
  });
  for await (const part of stream) {
    process.stdout.write(part.choices[0]?.delta?.content ?? "");
  }
}

void main();
