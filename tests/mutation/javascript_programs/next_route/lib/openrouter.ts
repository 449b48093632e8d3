export const OPENROUTER_CHAT_URL = "https://openrouter.ai/api/v1/chat/completions";
export const systemPrompt = "You are a helpful assistant.";
