// The signing keys of the standard style. All tokens of the style depend on them, so there is one
// record for all workers; one of them rotates and retires.
import assert from 'node:assert/strict'
import { manage } from '../../flows/admin.ts'
import type { Mint } from '../../mint.ts'
import { ALIVE, endedBy, type Fate, settle, UNSURE } from '../fate.ts'
import { look } from '../look.ts'
import type { Thing } from '../thing.ts'
import { ask } from '../world.ts'

const ID = 'signing keys'
const DIALECT = 'standard'

export interface Keys {
  /** What a token may count on that this key signed. */
  fateOf(token: string): Fate
  readonly thing: Thing
}

export function keysOf(): Keys {
  const fates = new Map<string, Fate>()
  return {
    fateOf(token) {
      const kid = keyOf(token)
      const known = fates.get(kid) ?? made()
      fates.set(kid, known)
      // A node that does not know a key yet asks for it: the token itself counts at once.
      return known.state === 'alive' ? ALIVE : known
    },
    thing: {
      id: ID,
      actions: [
        async (asker) => {
          const json = { dialect: DIALECT, lead_seconds: 0 }
          const rotated = await ask(asker, ID, 'rotate', (on) =>
            manage(on, '/signing-keys/rotate', { json }),
          )
          if (rotated.how === 'ok') fates.set(rotated.answer.field('kid'), made())
        },
        async (asker) => {
          const live = [...fates].filter(([, fate]) => fate.state === 'alive')
          if (live.length === 0) return
          const [kid, fate] = asker.chance.pick(live)
          // Others may learn of it before the answer is here.
          fates.set(kid, UNSURE)
          const retired = await ask(asker, ID, `retire ${kid}`, (on) =>
            manage(on, `/signing-keys/${kid}/retire`, { method: 'POST' }),
          )
          fates.set(kid, endedBy(fate, retired))
        },
      ],
      async check(world) {
        for (const [kid, fate] of fates) {
          const isPublished = async (node: Mint) => {
            const answer = await look(ID, node, (on) => on.request(on.endpoints.jwks))
            return answer.text.includes(`"${kid}"`)
          }
          fates.set(kid, await settle(world, ID, `key ${kid}`, fate, isPublished))
        }
      },
    },
  }
}

/** Other nodes publish it when they have heard of it. */
function made(): Fate {
  return { state: 'alive', sinceMs: performance.now() }
}

function keyOf(token: string): string {
  const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
  assert.ok(typeof header === 'object' && header !== null && 'kid' in header)
  return String(header.kid)
}
