// The part of curl that our pages use, for the test that runs them: it needs nothing but Node.
import { request } from 'node:http'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  options: {
    silent: { type: 'boolean', short: 's' },
    include: { type: 'boolean', short: 'i' },
    request: { type: 'string', short: 'X' },
    header: { type: 'string', short: 'H', multiple: true, default: [] },
    data: { type: 'string', short: 'd', multiple: true },
    'data-urlencode': { type: 'string', multiple: true },
    get: { type: 'boolean', short: 'G' },
    form: { type: 'string', short: 'F', multiple: true },
    user: { type: 'string', short: 'u' },
    output: { type: 'string', short: 'o' },
    'write-out': { type: 'string', short: 'w' },
  },
  allowPositionals: true,
})

interface Body {
  readonly type: string
  readonly bytes: Buffer
}

const [target = '', ...rest] = positionals
if (rest.length > 0) throw new Error(`curl: more than one URL: ${positionals.join(' ')}`)
const { origin } = new URL(target)
const fields = [
  ...(values.data ?? []),
  ...(values['data-urlencode'] ?? []).map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return `${name}=${encodeURIComponent(value.join('='))}`
  }),
].join('&')
const query = values.get && fields !== '' ? `?${fields}` : ''
const body = values.get ? undefined : await bodyOf()
const headers: Record<string, string> = {}
if (values.user !== undefined) {
  headers.authorization = `Basic ${Buffer.from(values.user).toString('base64')}`
}
if (body !== undefined) {
  headers['content-type'] = body.type
  headers['content-length'] = String(body.bytes.length)
}
for (const line of values.header) {
  const colon = line.indexOf(':')
  headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
}

// The target goes out as it was written: to `new URL`, the path of `//a` would be another.
const path = (target.slice(origin.length) || '/') + query
const method = values.request ?? (body === undefined ? 'GET' : 'POST')
request(origin, { method, path, headers }, async (answer) => {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`)
  if (values.include) console.log(`HTTP/1.1 ${answer.statusCode}\n${lines.join('\n')}\n`)
  if (values.output === undefined) process.stdout.write(Buffer.concat(chunks))
  const words = values['write-out']?.replaceAll('\\n', '\n') ?? ''
  process.stdout.write(words.replaceAll('%{http_code}', String(answer.statusCode)))
}).end(body?.bytes)

async function bodyOf(): Promise<Body | undefined> {
  if (values.form !== undefined) {
    const form = new FormData()
    for (const pair of values.form) {
      const [name = '', ...value] = pair.split('=')
      form.append(name, value.join('='))
    }
    const encoded = new Response(form)
    const type = encoded.headers.get('content-type') ?? ''
    return { type, bytes: Buffer.from(await encoded.arrayBuffer()) }
  }
  if (fields === '') return undefined
  return { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(fields) }
}
