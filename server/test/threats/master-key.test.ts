// Production starts with a strong master key of its own or not at all: whoever knows the key opens
// every signing key, so no default and no word of an example may stand in for it (ASVS 13.2.3).
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { collectOutput, spawnMint } from '../mint.ts'
import { freePort, newFolder } from '../places.ts'
import { send } from '../wire.ts'

const weakKeys: Readonly<Record<string, string | undefined>> = {
  missing: undefined,
  empty: '',
  'a word of examples': 'changeme',
  'of 31 bytes': 'kJ8s0Qz1mV5yT7wB3xN9cR2dF4gH6jL',
  'of one character, repeated': 'x'.repeat(64),
  'of 16 bytes in hex': '00112233445566778899aabbccddeeff',
  'a word, repeated to 32 bytes': 'changeme'.repeat(4),
  'of 32 zero bytes': Buffer.alloc(32).toString('base64'),
  'of 16 bytes in base64': Buffer.from('kJ8s0Qz1mV5yT7wB').toString('base64'),
}

for (const [name, key] of Object.entries(weakKeys)) {
  test(`mintmark serve does not start with a master key that is ${name}`, async () => {
    const { child, output } = await serve(key, newFolder())
    assert.equal(child.signalCode, null, `it serves with a weak key:\n${output()}`)
    assert.notEqual(child.exitCode, 0)
    assert.match(output(), /MINTMARK_MASTER_KEY/, 'it says which setting is wrong')
    assert.doesNotMatch(output(), /\bat .+:\d+:\d+/, 'it shows no stack')
    if (key) assert.ok(!output().includes(key), 'it does not print the key')
  })
}

test('mintmark serve starts with a strong master key, without demo or dev routes', async () => {
  const folder = newFolder()
  const key = randomBytes(32).toString('base64')
  const { child, output } = await serve(key, folder, async (served) => {
    assert.equal((await send(served, '/readyz')).status, 200)
    for (const path of ['/_dev/clock', '/_dev/outbox', '/_dev/code', '/_dev/callback']) {
      assert.equal((await send(served, path)).status, 404, path)
      assert.equal((await send(served, path, { method: 'POST' })).status, 404, path)
    }
  })
  assert.equal(child.exitCode, 0, output())
  assert.equal(existsSync(join(folder, 'demo.json')), false)
  assert.ok(!output().includes(key))
})

test('mintmark serve refuses a folder that another master key sealed, and says so', async () => {
  const folder = newFolder()
  const first = await serve(randomBytes(32).toString('base64'), folder, async (served) => {
    assert.equal((await send(served, '/readyz')).status, 200)
  })
  assert.equal(first.child.exitCode, 0, first.output())
  const { child, output } = await serve(randomBytes(32).toString('base64'), folder)
  assert.equal(child.signalCode, null, `it serves with another key:\n${output()}`)
  assert.notEqual(child.exitCode, 0)
  assert.match(output(), /MINTMARK_MASTER_KEY|master[-_ ]key/i)
})

/** Runs `mintmark serve` until it ends, or is looked at; killed where it must not serve. */
async function serve(
  key: string | undefined,
  folder: string,
  look?: (port: number) => Promise<void>,
) {
  const port = await freePort()
  const child = spawnMint(['serve'], {
    MINTMARK_DATA_DIR: folder,
    MINTMARK_BASE_URL: 'https://mint.example.com',
    PORT: `${port}`,
    ...(key === undefined ? {} : { MINTMARK_MASTER_KEY: key }),
  })
  const output = collectOutput(child)
  const ended = once(child, 'exit')
  const deadline = Date.now() + 10_000
  const lives = () => child.exitCode === null && child.signalCode === null && Date.now() < deadline
  while (lives()) {
    const ready = await send(port, '/readyz').then(
      ({ status }) => status === 200,
      () => false,
    )
    if (!ready) {
      await pause(20)
      continue
    }
    await look?.(port)
    child.kill(look === undefined ? 'SIGKILL' : 'SIGTERM')
    await ended
  }
  if (child.exitCode === null) child.kill('SIGKILL')
  await ended
  return { child, output }
}
