// A room that is asked for by a name: asked again it is the same room. The agent who enters it
// causes one text, however often.
import { agentSignIn, bearer } from '../../flows/vendors.ts'
import { look } from '../look.ts'
import type { Maker } from '../thing.ts'
import { Violation } from '../violation.ts'
import { type Asker, ask, type World } from '../world.ts'

const PHONE = '+6590893208'
const RACERS = 3

export const makeRoom: Maker = async (_, id) => {
  let room: { readonly token: string; readonly link: string } | undefined
  /** Texts that there must be, and that there may be. */
  let texts = { least: 0, most: 0 }

  const open = async (asker: Asker): Promise<void> => {
    const json = { create_room: true, phone_number: PHONE }
    const opened = await ask(asker, id, 'open room', (on) => {
      const init = { json, headers: { 'Idempotency-Key': `${asker.world.run} ${id}` } }
      return on.request('//api/v1/tokens', bearer(on.demo.eight_by_eight.api_key, init))
    })
    if (opened.how === 'refused') throw new Violation(id, `no room: ${opened.answer.text}`)
    if (opened.how === 'unknown') return
    const { answer } = opened
    const link = answer.field('guest_link')
    if (room !== undefined && room.link !== link) throw new Violation(id, 'one name, two rooms')
    room = { token: answer.field('auth_token'), link }
  }
  const enter = async (asker: Asker, count: number): Promise<void> => {
    const known = room
    if (known === undefined) return open(asker)
    const entered = await Promise.all(
      Array.from({ length: count }, () =>
        ask(asker, id, 'enter room', (on) => agentSignIn(on, known.token)),
      ),
    )
    if (entered.some((one) => one.how === 'refused')) throw new Violation(id, 'no entry')
    const isSure = entered.some((one) => one.how === 'ok')
    texts = { least: isSure ? 1 : texts.least, most: 1 }
  }
  return {
    id,
    actions: [open, open, (asker) => enter(asker, 1), (asker) => enter(asker, RACERS)],
    async check(world: World) {
      if (room === undefined) return
      const { link } = room
      const { pathname } = new URL(link)
      for (const node of world.system.nodes) {
        const on = world.lie(node.mint)
        world.checks += 2
        const guest = await look(id, on, (asked) => asked.request(pathname))
        if (guest.status !== 200) throw new Violation(id, `the room is lost: ${guest.status}`)
        const texted = await look(id, on, (asked) => asked.request('/_dev/outbox'))
        const count = texted.text.split(link).length - 1
        if (count < texts.least || count > texts.most) {
          throw new Violation(id, `${count} texts, not ${texts.least} to ${texts.most}`)
        }
        // What was found stays so.
        texts = { least: count, most: texts.most }
      }
    },
  }
}
