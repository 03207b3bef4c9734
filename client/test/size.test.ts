// What a page pays for: each source alone, bundled and compressed as an integrator would.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

const BYTES_MAX = 8_000
const index = join(import.meta.dirname, '../index.ts')

const SOURCES = [
  'vocera',
  'eightByEight',
  'vonage',
  'vocalcola',
  'envoy',
  'clientCredentials',
  'authorizationCode',
]

/** The bundle of one import, and what is imported from outside it. */
async function bundled(name: string) {
  const entry = '\0entry'
  const bundle = await rolldown({
    input: entry,
    plugins: [
      {
        name: 'entry',
        resolveId: (id: string) => (id === entry ? id : undefined),
        load: (id: string) =>
          id === entry ? `export { ${name} } from ${JSON.stringify(index)}` : undefined,
      },
    ],
    platform: 'browser',
  })
  const { output } = await bundle.generate({ minify: true })
  const [{ code, imports }] = output
  return { code, imports, bytes: gzipSync(code).length }
}

for (const name of SOURCES) {
  test(`${name} alone is under 8 kB and needs nothing else`, async () => {
    const { bytes, imports, code } = await bundled(name)
    assert.deepEqual(imports, [])
    assert.ok(bytes < BYTES_MAX, `${name} is ${bytes} bytes, compressed`)
    const own = { vocera: /vocera\.ai/, eightByEight: /8x8/, envoy: /envoy\.com/ }
    for (const [other, mark] of Object.entries(own)) {
      assert.equal(mark.test(code), other === name, `${other} in the bundle of ${name}`)
    }
  })
}

test('an import that is not used costs nothing', async () => {
  const { code } = await bundled('MintmarkError')
  assert.ok(code.length < 600, code)
})
