import { manage } from '../../flows/admin.ts'
import type { Mint } from '../../mint.ts'
import type { Answer } from '../../wire.ts'
import type { Ending } from '../history.ts'
import { look } from '../look.ts'
import type { Thing } from '../thing.ts'
import { Violation } from '../violation.ts'
import type { World } from '../world.ts'

/** Two that are always changed together: one without the other is half a change. */
interface Wish {
  readonly name: string
  readonly access_token_lifetime_seconds: number
}

const LIFETIME_SEC = 86_400

export interface Settings {
  readonly first: Wish
  /** The wish of the next change. */
  next(): Wish
  changed(how: Ending): void
  /** What an answer to the change itself shows. */
  demand(answer: Answer): void
  check(world: World, path: string): Promise<void>
  /** In place of a client of which nobody knows whether it was created. */
  readonly unsureThing: Thing
}

/** A client's settings, and those that they may also be, since a change got no answer. */
export function settingsOf(id: string): Settings {
  let count = 0
  const wish = (): Wish => ({
    name: `${id} v${count}`,
    access_token_lifetime_seconds: LIFETIME_SEC + count,
  })
  const first = wish()
  let wished = first
  let possible = [first]

  const demandOneOf = (answer: Answer, wishes: readonly Wish[]): Wish => {
    const found = answer.json()
    const match = wishes.find(
      (one) =>
        one.name === found.name &&
        one.access_token_lifetime_seconds === found.access_token_lifetime_seconds,
    )
    if (match !== undefined) return match
    throw new Violation(id, `its settings are ${answer.text}, not ${JSON.stringify(wishes)}`)
  }
  return {
    first,
    next() {
      count += 1
      wished = wish()
      return wished
    },
    changed(how) {
      if (how === 'ok') possible = [wished]
      else if (how === 'unknown') possible = [...possible, wished]
    },
    demand: (answer) => void demandOneOf(answer, [wished]),
    async check(world, path) {
      for (const { mint } of world.system.nodes) {
        const answer = await look(id, world.lie(mint), (on) => manage(on, path))
        world.checks += 1
        if (answer.status !== 200) throw new Violation(id, `the client is lost: ${answer.text}`)
        possible = [demandOneOf(answer, possible)]
      }
    },
    unsureThing: {
      id,
      actions: [],
      async check(world) {
        for (const { mint } of world.system.nodes) {
          const first100 = (on: Mint) => manage(on, '/clients?limit=100')
          const page = (await look(id, world.lie(mint), first100)).json()
          const all: readonly unknown[] = Array.isArray(page.data) ? page.data : []
          const found = all.filter((one) => JSON.stringify(one).includes(`"${first.name}"`))
          world.checks += 1
          const isWhole = found.every((one) => /"credentials":\[\{/.test(JSON.stringify(one)))
          if (found.length <= 1 && isWhole) continue
          throw new Violation(id, `one request made ${JSON.stringify(found)}`)
        }
      },
    },
  }
}
