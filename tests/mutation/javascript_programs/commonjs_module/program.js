const { chat } = require('./openrouter')

const apiKey = process.env.OPENROUTER_API_KEY
if (!apiKey) {
  console.error('Please set OPENROUTER_API_KEY')
  process.exit(1)
}

chat(apiKey, [{ role: 'user', content: 'Hello' }])
  .then((answer) => console.log(answer.choices[0].message.content))
