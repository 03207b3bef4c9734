import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import process, { env } from 'node:process'

/**
 * The least that Node can do with a request: read a body, answer JSON of a token answer's size. No
 * router, no parser, no log. It stands for HTTP in the limits; with `SIGNS=RS256`, for a server
 * that does nothing but sign.
 */
const ANSWER = Buffer.from(JSON.stringify({ access_token: 'a'.repeat(500), expires_in: 900 }))
const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'content-length': String(ANSWER.length),
}

const INPUT = ANSWER.subarray(0, 480)
const key =
  env.SIGNS === 'RS256'
    ? generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey
    : undefined

createServer((request, response) => {
  request.on('data', () => {})
  request.on('end', () => {
    if (key !== undefined) sign('sha256', INPUT, key)
    response.writeHead(200, HEADERS)
    response.end(ANSWER)
  })
}).listen(Number(env.PORT), '127.0.0.1')

// A profile of it is written when it ends by itself.
process.on('SIGTERM', () => process.exit())
