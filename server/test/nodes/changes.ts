// Every kind of change that must reach the other nodes: how it is made on one, and how one sees on
// another that it is in force there.
import assert from 'node:assert/strict'
import { browserOf, takeBack } from '../flows/account.ts'
import { createClient, manage } from '../flows/admin.ts'
import { exchange, holdFrame } from '../flows/embeds.ts'
import { envoyPassword, locations } from '../flows/envoy.ts'
import { clientCredentials, holdCode, holdTokens, pairOf, redeem } from '../flows/standard.ts'
import { authorizationOf, isActive, revoke } from '../flows/tokens.ts'
import { eightByEight, voceraDetail, vonage } from '../flows/vendors.ts'
import type { Mint } from '../mint.ts'
import type { Answer } from '../wire.ts'

export interface Change {
  /** Made on the node that it is given; answered when it is acknowledged. */
  make(on: Mint): Promise<void>
  isInForce(on: Mint): Promise<boolean>
}

/** What each prepares is good on every node, and remembered there, before the change. */
export const changes: Readonly<Record<string, (mint: Mint) => Promise<Change>>> = {
  'a revoked access token': async (mint) => {
    const owner = authorizationOf(mint).standard
    const token = (await clientCredentials(mint)).field('access_token')
    return {
      make: async (on) => expectOk(await revoke(on, owner, token)),
      isInForce: async (on) => !(await isActive(on, owner, token)),
    }
  },
  'a revoked family': async (mint) => {
    const owner = authorizationOf(mint).standard
    const pair = await holdTokens(mint)
    return {
      make: async (on) => expectOk(await revoke(on, owner, pair.refresh)),
      isInForce: async (on) => !(await isActive(on, owner, pair.access)),
    }
  },
  'a consent taken back': async (mint) => {
    const client = await ownClient(mint)
    const pair = pairOf(await redeem(mint, await holdCode(mint, client)))
    const browser = await browserOf(mint, mint.demo.vocalcola.user)
    return {
      make: async (on) => expectOk(await takeBack(on, browser, client.client_id)),
      isInForce: async (on) => (await isDead(on, pair.access)) && (await isDead(on, pair.refresh)),
    }
  },
  'a revoked client secret': async (mint) => {
    const client = await ownClient(mint)
    const token = (await clientCredentials(mint, client)).field('access_token')
    return {
      make: async (on) => expectOk(await removeCredential(on, client.id)),
      isInForce: async (on) => {
        const isRefused = (await clientCredentials(on, client)).status === 401
        return (await isDead(on, token)) && isRefused
      },
    }
  },
  'a revoked API key': async (mint) => {
    const client = await createClient(mint, { dialect: 'eight-by-eight' })
    return {
      make: async (on) => expectOk(await removeCredential(on, client.id)),
      isInForce: async (on) =>
        (await eightByEight(on, undefined, client.client_secret)).status !== 200,
    }
  },
  'a frame that is kicked': async (mint) => {
    const access = (await exchange(mint)).field('access')
    const frame = await holdFrame(mint, access, 'http://localhost:4010')
    const told = new Map<Mint, boolean>()
    const listen = async (on: Mint): Promise<void> => {
      told.set(on, false)
      const { text } = await frame.ask(on, '/events')
      told.set(on, text.includes('kicked'))
    }
    return {
      make: async (on) =>
        expectOk(await manage(on, `/agents/1/frames/${frame.id}`, { method: 'DELETE' })),
      // On another node the page that shows it is told, without asking.
      isInForce: async (on) => {
        if (on === mint) {
          return (await frame.ask(on, '/beat', { method: 'POST' })).status === 410
        }
        if (!told.has(on)) listen(on)
        return told.get(on) === true
      },
    }
  },
  'a disabled client': async (mint) => {
    const client = await ownClient(mint)
    const token = (await clientCredentials(mint, client)).field('access_token')
    const json = { enabled: false }
    return {
      make: async (on) =>
        expectOk(await manage(on, `/clients/${client.id}`, { method: 'PATCH', json })),
      isInForce: async (on) => {
        const isRefused = (await clientCredentials(on, client)).status === 401
        return (await isDead(on, token)) && isRefused
      },
    }
  },
  'another lifetime of a style’s tokens': async () => {
    // Another each time, since the try before left its own.
    const seconds = 1_000 + Math.floor(Math.random() * 100_000)
    const json = { access_token_lifetime_seconds: seconds }
    return {
      make: async (on) =>
        expectOk(await manage(on, '/dialects/standard', { method: 'PATCH', json })),
      isInForce: async (on) => (await clientCredentials(on)).json().expires_in === seconds,
    }
  },
  'a region': async () => {
    const name = `try-${Math.random().toString(36).slice(2)}`
    const hosts = { token_host: `${name}.test`, api_host: `${name}.api.test` }
    return {
      make: async (on) =>
        expectOk(await manage(on, `/regions/${name}`, { method: 'PUT', json: hosts })),
      isInForce: async (on) => (await manage(on, '/regions')).text.includes(name),
    }
  },
  'a rule of the gateway': async () => {
    const name = `try-${Math.random().toString(36).slice(2)}`
    const routes = [{ methods: ['GET'], path: '/*', scopes: ['stats'] }]
    const json = { name, path: `/${name}`, upstreams: ['http://127.0.0.1:9'], routes }
    return {
      make: async (on) => expectOk(await manage(on, '/apis', { method: 'POST', json })),
      isInForce: async (on) => (await manage(on, '/apis')).text.includes(name),
    }
  },
  'a deleted client': async (mint) => {
    const client = await ownClient(mint)
    return {
      make: async (on) => expectOk(await manage(on, `/clients/${client.id}`, { method: 'DELETE' })),
      isInForce: async (on) => (await clientCredentials(on, client)).status === 401,
    }
  },
  'a narrowed client': async (mint) => {
    const [kept = '', lost = ''] = mint.demo.vonage.scopes
    const client = await createClient(mint, { dialect: 'vonage', scopes: [kept, lost] })
    const json = { scopes: [kept] }
    return {
      make: async (on) =>
        expectOk(await manage(on, `/clients/${client.id}`, { method: 'PATCH', json })),
      isInForce: async (on) => (await vonage(on, lost, client)).status !== 200,
    }
  },
  'an added client secret': async (mint) => {
    const client = await ownClient(mint)
    let added = ''
    return {
      make: async (on) => {
        const path = `/clients/${client.id}/credentials`
        added = (await manage(on, path, { json: {} })).field('client_secret')
      },
      isInForce: async (on) => {
        // What the node remembers of the client is older than the secret.
        if (added === '') expectOk(await clientCredentials(on, client))
        const asked = { ...client, client_secret: added }
        return added !== '' && (await clientCredentials(on, asked)).status === 200
      },
    }
  },
  'a disabled user': async (mint) => {
    const person = { email: `u${Date.now()}@demo.localhost`, password: 'a password for one test' }
    const json = { ...person, name: 'To be disabled', roles: ['global_admin'] }
    const id = (await manage(mint, '/users', { json })).field('id')
    const asked = { username: person.email, password: person.password }
    const token = (await envoyPassword(mint, asked)).field('access_token')
    return {
      make: async (on) =>
        expectOk(await manage(on, `/users/${id}`, { method: 'PATCH', json: { enabled: false } })),
      isInForce: async (on) => (await locations(on, token)).status === 401,
    }
  },
  'an agent switched off': async (mint) => {
    const agent = await manage(mint, '/agents', { json: { name: 'To be switched off' } })
    const { id } = agent.json()
    const { api_key } = mint.demo.vocera
    const json = { api_key, agent_id: id }
    const token = (await mint.request('/user/v1/embedded/login/', { json })).field('access')
    const path = `/agents/${id}`
    return {
      make: async (on) =>
        expectOk(await manage(on, path, { method: 'PATCH', json: { active: false } })),
      isInForce: async (on) => (await voceraDetail(on, token)).status === 401,
    }
  },
  'a retired signing key': async (mint) => {
    const token = (await clientCredentials(mint)).field('access_token')
    const kid = keyOf(token)
    return {
      make: async (on) =>
        expectOk(await manage(on, `/signing-keys/${kid}/retire`, { method: 'POST' })),
      isInForce: async (on) => {
        const isPublished = (await on.request(on.endpoints.jwks)).text.includes(kid)
        const fresh = (await clientCredentials(on)).field('access_token')
        return !isPublished && keyOf(fresh) !== kid && (await isDead(on, token))
      },
    }
  },
  'a rotated signing key': async () => {
    let kid = ''
    const json = { dialect: 'standard', lead_seconds: 0 }
    return {
      make: async (on) => {
        kid = (await manage(on, '/signing-keys/rotate', { json })).field('kid')
      },
      isInForce: async (on) =>
        kid !== '' && (await on.request(on.endpoints.jwks)).text.includes(kid),
    }
  },
  'a new scope': async () => {
    const value = `made-${Date.now()}:read`
    const json = { description: 'Made for a test', resource: 'Tests' }
    return {
      make: async (on) =>
        expectOk(await manage(on, `/scopes/vonage/${value}`, { method: 'PUT', json })),
      isInForce: async (on) => (await manage(on, '/scopes?dialect=vonage')).text.includes(value),
    }
  },
}

async function ownClient(mint: Mint) {
  const { redirect_uri, scopes } = mint.demo.standard
  const made = await createClient(mint, {
    dialect: 'standard',
    scopes,
    redirect_uris: [redirect_uri],
  })
  return { ...made, redirect_uri, scopes }
}

async function removeCredential(on: Mint, clientId: string): Promise<Answer> {
  const { credentials } = (await manage(on, `/clients/${clientId}`)).json()
  assert.ok(Array.isArray(credentials) && credentials.length === 1)
  return manage(on, `/clients/${clientId}/credentials/${credentials[0].id}`, { method: 'DELETE' })
}

/** Whosever it is. */
async function isDead(on: Mint, token: string): Promise<boolean> {
  const answer = await manage(on, '/tokens/introspect', { json: { token } })
  assert.equal(answer.status, 200, answer.text)
  return answer.json().active === false
}

function keyOf(token: string): string {
  const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
  assert.ok(typeof header === 'object' && header !== null && 'kid' in header)
  return String(header.kid)
}

function expectOk(answer: Answer): void {
  assert.ok(answer.status >= 200 && answer.status < 300, `${answer.status} ${answer.text}`)
}
