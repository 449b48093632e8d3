'use strict'

var OPENROUTER_API_KEY = process.env['OPENROUTER_API_KEY']

function ask(question) {
  if (!OPENROUTER_API_KEY) return Promise.reject(new Error('set OPENROUTER_API_KEY'))
  return fetch('https://openrouter.ai/api/v1/chat/completions', {
    method: 'POST',
    headers: {
      'Authorization': 'Bearer ' + OPENROUTER_API_KEY,
      'Content-Type': 'application/json',
      'HTTP-Referer': 'https://example.com',
      'X-Title': 'Ask'
    },
    body: JSON.stringify({
      model: 'openai/gpt-4o-mini',
      messages: [{ role: 'user', content: question }]
    })
  }).then(function (response) {
    if (!response.ok) throw new Error('status ' + response.status)
    return response.json()
  })
}

ask('Hello').then(function (answer) {
  console.log(answer.choices[0].message.content)
})
