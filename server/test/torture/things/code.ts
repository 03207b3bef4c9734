// An authorization code: good once. Whoever comes second is refused, and ends what the first got.
import { composite, me, redeemUserCode } from '../../flows/vocalcola.ts'
import type { Mint } from '../../mint.ts'
import { ALIVE, endedBy, type Fate, settle, UNSURE } from '../fate.ts'
import { look } from '../look.ts'
import type { Maker } from '../thing.ts'
import { Violation } from '../violation.ts'
import { type Asker, ask, type Outcome, type World } from '../world.ts'

const RACERS = 4

export const makeCode: Maker = async (asker, id) => {
  const made = await ask(asker, id, 'grant code', (on) =>
    on.request('/_dev/code', { method: 'POST' }),
  )
  if (made.how === 'refused') throw new Violation(id, `no code: ${made.answer.text}`)
  if (made.how === 'unknown') return undefined
  const code = made.answer.text
  let uses: 'none' | 'unsure' | 'used' = 'none'
  /** What the first use gave, where its answer came. */
  let token: { readonly text: string; fate: Fate } | undefined

  const conclude = (outcomes: readonly Outcome[]): void => {
    const good = outcomes.flatMap((one) => (one.how === 'ok' ? [one.answer] : []))
    const refusals = outcomes.filter((one) => one.how === 'refused')
    const isUnknown = outcomes.some((one) => one.how === 'unknown')
    if (good.length > 1) throw new Violation(id, 'one code won twice')
    const [answer] = good
    if (answer !== undefined) {
      if (uses === 'used') throw new Violation(id, 'a used code was taken again')
      token = { text: answer.field('user_token'), fate: ALIVE }
      uses = 'used'
    } else if (refusals.length > 0) {
      const isFirst = uses === 'none' && !isUnknown
      if (isFirst) throw new Violation(id, 'a good code was refused')
      uses = 'used'
    } else if (uses === 'none') {
      uses = 'unsure'
    }
    if (token === undefined) return
    const [refusal] = refusals
    if (refusal !== undefined)
      token.fate = endedBy(token.fate, { ...refusal, how: 'ok' } as Outcome)
    else if (isUnknown && token.fate.state === 'alive') token.fate = UNSURE
  }
  const use = (asking: Asker) => ask(asking, id, 'redeem', (on) => redeemUserCode(on, code))
  const redeem = async (asking: Asker) => conclude([await use(asking)])
  const race = async (asking: Asker) =>
    conclude(await Promise.all(Array.from({ length: RACERS }, () => use(asking))))

  return {
    id,
    actions: [redeem, redeem, race],
    async check(world: World) {
      if (token === undefined) return
      const { text } = token
      const isAlive = async (node: Mint) => {
        const { public_key, private_key } = node.demo.vocalcola
        const bearer = composite(public_key, private_key, text)
        return (await look(id, node, (on) => me(on, bearer))).status === 200
      }
      token.fate = await settle(world, id, 'the user token', token.fate, isAlive)
    },
  }
}
