import type { SigningAlgorithm } from '../protocol/token-style.ts'
import type { Executor } from './engine.ts'
import type { SigningKeyTable } from './schema.ts'
import { statement } from './statement.ts'

/** Published at once, signs from `activatesAt` to `retiresAt`, verifies until `removedAt`. */
export interface SigningKeyRecord {
  readonly id: number
  readonly keyId: string
  readonly dialect: string
  readonly algorithm: SigningAlgorithm
  readonly sealedPrivateKey: Uint8Array
  readonly publicJwk: string | undefined
  readonly certificateThumbprint: string | undefined
  /** PEM. */
  readonly certificate: string | undefined
  readonly createdAt: number
  readonly activatesAt: number
  readonly retiresAt: number | undefined
  readonly removedAt: number | undefined
}

type Row = Omit<SigningKeyTable, 'id'> & { id: number }

const all = statement<Record<never, never>>()((db) =>
  db.selectFrom('signing_keys').selectAll().orderBy('id'),
)
const insert = statement<Omit<Row, 'id' | 'retires_at' | 'removed_at'>>()((db, p) =>
  db.insertInto('signing_keys').values({
    key_id: p.key_id,
    dialect: p.dialect,
    algorithm: p.algorithm,
    sealed_private_key: p.sealed_private_key,
    public_jwk: p.public_jwk,
    certificate_thumbprint: p.certificate_thumbprint,
    certificate: p.certificate,
    created_at: p.created_at,
    activates_at: p.activates_at,
  }),
)
const retire = statement<{ keyId: string; retiresAt: number; removedAt: number }>()((db, p) =>
  db
    .updateTable('signing_keys')
    .set({ retires_at: p.retiresAt, removed_at: p.removedAt })
    .where('key_id', '=', p.keyId),
)

export function signingKeys(executor: Executor) {
  return {
    async all(): Promise<SigningKeyRecord[]> {
      return (await executor.all(all, {})).map(fromRow)
    },
    async add(key: Omit<SigningKeyRecord, 'id' | 'retiresAt' | 'removedAt'>): Promise<void> {
      await executor.run(insert, {
        key_id: key.keyId,
        dialect: key.dialect,
        algorithm: key.algorithm,
        sealed_private_key: key.sealedPrivateKey,
        public_jwk: key.publicJwk ?? null,
        certificate_thumbprint: key.certificateThumbprint ?? null,
        certificate: key.certificate ?? null,
        created_at: key.createdAt,
        activates_at: key.activatesAt,
      })
    },
    async retire(keyId: string, retiresAt: number, removedAt: number): Promise<boolean> {
      return (await executor.run(retire, { keyId, retiresAt, removedAt })) === 1
    },
  }
}

function fromRow(row: Row): SigningKeyRecord {
  return {
    id: row.id,
    keyId: row.key_id,
    dialect: row.dialect,
    algorithm: row.algorithm as SigningAlgorithm,
    sealedPrivateKey: row.sealed_private_key,
    publicJwk: row.public_jwk ?? undefined,
    certificateThumbprint: row.certificate_thumbprint ?? undefined,
    certificate: row.certificate ?? undefined,
    createdAt: row.created_at,
    activatesAt: row.activates_at,
    retiresAt: row.retires_at ?? undefined,
    removedAt: row.removed_at ?? undefined,
  }
}
