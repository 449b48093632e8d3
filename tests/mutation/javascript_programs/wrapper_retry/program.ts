const API_URL = 'https://openrouter.ai/api/v1/chat/completions';
const MAX_ATTEMPTS = 3;

async function fetchWithRetry(url: string, init: RequestInit, attempts = MAX_ATTEMPTS): Promise<Response> {
  let last: unknown;
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      const response = await fetch(url, init);
      if (response.status !== 429) return response;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 100));
  }
  throw last ?? new Error('too many attempts');
}

export async function translate(text: string): Promise<string> {
  const apiKey = process.env.OPENROUTER_API_KEY;
  if (!apiKey) throw new Error('OPENROUTER_API_KEY is not configured');

  const response = await fetchWithRetry(API_URL, {
    method: 'POST',
    headers: {
      'Authorization': `Bearer ${apiKey}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      model: 'openai/gpt-4o-mini',
      messages: [
        { role: 'system', content: 'Translate to French.' },
        { role: 'user', content: text },
      ],
    }),
  });
  if (!response.ok) throw new Error(`translation failed: ${response.status}`);
  const body = await response.json();
  return body.choices[0].message.content;
}

translate('Hello').then((text) => console.log(text));
