// A client with its settings, its secrets and the tokens that it was issued: what an operator does
// through the management API, and what it does to tokens.
import { manage } from '../../flows/admin.ts'
import { clientCredentials } from '../../flows/standard.ts'
import type { Mint } from '../../mint.ts'
import { ALIVE, endedBy, type Fate, fateOf, settle } from '../fate.ts'
import { look } from '../look.ts'
import type { Maker, Thing } from '../thing.ts'
import { isTokenAlive, revokeAnyToken } from '../tokens.ts'
import { Violation } from '../violation.ts'
import { type Asker, ask, type Outcome, type World } from '../world.ts'
import { type Settings, settingsOf } from './client-settings.ts'

interface Secret {
  readonly text: string
  readonly id: string
  fate: Fate
}

interface Issued {
  readonly text: string
  readonly secret: Secret
  fate: Fate
}

export const makeClient: Maker = async (asker, id) => {
  const settings = settingsOf(id)
  const json = { dialect: 'standard', scopes: ['api:read'], ...settings.first }
  const made = await ask(asker, id, 'create client', (on) => manage(on, '/clients', { json }))
  if (made.how === 'refused') throw new Violation(id, 'a client could not be created')
  return made.how === 'ok' ? clientThing(id, settings, made) : settings.unsureThing
}

function clientThing(id: string, settings: Settings, made: Outcome & { how: 'ok' }): Thing {
  const clientId = made.answer.field('client_id')
  const path = `/clients/${clientId}`
  const secrets: Secret[] = [firstSecret(made)]
  const tokens: Issued[] = []
  let enabled: Fate = ALIVE
  settings.demand(made.answer)

  const fateOfToken = (world: World, token: Issued): Fate =>
    fateOf(token.fate, token.secret.fate, enabled, world.keys.fateOf(token.text))
  const asClient = (text: string) => ({
    client_id: clientId,
    client_secret: text,
    redirect_uri: '',
    scopes: [],
  })
  const issue = async (asker: Asker): Promise<void> => {
    const secret = asker.chance.pick(secrets)
    const issued = await ask(asker, id, `issue with ${secret.id}`, (on) =>
      clientCredentials(on, asClient(secret.text)),
    )
    const fate = fateOf(secret.fate, enabled)
    if (issued.how === 'refused' && fate.state === 'alive' && secret === secrets[0]) {
      throw new Violation(id, `a good secret was refused: ${issued.answer.text}`)
    }
    // Until a node has heard that a secret is revoked it may issue; what it issues is born dead.
    if (issued.how === 'ok') {
      tokens.push({ text: issued.answer.field('access_token'), secret, fate: ALIVE })
    }
  }
  const revokeToken = async (asker: Asker): Promise<void> => {
    if (tokens.length === 0) return issue(asker)
    const token = asker.chance.pick(tokens)
    const before = fateOfToken(asker.world, token)
    const revoked = await ask(asker, id, `revoke token ${tokens.indexOf(token)}`, (on) =>
      revokeAnyToken(on, token.text),
    )
    if (revoked.how === 'ok' && revoked.answer.json().revoked !== true) {
      const after = fateOfToken(asker.world, token)
      if (fateOf(before, after).state !== 'alive') return
      throw new Violation(id, 'a good token was not there to be revoked')
    }
    token.fate = endedBy(token.fate, revoked)
  }
  const addSecret = async (asker: Asker): Promise<void> => {
    const added = await ask(asker, id, 'add secret', (on) =>
      manage(on, `${path}/credentials`, { json: {} }),
    )
    if (added.how !== 'ok') return
    const { answer } = added
    secrets.push({ id: answer.field('id'), text: answer.field('client_secret'), fate: ALIVE })
  }
  const revokeSecret = async (asker: Asker): Promise<void> => {
    const secret = asker.chance.pick(secrets)
    const revoked = await ask(asker, id, `revoke secret ${secret.id}`, (on) =>
      manage(on, `${path}/credentials/${secret.id}`, { method: 'DELETE' }),
    )
    secret.fate = endedBy(secret.fate, revoked)
  }
  const change = async (asker: Asker): Promise<void> => {
    const json = settings.next()
    const changed = await ask(asker, id, `change to ${JSON.stringify(json)}`, (on) =>
      manage(on, path, { method: 'PATCH', json }),
    )
    if (changed.how === 'ok') settings.demand(changed.answer)
    settings.changed(changed.how)
  }
  const disable = async (asker: Asker): Promise<void> => {
    const disabled = await ask(asker, id, 'disable', (on) =>
      manage(on, path, { method: 'PATCH', json: { enabled: false } }),
    )
    enabled = endedBy(enabled, disabled)
  }
  const check = async (world: World): Promise<void> => {
    await settings.check(world, path)
    enabled = await settle(world, id, 'the client', enabled, async (node) => {
      const answer = await look(id, node, (on) => manage(on, path))
      return answer.json().enabled === true
    })
    for (const secret of secrets) {
      const isGood = async (node: Mint) => {
        const used = await look(id, node, (on) => clientCredentials(on, asClient(secret.text)))
        return used.status === 200
      }
      const fate = await settle(
        world,
        id,
        `secret ${secret.id}`,
        fateOf(enabled, secret.fate),
        isGood,
      )
      if (enabled.state === 'alive') secret.fate = fate
    }
    for (const [n, token] of tokens.entries()) {
      const fate = fateOfToken(world, token)
      const settled = await settle(world, id, `token ${n}`, fate, (on) =>
        isTokenAlive(id, on, token.text),
      )
      if (fate.state === 'unsure') token.fate = settled
    }
  }
  return {
    id,
    actions: [
      issue,
      issue,
      issue,
      revokeToken,
      revokeToken,
      addSecret,
      revokeSecret,
      change,
      change,
      disable,
    ],
    check,
  }
}

function firstSecret({ answer }: Outcome & { how: 'ok' }): Secret {
  const { credentials } = answer.json()
  const first: unknown = Array.isArray(credentials) ? credentials[0] : undefined
  const id = typeof first === 'object' && first !== null && 'id' in first ? String(first.id) : ''
  return { id, text: answer.field('client_secret'), fate: ALIVE }
}
