import type { Core } from '../core.ts'
import { formatCredential } from '../credentials/format.ts'
import { type CredentialForm, credentialText, registerClient } from '../credentials/new-client.ts'
import { addCredential } from '../credentials/new-credentials.ts'
import { resourceKeyOf } from '../credentials/resource-keys.ts'
import { noteClientChanged } from '../tokens/revoke.ts'
import type { Demo, SignInFacts } from './demo-facts.ts'
import { DEMO_ORGANIZATION, FOREIGN_ORGANIZATION, furnish } from './furnish.ts'
import { furnishAgent } from './furnish-agent.ts'

const VONAGE_SCOPE_LEFT_OUT = 'admin:write'

/**
 * The demo platform: made at the first start, found again at the next. Its secrets are derived
 * from the master key, so that they can be shown again although the store holds only hashes.
 */
export async function openDemo(core: Core): Promise<Demo> {
  await furnish(core)
  const callback = `${core.site.baseUrl}/_dev/callback`
  const vonageScopes = scopesOf(core, 'vonage').filter((one) => one !== VONAGE_SCOPE_LEFT_OUT)
  const vocalScopes = ['profile', 'plans']
  const standardScopes = scopesOf(core, 'standard')
  const [operator, envoyUser, nonAdmin, singer, agent] = await users(core)
  // At once, so that what is written shares a commit.
  const [vocera, eight, vonage, vocal, envoy, standard, key, [own, foreign]] = await Promise.all([
    client(core, 'vocera', 'api_key', 'Embed demo', [], []),
    client(core, 'eight-by-eight', 'api_key', 'Rooms demo', [], []),
    client(core, 'vonage', 'client_secret', 'Reports demo', vonageScopes, []),
    client(core, 'vocalcola', 'key_pair', 'Dialer demo', vocalScopes, [callback]),
    client(core, 'envoy', 'client_secret', 'Lobby demo', ['locations.read'], [callback]),
    client(core, 'standard', 'client_secret', 'Service demo', standardScopes, [callback]),
    managementKey(core),
    plans(core, singer.email),
    furnishAgent(core),
  ])
  return {
    base_url: core.site.baseUrl,
    operator,
    management_key: key,
    vocera: { api_key: vocera.secret, agent_id: 1, foreign_agent_id: 2 },
    eight_by_eight: { api_key: eight.secret, agent_email: agent.email },
    vonage: { client_id: vonage.id, client_secret: vonage.secret, scopes: vonageScopes },
    vocalcola: {
      public_key: vocal.id,
      private_key: vocal.secret,
      redirect_uri: callback,
      scopes: vocalScopes,
      user: singer,
      plan_key: own,
      foreign_plan_key: foreign,
    },
    envoy: {
      client_id: envoy.id,
      client_secret: envoy.secret,
      client_api_key: Buffer.from(`${envoy.id}:${envoy.secret}`).toString('base64'),
      scopes: ['token.refresh', 'locations.read'],
      redirect_uri: callback,
      username: envoyUser.email,
      password: envoyUser.password,
      non_admin: { username: nonAdmin.email, password: nonAdmin.password },
    },
    standard: {
      client_id: standard.id,
      client_secret: standard.secret,
      redirect_uri: callback,
      scopes: standardScopes,
    },
  }
}

function scopesOf(core: Core, dialect: string): readonly string[] {
  const found = core.dialects.find((one) => one.name === dialect)
  return found?.scopes.map((scope) => scope.value) ?? []
}

type Person = readonly [local: string, name: string, roles: readonly string[]]

const PEOPLE = [
  ['operator', 'Olga Operator', ['operator']],
  ['api', 'API user', ['global_admin']],
  ['erin', 'Erin Employee', ['employee']],
  ['carla', 'Carla Caller', []],
  ['agent', 'Andy Agent', ['agent']],
] as const satisfies readonly Person[]

type Each<People, Facts> = { readonly [Place in keyof People]: Facts }

/** Their passwords are hashed side by side, and they are written down in this order at once. */
async function users(core: Core): Promise<Each<typeof PEOPLE, SignInFacts>> {
  const { passwords, secrets, store, clock } = core
  const facts = ([local]: Person): SignInFacts => {
    const email = `${local}@demo.localhost`
    return { email, password: secrets.derive('demo', 'password', email).slice(0, 20) }
  }
  const made = await Promise.all(
    PEOPLE.map(async (person) => {
      const [, name, roles] = person
      const { email, password } = facts(person)
      if ((await store.users.loadByEmail(email)) !== undefined) return []
      const passwordHash = await passwords.hash(password, { email, roles })
      return [{ email, name, passwordHash, roles }]
    }),
  )
  const missing = made.flat()
  if (missing.length > 0) {
    await store.transaction(async (records) => {
      for (const one of missing) {
        await records.users.add({
          ...one,
          publicId: `usr_${secrets.derive('demo', 'user', one.email).slice(0, 12)}`,
          organizationId: DEMO_ORGANIZATION,
          isEnabled: true,
          isKioskHost: false,
          createdAt: clock.now(),
        })
      }
    })
  }
  const [operator, api, erin, carla, agent] = PEOPLE
  return [facts(operator), facts(api), facts(erin), facts(carla), facts(agent)]
}

async function client(
  core: Core,
  dialect: string,
  credential: CredentialForm,
  name: string,
  scopes: readonly string[],
  redirectUris: readonly string[],
): Promise<{ id: string; secret: string }> {
  const { store, secrets, random, clock } = core
  const clientId = `mmc_${secrets.derive('demo', 'client', dialect).slice(0, 12)}`
  const secret = secrets.derive('demo', 'secret', dialect)
  const known = await store.clients.load(clientId)
  if (known === undefined) {
    const registered = await store.transaction((records) =>
      registerClient(records, secrets, random, {
        organizationId: DEMO_ORGANIZATION,
        dialect,
        credential,
        name,
        isPublic: false,
        scopes,
        audiences: [],
        redirectUris,
        accessTokenLifetimeSec: undefined,
        at: clock.now(),
        clientId,
        secret,
      }),
    )
    return { id: clientId, secret: registered.credential?.text ?? '' }
  }
  // The port may be another than last time, and with it the demo's own callback page.
  if (known.redirectUris.join(' ') !== redirectUris.join(' ')) {
    const at = clock.now()
    await store.transaction(async (records) => {
      await records.clients.change({ ...known, redirectUris, at })
      await noteClientChanged(records, clientId, at)
    })
  }
  const [first] = await store.credentials.ofClient(known.id)
  return { id: clientId, secret: credentialText(credential, first?.id ?? 0, secret) }
}

async function managementKey({ store, secrets, random, clock }: Core): Promise<string> {
  const secret = secrets.derive('demo', 'secret', 'management')
  const known = await store.facts.load('demo management key')
  if (known !== undefined) return formatCredential('mk', [Number(known)], secret)
  return store.transaction(async (records) => {
    const made = await addCredential(records, secrets, random, {
      clientRow: undefined,
      kind: 'management_key',
      prefix: 'mk',
      name: 'demo',
      permissions: ['*'],
      at: clock.now(),
      expiresAt: undefined,
      secret,
    })
    await records.facts.put('demo management key', String(made.id))
    return made.text
  })
}

async function plans({ store, secrets }: Core, email: string): Promise<readonly [string, string]> {
  const found = await store.facts.load('demo plans')
  const [own, foreign] =
    found?.split(' ').map(Number) ??
    (await store.transaction(async (records) => {
      const holder = await records.users.loadByEmail(email)
      const first = await records.plans.add(DEMO_ORGANIZATION, 'Choir plan')
      const second = await records.plans.add(FOREIGN_ORGANIZATION, 'Somebody else’s plan')
      if (holder !== undefined) await records.plans.addGuest(first, holder.id)
      await records.facts.put('demo plans', `${first} ${second}`)
      return [first, second]
    }))
  return [resourceKeyOf(secrets, own ?? 0), resourceKeyOf(secrets, foreign ?? 0)]
}
