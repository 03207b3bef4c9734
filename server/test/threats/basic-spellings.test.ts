// Real clients write HTTP Basic in four ways; all must work. Whatever is no Basic at all is refused
// plainly, and the process goes on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mintForThisFile } from '../mint.ts'
import { assertClean401, assertRefused } from '../refusal.ts'

const mint = await mintForThisFile()
const { standard, envoy, vonage } = mint.demo

interface Endpoint {
  readonly client: { readonly client_id: string; readonly client_secret: string }
  readonly path: string
  readonly form: Readonly<Record<string, string>>
}

const { username, password } = envoy
const endpoints: Readonly<Record<string, Endpoint>> = {
  standard: {
    client: standard,
    path: mint.endpoints.token,
    form: { grant_type: 'client_credentials' },
  },
  Envoy: {
    client: envoy,
    path: '/oauth2/token',
    form: { grant_type: 'password', username, password, scope: 'locations.read' },
  },
  Vonage: {
    client: vonage,
    path: '/Auth/connect/token',
    form: { grant_type: 'client_credentials', scope: 'stats' },
  },
}

const everything = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

const spellings: Readonly<Record<string, (id: string, secret: string) => string>> = {
  'as it is': (id, secret) => base64(`${id}:${secret}`),
  'with reserved characters encoded': (id, secret) =>
    base64(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`),
  'with underscores encoded': (id, secret) =>
    base64(`${id.replaceAll('_', '%5F')}:${secret.replaceAll('_', '%5f')}`),
  'with every character encoded': (id, secret) =>
    base64(`${everything(id)}:${everything(secret).toUpperCase()}`),
}

for (const [name, { client, path, form }] of Object.entries(endpoints)) {
  for (const [how, write] of Object.entries(spellings)) {
    test(`the ${name} token endpoint takes Basic ${how}`, async () => {
      const value = write(client.client_id, client.client_secret)
      for (const scheme of ['Basic ', 'basic ', 'BASIC ', 'Basic   ']) {
        const answer = await mint.request(path, {
          headers: { Authorization: scheme + value },
          form,
        })
        assert.equal(answer.status, 200, `${scheme}: ${answer.text}`)
      }
    })
  }

  test(`the ${name} token endpoint refuses what is no Basic with a clean 401`, async () => {
    const { client_id, client_secret } = client
    const broken = [
      `Basic ${base64(client_id)}`,
      `Basic ${base64(client_id + client_secret)}`,
      `Basic ${base64(`:${client_secret}`)}`,
      `Basic ${base64(`${client_id}:`)}`,
      `Basic ${base64(':')}`,
      `Basic ${base64(`${client_id}:${client_secret}:more`)}`,
      `Basic ${base64(`${client_id}:${client_secret}\n`)}`,
      `Basic ${base64(`${client_id}:%`)}`,
      `Basic ${base64(`${client_id}:%zz`)}`,
      `Basic ${base64(`%00:%00`)}`,
      `Basic ${base64(`%ff%fe:%c0%80`)}`,
      `Basic ${Buffer.from([0xff, 0xfe, 0x3a, 0x80]).toString('base64')}`,
      `Basic ${base64(`${client_id}:${client_secret}`)}!!!!`,
      'Basic !!!!',
      'Basic =',
      'Basic',
      'Basic ',
      `Basic ${client_id}:${client_secret}`,
      `Basic ${'A'.repeat(8000)}`,
    ]
    for (const Authorization of broken) {
      assertClean401(
        await mint.request(path, { headers: { Authorization }, form }),
        'invalid_client',
      )
    }
    assert.equal((await mint.request('/readyz')).status, 200)
  })

  test(`the ${name} token endpoint takes no other scheme for Basic`, async () => {
    const value = base64(`${client.client_id}:${client.client_secret}`)
    for (const Authorization of [`Basic${value}`, `Digest ${value}`, `Bearer ${value}`, value]) {
      const answer = await mint.request(path, { headers: { Authorization }, form })
      // Vonage answers 400 where it finds no Basic at all, as for bad credentials in the body.
      assertRefused(answer, name === 'Vonage' ? [400, 401] : 401, 'invalid_client')
    }
  })
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
