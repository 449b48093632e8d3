const https = require('https')

const HOST = 'openrouter.ai'

/** Sends a chat request with Node's own client. */
function chat (apiKey, messages) {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ model: 'openai/gpt-4o-mini', messages })
    const request = https.request({
      hostname: HOST,
      port: 443,
      path: '/api/v1/chat/completions',
      method: 'POST',
      headers: {
        'Authorization': `Bearer ${apiKey}`,
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body)
      }
    }, (response) => {
      let text = ''
      response.on('data', (chunk) => { text += chunk })
      response.on('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`status ${response.statusCode}`))
        resolve(JSON.parse(text))
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

module.exports = { chat }
