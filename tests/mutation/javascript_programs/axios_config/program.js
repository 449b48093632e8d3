const axios = require('axios');

const OPENROUTER_BASE = 'https://openrouter.ai/api/v1';

async function getCompletion(prompt) {
  const key = process.env.OPENROUTER_API_KEY;
  if (!key) throw new Error('no key');
  const response = await axios({
    method: 'post',
    url: `${OPENROUTER_BASE}/chat/completions`,
    headers: { 'Authorization': `Bearer ${key}`, 'Content-Type': 'application/json' },
    data: { model: 'openai/gpt-4o-mini', messages: [{ role: 'user', content: prompt }] },
  });
  return response.data.choices[0].message.content;
}

async function getBalance() {
  const key = process.env.OPENROUTER_API_KEY;
  if (!key) throw new Error('no key');
  const response = await axios.get(`${OPENROUTER_BASE}/key`, {
    headers: { 'Authorization': `Bearer ${key}` },
  });
  return response.data.data.usage;
}

getCompletion('Hello').then(console.log).then(getBalance).then(console.log);
