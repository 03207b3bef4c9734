// The header of a token does not choose how it is verified: a public key is no HMAC secret, in any
// of its spellings, and "none" is no algorithm (RFC 8725 §3.1, §3.2).
import assert from 'node:assert/strict'
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type webcrypto,
} from 'node:crypto'
import { test } from 'node:test'
import { envoyPassword, locations } from '../flows/envoy.ts'
import { clientCredentials } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import { availability, vocera, voceraDetail, vonage } from '../flows/vendors.ts'
import { forgeHmac, part, readJwt } from '../jwt.ts'
import { mintForThisFile } from '../mint.ts'

const mint = await mintForThisFile()

interface Door {
  readonly token: string
  opens(token: string): Promise<boolean>
}

const doors: Readonly<Record<string, Door>> = {
  Vonage: {
    token: (await vonage(mint)).field('access_token'),
    opens: async (token) => opened((await availability(mint, token)).status),
  },
  Envoy: {
    token: (await envoyPassword(mint)).field('access_token'),
    opens: async (token) => opened((await locations(mint, token)).status),
  },
  Vocera: {
    token: (await vocera(mint)).field('access'),
    opens: async (token) => opened((await voceraDetail(mint, token)).status),
  },
  standard: {
    token: (await clientCredentials(mint)).field('access_token'),
    opens: (token) => isActive(mint, authorizationOf(mint).standard, token),
  },
}

const published = await publishedKeys()

for (const [name, { token, opens }] of Object.entries(doors)) {
  const { header, payload, signature } = readJwt(token)

  test(`the ${name} verifier takes the honest token`, async () => {
    assert.equal(await opens(token), true)
  })

  test(`the ${name} verifier takes no public key for an HMAC secret`, async () => {
    for (const key of published) {
      const kids = new Set([header.kid, kidOf(key), undefined])
      for (const [n, secret] of secretsFrom(key).entries()) {
        for (const bits of n === 0 ? ([256, 384, 512] as const) : ([256] as const)) {
          for (const kid of kids) {
            const forged = forgeHmac({ ...header, kid }, payload, secret, bits)
            assert.equal(await opens(forged), false, `HS${bits} with kid ${kid}`)
          }
        }
      }
    }
  })

  test(`the ${name} verifier takes no token without a signature`, async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '', null, undefined, ['none'], 0]) {
      const bare = `${part({ ...header, alg })}.${part(payload)}`
      for (const end of ['', '.', `.${signature}`, '.AA']) {
        assert.equal(await opens(bare + end), false, `alg ${JSON.stringify(alg)}`)
      }
    }
  })

  test(`the ${name} verifier takes no key that the token brings along`, async () => {
    const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = own.publicKey.export({ format: 'jwk' })
    const guides = [{ jwk }, { jku: `${mint.baseUrl}/_dev/outbox` }, { x5c: [jwk.x] }, { kid: '' }]
    for (const guide of guides) {
      const head = part({ typ: 'JWT', alg: 'ES256', kid: header.kid, ...guide })
      const signed = `${head}.${part(payload)}`
      const key = createPrivateKey(own.privateKey.export({ format: 'pem', type: 'pkcs8' }))
      const bytes = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
      const forged = `${signed}.${bytes.toString('base64url')}`
      assert.equal(await opens(forged), false, JSON.stringify(Object.keys(guide)))
    }
  })

  test(`the ${name} verifier notices each change to header, payload and signature`, async () => {
    const { signed } = readJwt(token)
    const [head = ''] = signed.split('.')
    const later = part({ ...payload, exp: Number(payload.exp) + 86_400 })
    const zeros = Buffer.alloc(Buffer.from(signature, 'base64url').length).toString('base64url')
    const forgeries = [
      `${head}.${later}.${signature}`,
      `${part({ ...header, crit: ['exp'] })}.${part(payload)}.${signature}`,
      `${signed}.${zeros}`,
      `${signed}.${signature.slice(0, -4)}`,
      `${signed}.${signature}.${signature}`,
      `${signed}..${signature}`,
    ]
    for (const forged of forgeries) assert.equal(await opens(forged), false, forged)
  })
}

function opened(status: number): boolean {
  assert.ok(status === 200 || status === 401, `a forgery is answered 401, not ${status}`)
  return status === 200
}

async function publishedKeys(): Promise<readonly webcrypto.JsonWebKey[]> {
  const paths = [mint.endpoints.jwks, '/Auth/.well-known/jwks']
  const sets = await Promise.all(paths.map((path) => mint.request(path)))
  return sets.flatMap((set) => {
    const { keys } = set.json()
    assert.ok(Array.isArray(keys) && keys.length > 0)
    return keys as webcrypto.JsonWebKey[] // createPublicKey below refuses whatever is none.
  })
}

function secretsFrom(jwk: webcrypto.JsonWebKey): readonly (string | Buffer)[] {
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const pem = key.export({ format: 'pem', type: 'spki' }).toString()
  const der = key.export({ format: 'der', type: 'spki' })
  const rsa = jwk.kty === 'RSA' ? [key.export({ format: 'pem', type: 'pkcs1' }).toString()] : []
  const numbers = [jwk.n, jwk.x].filter((value) => typeof value === 'string')
  return [
    pem,
    pem.trim(),
    ` ${pem}`,
    `${pem} `,
    pem.replaceAll('\n', '\r\n'),
    pem.replaceAll(/-----[^-]+-----|\n/g, ''),
    der,
    ...rsa,
    JSON.stringify(jwk),
    ...numbers.flatMap((text) => [text, Buffer.from(text, 'base64url')]),
    String(kidOf(jwk)),
  ]
}

function kidOf(jwk: webcrypto.JsonWebKey): unknown {
  return 'kid' in jwk ? jwk.kid : undefined
}
