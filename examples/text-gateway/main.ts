// Sends a mint's texts: verifies, remembers what it has sent, and tells of replies.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createInterface } from 'node:readline'

const { SECRET = '', PORT = '8090', MINT = 'http://127.0.0.1:8080' } = process.env
const key = Buffer.from(SECRET.replace(/^whsec_/, ''), 'base64')
const TOLERANCE_SEC = 300

/** Yours is a table with a unique column: a program that forgets sends twice. */
const sent = new Set<string>()

function sign(id: string, at: string, body: string): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`
}

function isFromMint(headers: IncomingHttpHeaders, body: string): boolean {
  const [id, at, given] = ['id', 'timestamp', 'signature'].map((one) => headers[`webhook-${one}`])
  if (Math.abs(Date.now() / 1_000 - Number(at)) > TOLERANCE_SEC) return false
  const expected = Buffer.from(sign(`${id}`, `${at}`, body))
  return `${given}`.split(' ').some((one) => {
    const bytes = Buffer.from(one)
    return bytes.length === expected.length && timingSafeEqual(bytes, expected)
  })
}

createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const body = Buffer.concat(parts).toString('utf8')
  if (!isFromMint(request.headers, body)) {
    response.writeHead(401).end()
    return
  }
  const { id, to, body: words } = JSON.parse(body).data
  // First remembered, then sent: of two that come at once one goes out.
  if (!sent.has(id)) {
    sent.add(id)
    console.log(`to ${to}: ${words}`)
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id }))
}).listen(Number(PORT), '127.0.0.1', () => console.log(`sends texts on ${PORT}`))

createInterface({ input: process.stdin }).on('line', async (line) => {
  const [from, ...words] = line.split(' ')
  const data = { from, body: words.join(' ') }
  const body = JSON.stringify({ type: 'text.received', data })
  const [id, at] = [`msg_${randomUUID()}`, `${Math.floor(Date.now() / 1_000)}`]
  const answer = await fetch(`${MINT}/texts/replies`, {
    method: 'POST',
    headers: { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': sign(id, at, body) },
    body,
  })
  console.log(`the mint says: ${await answer.text()}`)
})
