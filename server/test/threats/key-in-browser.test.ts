// "Never expose your API key in client-side code": a page that sends one is told so, whether the
// key is right or not, because whoever sees the page can read it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mintForThisFile } from '../mint.ts'
import type { Init } from '../wire.ts'

const mint = await mintForThisFile()
const { demo } = mint

const doors: Readonly<Record<string, (key: string) => Init>> = {
  '/user/v1/embedded/login/': (api_key) => ({
    json: { api_key, agent_id: demo.vocera.agent_id },
  }),
  '//api/v1/tokens': (key) => ({
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
  }),
}

const resources: Readonly<Record<string, Init>> = {
  '/v1/locations': { headers: { 'X-API-Key': demo.envoy.client_api_key } },
  '/user/embedded-token-detail/': { headers: { Authorization: `Bearer ${demo.vocera.api_key}` } },
  '/admin/v1/clients': { headers: { Authorization: `Bearer ${demo.management_key}` } },
}

for (const [path, init] of Object.entries(resources)) {
  test(`${path} refuses a page’s key and says so; no page can read more than that`, async () => {
    for (const origin of ['https://shop.example', 'null']) {
      const headers = { ...init.headers, Origin: origin }
      const answer = await mint.request(path, { headers })
      assert.equal(answer.status, 403, answer.text)
      assert.equal(answer.headers['access-control-allow-origin'], undefined)
    }
    assert.notEqual((await mint.request(path, init)).status, 403)
  })
}

for (const [path, request] of Object.entries(doors)) {
  const key = path.includes('embedded') ? demo.vocera.api_key : demo.eight_by_eight.api_key
  test(`${path} refuses a page’s API key and says where it belongs`, async () => {
    for (const presented of [key, `${key.slice(0, -1)}_`, 'wrong']) {
      for (const origin of ['https://shop.example', 'null']) {
        const init = request(presented)
        const answer = await mint.request(path, {
          ...init,
          headers: { ...init.headers, Origin: origin },
        })
        assert.equal(answer.status, 403, answer.text)
        assert.match(answer.text, /server/)
        assert.equal(answer.headers['access-control-allow-origin'], undefined)
      }
    }
    assert.equal((await mint.request(path, request(key))).status, 200)
  })
}
