// No two installs share a key, and no word that stands in an example signs a token that anyone
// accepts (ASVS 13.2.3).
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { envoyPassword, locations } from '../flows/envoy.ts'
import { clientCredentials } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import {
  availability,
  callLogs,
  eightByEight,
  vocera,
  voceraDetail,
  voceraRefresh,
  vonage,
} from '../flows/vendors.ts'
import { forgeHmac, readJwt } from '../jwt.ts'
import { type Mint, startMint } from '../mint.ts'

/** A run of many files has most mints begin with a copy of one first start; these must not. */
const FIRST_START = { env: {} }
const [mint, other] = await Promise.all([startMint(FIRST_START), startMint(FIRST_START)])
after(() => Promise.all([mint.stop(), other.stop()]))

test('two fresh installs have no signing key, key id or credential in common', async () => {
  const ours = new Set([...(await publicKeys(mint)), ...credentialsOf(mint)])
  const theirs = [...(await publicKeys(other)), ...credentialsOf(other)]
  assert.ok(ours.size > 12)
  assert.deepEqual(
    theirs.filter((value) => ours.has(value)),
    [],
  )
})

test('what one install signs no other install accepts', async () => {
  assert.equal((await voceraDetail(other, (await vocera(mint)).field('access'))).status, 401)
  const token = (await vonage(mint)).field('access_token')
  assert.equal((await availability(other, token)).status, 401)
})

test('no token signed with a word of examples or a public value is accepted', async () => {
  const access = (await vocera(mint)).field('access')
  const refresh = (await vocera(mint)).field('refresh')
  const room = (await eightByEight(mint)).field('auth_token')
  const envoy = (await envoyPassword(mint)).field('access_token')
  const vonageToken = (await vonage(mint)).field('access_token')
  const standard = (await clientCredentials(mint)).field('access_token')
  const owner = authorizationOf(mint).standard

  const doors: readonly { token: string; opens: (token: string) => Promise<boolean> }[] = [
    { token: access, opens: async (t) => (await voceraDetail(mint, t)).status === 200 },
    { token: refresh, opens: async (t) => (await voceraRefresh(mint, t)).status === 200 },
    { token: room, opens: async (t) => (await callLogs(mint, t)).status === 200 },
    { token: envoy, opens: async (t) => (await locations(mint, t)).status === 200 },
    { token: vonageToken, opens: async (t) => (await availability(mint, t)).status === 200 },
    { token: standard, opens: (t) => isActive(mint, owner, t) },
  ]
  for (const { token, opens } of doors) {
    assert.equal(await opens(token), true, 'the honest token opens its door')
    // The 8x8 token may be opaque; then there is no signature to forge.
    if (token.split('.').length !== 3) continue
    const { header, payload } = readJwt(token)
    for (const word of [
      ...weakWords(),
      String(header.kid ?? ''),
      String(payload.client_id ?? ''),
    ]) {
      const forged = forgeHmac(header, payload, word)
      assert.equal(await opens(forged), false, `signed with ${JSON.stringify(word)}`)
    }
  }
})

function weakWords(): readonly string[] {
  const words = ['', 'secret', 'changeme', 'change-me', 'password', 'default', 'mintmark', 'dev']
  const more = ['development', 'test', 'key', 'jwt', 'your-256-bit-secret', '\0'.repeat(32)]
  const example = new URL('../../../.env.example', import.meta.url)
  const quoted = existsSync(example)
    ? readFileSync(example, 'utf8')
        .split(/[\s=]+/)
        .filter((word) => word !== '')
    : []
  return [...words, ...more, ...quoted]
}

async function publicKeys(from: Mint): Promise<readonly string[]> {
  const sets = await Promise.all(
    [from.endpoints.jwks, '/Auth/.well-known/jwks'].map((path) => from.request(path)),
  )
  return sets.flatMap((set) => {
    const { keys } = set.json()
    assert.ok(Array.isArray(keys) && keys.length > 0, set.text)
    return keys.flatMap((key) => [key.kid, key.n ?? key.x].map(String))
  })
}

function credentialsOf({ demo }: Mint): readonly string[] {
  return [
    demo.management_key,
    demo.operator.password,
    demo.vocera.api_key,
    demo.eight_by_eight.api_key,
    demo.vonage.client_secret,
    demo.vocalcola.private_key,
    demo.vocalcola.plan_key,
    demo.envoy.client_secret,
    demo.envoy.client_api_key,
    demo.standard.client_secret,
  ]
}
