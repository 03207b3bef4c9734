// One kind of credential, one door: every kind is tried in every place that takes a credential, and
// only the cells listed here open. A new kind or door that opens another cell fails this table.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doorsOf } from '../doors/index.ts'
import { kindsOf } from '../kinds.ts'
import { mintForThisFile } from '../mint.ts'
import { assertNoStack } from '../refusal.ts'

const mint = await mintForThisFile()
const kinds = await kindsOf(mint)
const doors = doorsOf(mint)

const opens: Readonly<Record<string, readonly string[]>> = {
  'bearer at the Envoy API': ['Envoy access token'],
  'X-API-Key at the Envoy API': ['Envoy API key'],
  'bearer at the legacy Envoy API': ['Envoy access token'],
  'X-API-Key at the legacy Envoy API': [],
  'access_token in a query of the Envoy API': [],
  'bearer at the Vonage API': ['Vonage access token'],
  'access_token in a query of the Vonage API': [],
  'bearer at the 8x8 token endpoint': ['8x8 API key'],
  'api_key in a query of the 8x8 token endpoint': [],
  'x-token at the 8x8 call logs': ['8x8 token'],
  'bearer at the 8x8 call logs': [],
  'token of the agent page': ['8x8 token'],
  'api_key of the Vocera login': ['Vocera API key'],
  'refresh of the Vocera refresh': ['embed refresh token'],
  'bearer at the embed token check': ['embed access token'],
  'whole bearer at the VocalCola API': ['composite bearer'],
  'part 1 of a composite': [],
  'part 2 of a composite': ['VocalCola private key'],
  'part 3 of a composite': ['user token'],
  'part 4 of a composite': ['plan key'],
  'code of VocalCola': ['VocalCola code'],
  'bearer at the management API': ['management key'],
  'cookie at the management API': [],
  'token in a query of the management API': [],
  'Basic password at the standard token endpoint': ['standard client secret'],
  'Basic user at the standard token endpoint': [],
  'client_secret at the standard token endpoint': ['standard client secret'],
  'client_secret in a query of the standard token endpoint': [],
  'refresh_token of the standard': ['standard refresh token'],
  'code of the standard': ['standard code'],
  'bearer at the standard token endpoint': [],
  'Basic password at introspection': ['standard client secret'],
  'bearer at introspection': ['Vocera API key', '8x8 API key'],
  'Basic password at the Vonage token endpoint': ['Vonage client secret'],
  'client_secret at the Vonage token endpoint': ['Vonage client secret'],
  'Basic password at the Envoy token endpoint': ['Envoy client secret'],
  'whole Basic at the Envoy token endpoint': ['Envoy API key'],
  'client_secret at the Envoy token endpoint': ['Envoy client secret'],
  'password of the Envoy password grant': ['Envoy password'],
  'refresh_token of Envoy': ['Envoy refresh token'],
  'code of Envoy': ['Envoy code'],
  'password of the sign-in page': ['user password'],
  'cookie at the consent page': ['session cookie'],
}

test('the table names every door', () => {
  assert.deepEqual(Object.keys(doors).sort(), Object.keys(opens).sort())
  const known = new Set(Object.keys(kinds))
  for (const kind of Object.values(opens).flat()) assert.ok(known.has(kind), kind)
})

for (const [name, door] of Object.entries(doors)) {
  const allowed = opens[name] ?? []
  const said = allowed.length === 0 ? 'nothing' : `only: ${allowed.join(', ')}`

  test(`${name} opens for ${said}`, async () => {
    // A minute for each door: wrong guesses are limited, and a limit is not what is tested here.
    await mint.advance(61)
    for (const [kind, make] of Object.entries(kinds)) {
      const value = allowed.includes(kind) ? await make.fresh() : make.value
      const { opened, answer } = await door(value)
      const outcome = `${kind}: ${answer.status} ${answer.text.slice(0, 200)}`
      assert.equal(opened, allowed.includes(kind), outcome)
      assert.ok(answer.status !== 429 && answer.status < 500, outcome)
      assertNoStack(answer)
    }
  })
}
