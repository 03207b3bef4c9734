// oidc-provider with JWT access tokens. Its own store in memory forgets all but a thousand, so it
// gets one here that forgets nothing, or one on SQLite with its statements kept (STORE=sqlite).
import { createServer } from 'node:http'
import process from 'node:process'
import { Provider } from 'oidc-provider'
import {
  ALGORITHM,
  CHALLENGE,
  CLIENT_ID,
  CLIENT_SECRET,
  PORT,
  REDIRECT_URI,
  RESOURCE,
  ready,
  signingKey,
  times,
} from './seeds.mjs'
import { inOneCommit, openDatabase } from './sqlite.mjs'

const isStored = process.env.STORE === 'sqlite'
const accessTokenFormat = process.env.FORMAT ?? 'jwt'
const database = isStored ? openDatabase() : undefined
const now = () => Math.floor(Date.now() / 1000)

class Memory {
  static rows = new Map()
  static grants = new Map()

  constructor(model) {
    this.key = (id) => `${model}:${id}`
  }

  async upsert(id, payload) {
    const key = this.key(id)
    Memory.rows.set(key, payload)
    if (payload.grantId === undefined) return
    const keys = Memory.grants.get(payload.grantId) ?? new Set()
    Memory.grants.set(payload.grantId, keys.add(key))
  }

  async find(id) {
    return Memory.rows.get(this.key(id))
  }

  async findByUid() {}
  async findByUserCode() {}

  async destroy(id) {
    Memory.rows.delete(this.key(id))
  }

  async consume(id) {
    Memory.rows.get(this.key(id)).consumed = now()
  }

  async revokeByGrantId(grantId) {
    for (const key of Memory.grants.get(grantId) ?? []) Memory.rows.delete(key)
    Memory.grants.delete(grantId)
  }
}

function sqliteAdapter(db) {
  db.exec(`create table models (id text primary key, payload text, grant_id text, expires_at int,
    consumed_at int) without rowid`)
  db.exec('create index models_by_grant on models (grant_id)')
  const write = db.prepare(`insert into models (id, payload, grant_id, expires_at)
    values (?, ?, ?, ?) on conflict (id)
    do update set payload = excluded.payload, expires_at = excluded.expires_at`)
  const read = db.prepare('select payload, consumed_at from models where id = ?')
  const remove = db.prepare('delete from models where id = ?')
  const consume = db.prepare('update models set consumed_at = ? where id = ?')
  const removeGrant = db.prepare('delete from models where grant_id = ?')
  return class {
    constructor(model) {
      this.key = (id) => `${model}:${id}`
    }

    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn ? now() + expiresIn : null
      write.run(this.key(id), JSON.stringify(payload), payload.grantId ?? null, expiresAt)
    }

    async find(id) {
      const row = read.get(this.key(id))
      if (row === undefined) return undefined
      const payload = JSON.parse(row.payload)
      return row.consumed_at === null ? payload : { ...payload, consumed: row.consumed_at }
    }

    async findByUid() {}
    async findByUserCode() {}

    async destroy(id) {
      remove.run(this.key(id))
    }

    async consume(id) {
      consume.run(now(), this.key(id))
    }

    async revokeByGrantId(grantId) {
      removeGrant.run(grantId)
    }
  }
}

const provider = new Provider(`http://127.0.0.1:${PORT}`, {
  adapter: isStored ? sqliteAdapter(database) : Memory,
  // It asks for an RS256 key whatever it signs access tokens with.
  jwks: { keys: [...new Set([ALGORITHM, 'RS256'])].map(signingKey) },
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [REDIRECT_URI],
    },
  ],
  findAccount: async (_, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
  rotateRefreshToken: true,
  scopes: ['openid', 'offline_access'],
  ttl: {
    AccessToken: 3_600,
    AuthorizationCode: 3_600,
    ClientCredentials: 3_600,
    Grant: 1_209_600,
    IdToken: 3_600,
    Interaction: 3_600,
    RefreshToken: 86_400,
    Session: 86_400,
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: async () => RESOURCE,
      useGrantedResource: async () => true,
      getResourceServerInfo: async () => ({
        scope: 'api:read api:write',
        audience: RESOURCE,
        accessTokenTTL: 3_600,
        accessTokenFormat,
        jwt: accessTokenFormat === 'jwt' ? { sign: { alg: ALGORITHM } } : undefined,
      }),
    },
  },
})
provider.on('server_error', (_, error) => process.stderr.write(`${error.stack}\n`))

const client = await provider.Client.find(CLIENT_ID)
const of = async (i) => {
  const accountId = `user-${i}`
  const grant = new provider.Grant({ accountId, clientId: CLIENT_ID })
  grant.addResourceScope(RESOURCE, 'api:read')
  grant.addOIDCScope('offline_access')
  const grantId = await grant.save()
  return { client, accountId, grantId, scope: 'api:read offline_access', resource: RESOURCE }
}
const makers = {
  refresh: async (i) => {
    const gty = 'authorization_code'
    return new provider.RefreshToken({ ...(await of(i)), gty, rotations: 0 }).save()
  },
  code: async (i) =>
    new provider.AuthorizationCode({
      ...(await of(i)),
      redirectUri: REDIRECT_URI,
      codeChallenge: CHALLENGE,
      codeChallengeMethod: 'S256',
      authTime: now(),
    }).save(),
  opaque: () => {
    const token = new provider.ClientCredentials({ client, scope: 'api:read' })
    token.resourceServer = new provider.ResourceServer(RESOURCE, {
      scope: 'api:read',
      audience: RESOURCE,
      accessTokenFormat: 'opaque',
    })
    return token.save()
  },
}
const making = (make) => (count) =>
  database === undefined ? times(count, make) : inOneCommit(database, () => times(count, make))

createServer(provider.callback()).listen(Number(PORT), '127.0.0.1', () =>
  ready(Object.fromEntries(Object.entries(makers).map(([kind, make]) => [kind, making(make)]))),
)
