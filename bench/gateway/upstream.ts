import { createServer } from 'node:http'
import { env } from 'node:process'

/** What stands behind every way that is measured: the least that an API can answer. */
const ANSWER = Buffer.from(JSON.stringify({ data: 'x'.repeat(500) }))
const HEADERS = { 'content-type': 'application/json', 'content-length': String(ANSWER.length) }

createServer((request, response) => {
  // The same as the server's own health, so that one way of waiting is enough.
  request.resume()
  request.on('end', () => response.writeHead(200, HEADERS).end(ANSWER))
}).listen(Number(env.PORT), '127.0.0.1')
