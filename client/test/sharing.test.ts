// Processes that share tokens: two real ones by a folder, several sources in one process by a Redis
// that is stood in for.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileCache } from '../file-cache.ts'
import {
  authorizationCode,
  clientCredentials,
  envoy,
  MintmarkError,
  redisCache,
  type SharedCache,
  vonage,
} from '../index.ts'
import {
  CLIENT,
  ISSUER,
  json,
  movedClock,
  numberedIssuer,
  settled,
  standIn,
  whileAdvancing,
} from './kit.ts'

const scratch = mkdtempSync(join(tmpdir(), 'mintmark-client-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

/** What of Redis the cache uses; `texts` is what it holds. */
function standInRedis() {
  const texts = new Map<string, string>()
  const command = async (...words: readonly string[]) => {
    const [name, key = '', value = '', ...rest] = words
    if (name === 'GET') return texts.get(key) ?? null
    if (name === 'EVAL') {
      const [, , , lock = '', owner] = words
      return texts.get(lock) === owner ? Number(texts.delete(lock)) : null
    }
    assert.equal(name, 'SET')
    assert.match(rest.join(' '), /^PX \d+( NX)?$/)
    if (rest.includes('NX') && texts.has(key)) return null
    texts.set(key, value)
    return 'OK'
  }
  return { texts, cache: redisCache(command) }
}

test('two processes with one folder get one token with one request', async () => {
  let requests = 0
  const server = createServer((request, response) => {
    request.resume()
    requests += 1
    setTimeout(() => response.end('{"access_token":"shared","expires_in":900}'), 100)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const folder = join(scratch, 'two')
  const program = join(import.meta.dirname, 'sharing-process.ts')
  const run = async () => {
    const args = [program, `http://127.0.0.1:${address.port}`, folder]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    const [code] = await once(child, 'exit')
    assert.equal(code, 0)
    return said
  }
  assert.deepEqual(await Promise.all([run(), run()]), ['shared 1000\n', 'shared 1000\n'])
  assert.equal(await run(), 'shared 1000\n')
  server.close()
  assert.equal(requests, 1)
  const [file, ...more] = readdirSync(folder)
  assert.match(file ?? '', /^[0-9a-f]{64}\.json$/)
  assert.deepEqual(more, [], 'no lock and no half-written file is left')
  assert.equal(statSync(join(folder, file ?? '')).mode & 0o777, 0o600)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
})

test('a folder that others may enter holds no tokens', async () => {
  const folder = mkdtempSync(join(scratch, 'open-'))
  const { chmodSync } = await import('node:fs')
  chmodSync(folder, 0o755)
  await assert.rejects(fileCache(folder).load('a'), /open to other users/)
  chmodSync(folder, 0o700)
  assert.equal(await fileCache(folder).load('a'), undefined)
})

test('a lock of files is held by one, given back, and taken over after its lease', async () => {
  const folder = join(scratch, 'locks')
  const cache = fileCache(folder)
  const taken = await Promise.all(Array.from({ length: 20 }, () => cache.tryLock('a', 60_000)))
  const held = taken.filter((lock) => lock !== undefined)
  assert.equal(held.length, 1)
  await held[0]?.release()
  for (let round = 0; round < 20; round += 1) {
    const next = await cache.tryLock('a', -1)
    assert.ok(next !== undefined)
    const over = await Promise.all(Array.from({ length: 20 }, () => cache.tryLock('a', 60_000)))
    assert.equal(over.filter((lock) => lock !== undefined).length, 1, 'two have taken it over')
    await next.release()
    assert.equal(await cache.tryLock('a', 60_000), undefined, 'what is another’s is not given back')
    for (const lock of over) await lock?.release()
  }
  // Left behind by a machine whose clock was a year ahead.
  const endsAt = Date.now() + 365 * 86_400_000
  writeFileSync(join(folder, 'b.lock'), JSON.stringify({ owner: 'x', endsAt, leaseMs: 60_000 }))
  assert.ok((await cache.tryLock('b', 60_000)) !== undefined)
})

test('of many sources with one Redis one asks, and a refused token is replaced once', async () => {
  const { cache } = standInRedis()
  const issuer = numberedIssuer()
  const make = () => clientCredentials({ ...CLIENT, fetch: issuer.fetch, cache })
  const sources = Array.from({ length: 20 }, make)
  await Promise.all(sources.map((source) => source.getToken()))
  assert.equal(issuer.tokenRequests(), 1)
  issuer.refused.add('token-1')
  const answers = await Promise.all(sources.map((source) => source.fetch('/orders')))
  assert.ok(answers.every(({ status }) => status === 200))
  assert.equal(issuer.tokenRequests(), 2)
})

test('a lock that comes after everybody gave up waiting for it is given back', async () => {
  const clock = movedClock()
  const { cache, texts } = standInRedis()
  const slow = Promise.withResolvers<void>()
  const late: SharedCache = {
    ...cache,
    tryLock: async (key, leaseMs) => {
      await slow.promise
      return cache.tryLock(key, leaseMs)
    },
  }
  const { fetch } = numberedIssuer()
  const token = clientCredentials({ ...CLIENT, fetch, clock, cache: late }).getToken()
  assert.equal((await whileAdvancing(clock, 6_000, token)).value, 'token-1')
  slow.resolve()
  await settled()
  assert.equal(texts.size, 0)
})

test('what another process got between the look and the lock is used', async () => {
  const { cache, texts } = standInRedis()
  const issuer = numberedIssuer()
  const options = { ...CLIENT, fetch: issuer.fetch }
  await clientCredentials({ ...options, cache }).getToken()
  let looks = 0
  const late: SharedCache = {
    ...cache,
    load: async (key) => {
      looks += 1
      return looks === 1 ? undefined : cache.load(key)
    },
  }
  assert.equal((await clientCredentials({ ...options, cache: late }).getToken()).value, 'token-1')
  assert.deepEqual([looks, issuer.tokenRequests(), texts.size], [2, 1, 1])
})

test('a refresh token of one use is used once, however many processes refresh', async () => {
  const { cache } = standInRedis()
  const clock = movedClock()
  let live = 'r-0'
  let count = 0
  const issuer = standIn(({ body }) => {
    const shown = /name="refresh_token"\r\n\r\n(.*)\r\n/.exec(body)?.[1]
    if (shown !== undefined && shown !== live) return json({ error: 'invalid_grant' }, 401)
    count += 1
    live = `r-${count}`
    return json({ access_token: `a-${count}`, refresh_token: live, expires_in: 900 })
  })
  const options = { ...CLIENT, fetch: issuer.fetch, cache, clock, refreshToken: 'r-0' }
  const sources = Array.from({ length: 5 }, () => envoy(options))
  for (let round = 1; round <= 10; round += 1) {
    const all = Promise.all(sources.map((source) => source.getToken()))
    const tokens = await whileAdvancing(clock, 100, all)
    assert.ok(tokens.every(({ value }) => value === `a-${round}`))
    await clock.advance(900_000)
  }
  assert.equal(issuer.asked.length, 10)
})

test('a shared cache that fails or hangs costs requests and no token', async () => {
  const broken: SharedCache = {
    load: async () => {
      throw new Error('the secret is in here')
    },
    save: async () => {},
    tryLock: async () => undefined,
  }
  const hanging: SharedCache = { ...broken, load: () => new Promise(() => {}) }
  const locked: SharedCache = { ...broken, load: async () => undefined }
  for (const cache of [broken, hanging, locked]) {
    const clock = movedClock()
    const issuer = numberedIssuer()
    const common = { ...CLIENT, fetch: issuer.fetch, cache, clock }
    const token = await whileAdvancing(clock, 6_000, clientCredentials(common).getToken())
    assert.equal(token.value, 'token-1')
    const rotating = envoy({ ...common, refreshToken: 'r' }).getToken()
    const outcome = rotating.catch((error: unknown) => error)
    const error = await whileAdvancing(clock, 6_000, outcome)
    assert.ok(error instanceof MintmarkError && error.code === 'cache_unavailable')
    assert.doesNotMatch(error.message, /secret/)
    assert.equal(issuer.asked.length, 1, 'without the lock no refresh token is shown')
  }
})

test('what stands in a cache under another key, or is no entry, is nobody’s token', async () => {
  const { texts, cache } = standInRedis()
  const issuer = numberedIssuer()
  const value = async (clientSecret: string) => {
    const source = clientCredentials({ ...CLIENT, clientSecret, fetch: issuer.fetch, cache })
    return (await source.getToken()).value
  }
  assert.equal(await value('one'), 'token-1')
  const [[key = '', text = ''] = []] = [...texts]
  assert.equal(await value('two'), 'token-2', 'who has another secret gets another token')
  const other = [...texts.keys()].find((name) => name !== key) ?? ''
  texts.set(other, text)
  assert.equal(await value('two'), 'token-3')
  for (const junk of ['', '{', 'null', '{"key":1}', text.replace('token-1', 'a b'), '[]']) {
    texts.set(key, junk)
    assert.match(await value('one'), /^token-/)
  }
  assert.equal(await value('one'), await value('one'))
})

test('whatever makes two sources different gives different keys without a secret', async () => {
  const { texts, cache } = standInRedis()
  const { fetch } = standIn(() => json({ access_token: 'a', refresh_token: 'r', expires_in: 900 }))
  const common = { ...CLIENT, fetch, cache }
  const vonageOf = (more: object) =>
    vonage({ ...common, baseUrl: ISSUER, scopes: ['a'], region: 'emea', ...more })
  const person = (more: object) =>
    authorizationCode({ ...common, redirectUri: 'https://me.example', refreshToken: 'r', ...more })
  const sources = [
    clientCredentials(common),
    clientCredentials({ ...common, baseUrl: 'https://other.example' }),
    clientCredentials({ ...common, clientId: 'other' }),
    clientCredentials({ ...common, scopes: ['a'] }),
    clientCredentials({ ...common, scopes: ['b'] }),
    clientCredentials({ ...common, resources: ['https://api.example'] }),
    vonageOf({}),
    vonageOf({ region: 'nam' }),
    vonageOf({ scopes: ['b'] }),
    envoy({ ...common, username: 'a', password: 'p', scopes: ['a'] }),
    envoy({ ...common, username: 'b', password: 'p', scopes: ['a'] }),
    envoy({ ...common, refreshToken: 'r' }),
    person({ user: 'a' }),
    person({ user: 'b' }),
  ]
  for (const source of sources) await source.getToken()
  assert.equal(texts.size, sources.length)
  for (const key of texts.keys()) assert.match(key, /^mintmark:[0-9a-f]{64}$/)
  assert.throws(() => person({ user: undefined }), /names its user/)
  // The order of scopes is no difference.
  await clientCredentials({ ...common, scopes: ['a', 'b'] }).getToken()
  await clientCredentials({ ...common, scopes: ['b', 'a'] }).getToken()
  assert.equal(texts.size, sources.length + 1)
})

test('a file of tokens is whole at every instant', async () => {
  const cache = fileCache(join(scratch, 'whole'))
  const text = (letter: string) => letter.repeat(100_000)
  await cache.save('a', text('a'), 1)
  const writing = Promise.all(['b', 'c', 'd'].map((letter) => cache.save('a', text(letter), 1)))
  const path = join(scratch, 'whole/a.json')
  for (let look = 0; look < 50; look += 1) {
    assert.match(readFileSync(path, 'utf8'), /^(?:a{100000}|b{100000}|c{100000}|d{100000})$/)
    await new Promise((next) => setImmediate(next))
  }
  await writing
})
