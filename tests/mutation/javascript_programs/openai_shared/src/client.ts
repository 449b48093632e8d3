import { OpenAI } from "openai";
import { OPENROUTER_BASE_URL, openRouterKey } from "./config";

let client: OpenAI | undefined;

export function getClient(): OpenAI {
  client ??= new OpenAI({ baseURL: OPENROUTER_BASE_URL, apiKey: openRouterKey() });
  return client;
}
